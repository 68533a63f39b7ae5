"""History: every mission of a profile as its own chain tells it, none taken for writing."""

from sqlalchemy import create_engine, text

from desktop.domain.facts import IntentSubmitted, Mode
from desktop.domain.scope import Scope
from desktop.domain.ticket import Status
from desktop.ledger.history import History
from desktop.ledger.ledger import Ledger
from tests.desktop.ledger.conftest import Place
from tests.desktop.ledger.stories import SEALED, STARTED, feedback

SCOPE = Scope("API authentication", (), (Status.NEW,), 14400)


def history(place: Place) -> History:
    return History(place.database, place.keys, place.ids)


async def about(ledger: Ledger) -> str:
    scope = ledger.keep_value(SCOPE)
    intent = ledger.keep(b"Triage them")
    await ledger.append(STARTED, IntentSubmitted(intent=intent, scope=scope, understood=True))
    return scope


async def test_missions_are_told_newest_first_with_scope_and_figures(place: Place) -> None:
    first, second = await place.open("m1"), await place.open("m2")
    await about(first)
    await first.append(SEALED)
    place.clock.set(place.clock.now().replace(hour=20))
    await about(second)
    await place.open("m3")
    newest, oldest = await history(place).missions()
    assert (newest.mission, newest.figures, newest.trouble) == (second.mission, None, "")
    assert (oldest.mission, oldest.figures, oldest.scope) == (first.mission, SEALED, SCOPE)
    assert oldest.mission.mode is Mode.SANDBOX


async def test_reading_takes_nothing_from_the_one_who_writes(place: Place) -> None:
    ledger = await place.open("m1")
    await about(ledger)
    told = history(place)
    assert [one.mission for one in await told.missions()] == [ledger.mission]
    await ledger.append(feedback(3))
    (again,) = await told.missions()
    assert again.mission.stars == 3, "what has grown is read again"


async def test_a_deleted_text_and_a_lost_key_are_named(place: Place) -> None:
    ledger = await place.open("m1")
    scope = await about(ledger)
    await ledger.redact(scope)
    (kept,) = await history(place).missions()
    assert (kept.scope, kept.trouble) == (None, "Text deleted")
    await place.keys.forget("m1")
    (kept,) = await history(place).missions()
    assert kept.trouble == "Key lost"


async def test_a_damaged_line_is_named_and_what_came_before_is_kept(place: Place) -> None:
    ledger = await place.open("m1")
    await about(ledger)
    await ledger.append(feedback(2))
    engine = create_engine(place.url)
    with engine.begin() as connection:
        change = "UPDATE facts SET body = replace(body, 'feedback_submitted', 'feedback_invented')"
        connection.execute(text(change))
    engine.dispose()
    (kept,) = await history(place).missions()
    assert (kept.mission.stars, kept.scope, kept.trouble) == (0, SCOPE, "Record damaged")
