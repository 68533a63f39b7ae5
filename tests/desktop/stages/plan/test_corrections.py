"""A category put right by a person: it stands, it is remembered, it is on record."""

import pytest
from msgspec.structs import replace

from desktop.domain.effect import SetCategory
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import CategoryCorrected
from desktop.domain.plan import Strategy
from desktop.domain.ticket import SolvedTicket
from desktop.stages.plan.writing import categorise
from desktop.triage.corrections import Correction, taught
from tests.desktop.stages.standing import SCOPE, Standing
from tests.desktop.triage.tickets import NOW, ticket
from tests.snapshots import default_snapshot

TICKET = min(SCOPE)


async def planned(standing: Standing) -> dict[int, str | None]:
    """Return the category each ticket would get."""
    effects = standing.mission.effects.values()
    requests = [await standing.desk.ledger.read_request(one.content) for one in effects]
    return {one.ticket: one.value for one in requests if isinstance(one, SetCategory)}


async def test_what_a_person_says_stands_and_the_plan_is_made_again(standing: Standing) -> None:
    await standing.plan()
    before = await planned(standing)
    view = await standing.desk.plan.correct(TICKET, "billing")
    assert view.chosen is Strategy.HIGH_TOUCH
    now = await planned(standing)
    assert now[TICKET] == "billing"
    # It is learnt from: a ticket that says the same may follow, the others stay.
    assert sum(now[one] != before[one] for one in now) <= 2
    shown = (await standing.desk.watch.detail(TICKET)).category
    assert shown is not None
    assert (shown.value, shown.confidence) == ("billing", 100)
    assert [type(fact) for fact in standing.facts].count(CategoryCorrected) == 1


async def test_an_unknown_category_or_ticket_is_refused(standing: Standing) -> None:
    await standing.prepare()
    with pytest.raises(RuleError, match="cannot be changed"):
        await standing.desk.plan.correct(TICKET, "billing")
    await standing.desk.plan.generate()
    await standing.desk.plan.choose(Strategy.HIGH_TOUCH, 12, 5)
    with pytest.raises(InputError, match="no such category"):
        await standing.desk.plan.correct(TICKET, "astrology")
    with pytest.raises(RuleError, match="cannot be changed"):
        await standing.desk.plan.correct(1, "billing")


async def test_the_pane_says_how_sure_a_category_is(standing: Standing) -> None:
    await standing.plan()
    shown = (await standing.desk.watch.detail(TICKET)).category
    assert shown is not None
    assert shown.value == "api_authentication"
    assert 60 <= shown.confidence < 100
    assert "billing" in dict(shown.options)


def test_corrections_are_learnt_from_like_solved_tickets() -> None:
    said = (Correction(9, "kiosk shows a blue screen", "device_interface"),)
    assert taught((), said) == (SolvedTicket(9, "kiosk shows a blue screen", "device_interface"),)


def test_a_ticket_of_the_same_number_elsewhere_is_another_ticket() -> None:
    said = (Correction(101, "kiosk shows a blue screen", "billing"),)
    (one,) = categorise([ticket()], replace(default_snapshot(), solved=()), said)
    assert one.confidence < 100


def test_without_teachers_every_ticket_goes_to_a_person() -> None:
    bare = replace(default_snapshot(), solved=(), taken_at=NOW)
    (one,) = categorise([ticket()], bare)
    assert (one.value, one.confidence) == (None, 0)
