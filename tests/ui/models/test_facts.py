"""The facts of a bundle as a list: one line each, in words."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from desktop.domain.values import StageName
from desktop.evidence.contract import FactLine
from ui.models.facts import FactsModel

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FACTS = tuple(
    FactLine("main", n, AT, StageName.HOME, f"Fact {n}", "its detail", "abcd1234", False)
    for n in range(1, 4)
)


def test_every_fact_is_one_row_said_in_words() -> None:
    model = FactsModel(FACTS)
    assert model.rowCount() == 3
    assert model.rowCount(model.index(0)) == 0, "a list, no tree"
    said = model.data(model.index(1))
    assert said == f"{AT.astimezone():%H:%M:%S} Fact 2. its detail"
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == said
    assert model.data(model.index(1), Qt.ItemDataRole.DecorationRole) is None


def test_no_facts_are_an_empty_list() -> None:
    assert FactsModel(()).rowCount() == 0
