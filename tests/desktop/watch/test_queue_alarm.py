"""Before a mission took tickets in, the whole queue is watched, at this desk alone."""

from datetime import timedelta

from desktop.domain.ticket import SlaDeadline, Ticket
from desktop.domain.values import to_millis
from desktop.watch.queue_alarm import QueueAlarm
from tests.desktop.stages.standing import Standing
from tests.desktop.watch.test_running import NOON, ticket

START = to_millis(NOON)
MINUTE = 60_000


def queue(**minutes: int) -> tuple[Ticket, ...]:
    return tuple(
        ticket(int(name[1:]), SlaDeadline("m", "active", NOON + timedelta(minutes=left)))
        for name, left in minutes.items()
    )


def watching(**minutes: int) -> QueueAlarm:
    alarm = QueueAlarm()
    alarm.follow(queue(**minutes), (90, 30), START)
    return alarm


def told(alarm: QueueAlarm) -> list[tuple[str, tuple[int, ...]]]:
    return [(card.title, card.about_tickets) for card in alarm.cards()]


def test_what_was_low_at_the_first_look_is_no_news() -> None:
    alarm = watching(t7=20, t8=-5)
    assert (alarm.cross(START), alarm.cards()) == ((), ())
    assert alarm.next == START + 20 * MINUTE


def test_what_runs_low_while_somebody_works_is_told_once_with_a_count() -> None:
    alarm = watching(t7=31, t8=32, t9=95)
    (new,) = alarm.cross(START + 2 * MINUTE)
    assert (new.title, new.about_tickets, new.may_snooze) == (
        "2 tickets inside 30 minutes",
        (7, 8),
        False,
    )
    assert alarm.cross(START + 3 * MINUTE) == ()


def test_a_breach_takes_its_ticket_from_the_card_before() -> None:
    alarm = watching(t7=31, t8=35)
    alarm.cross(START + 5 * MINUTE)
    alarm.cross(START + 31 * MINUTE)
    assert told(alarm) == [("1 ticket breached", (7,)), ("1 ticket inside 30 minutes", (8,))]


def test_an_answered_ticket_leaves_its_card() -> None:
    alarm = watching(t7=31, t8=32)
    alarm.cross(START + 5 * MINUTE)
    alarm.follow(queue(t8=32), (90, 30), START)
    assert told(alarm) == [("1 ticket inside 30 minutes", (8,))]


def test_a_card_that_was_seen_is_closed() -> None:
    alarm = watching(t7=31)
    (card,) = alarm.cross(START + 5 * MINUTE)
    assert alarm.owns(card.id)
    alarm.acknowledge(card.id)
    assert alarm.cards() == ()


async def test_at_the_desk_it_is_an_alert_until_it_is_acknowledged(standing: Standing) -> None:
    desk = standing.desk
    await desk.home.look()
    view = await desk.watch.view()
    await desk.clocks.cross()
    late = max(row.deadline for row in view.risks)
    await standing.door.until(late + timedelta(seconds=1))
    assert (await desk.watch.view()).crosses_at is not None
    (card, *_) = await desk.clocks.cross()
    assert (card.level, card in (await desk.watch.view()).alerts) == (0, True)
    await desk.clocks.acknowledge(card.id)
    assert card not in (await desk.watch.view()).alerts
    assert standing.facts == []
