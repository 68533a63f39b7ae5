"""Telling: every fact of the catalogue has words, and they hold what it holds."""

from typing import Any

import msgspec
import pytest
from msgspec import inspect

from desktop.domain.facts import (
    FACTS,
    AlertKind,
    EffectConfirmed,
    Fact,
    MissionSealed,
    UndoConfirmed,
    ValidatorAlertRaised,
)
from desktop.domain.facts.telling import TELLINGS, needs_person, tell

D = "ab" * 32


def value(kind: inspect.Type) -> Any:
    """Return a value that fits a field: one of an enum, a 1, a digest, nothing in a list."""
    match kind:
        case inspect.EnumType(cls):
            return next(iter(cls))
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return 1
        case inspect.StrType():
            return D
        case inspect.VarTupleType():
            return ()
        case inspect.UnionType(types):
            return value(types[0])
    raise AssertionError(kind)


def sample(cls: type[Fact]) -> Fact:
    fields = msgspec.structs.fields(cls)
    return cls(**{f.name: value(inspect.type_info(f.type)) for f in fields})


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_fact_is_told_in_a_few_words(kind: str) -> None:
    title, detail = tell(sample(FACTS[kind]))
    assert title[0].isupper()
    assert len(title.split()) <= 7
    assert "_" not in f"{title} {detail}".replace(D, "")
    assert "StrEnum" not in title + detail


def test_nothing_is_told_that_is_not_in_the_catalogue() -> None:
    assert set(TELLINGS) == set(FACTS.values())


def test_numbers_are_told_as_they_are() -> None:
    sealed = MissionSealed(
        outcome=D, triaged=47, drafts=12, escalations=3, breaches=0, saved_seconds=1, breached=()
    )
    assert tell(sealed)[1] == "47 triaged, 12 drafts, 3 escalations, 0 SLA breaches"
    assert (
        tell(UndoConfirmed(effect="e1", kept=("tags",)))[1] == "e1, kept as others changed it: tags"
    )
    assert tell(UndoConfirmed(effect="e1", kept=()))[1] == "e1"
    read = EffectConfirmed(effect="e1", receipt=D, read_back=True)
    assert tell(read) == ("Change confirmed", "e1, read back")


def test_what_needs_a_person_is_marked() -> None:
    raised = ValidatorAlertRaised(alert="tone-7", alert_kind=AlertKind.TONE, ticket=7)
    assert needs_person(raised)
    assert not needs_person(UndoConfirmed(effect="e1", kept=()))
