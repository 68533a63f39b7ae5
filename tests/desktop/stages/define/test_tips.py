"""A persona speaks only when this queue gives it a number to speak of; the most telling one is shown."""

import pytest

from desktop.domain.mission import Rules
from desktop.domain.ticket import Ticket
from desktop.stages.define.signs import signs
from desktop.stages.define.tips import tips
from desktop.watch.clocks import at_risk
from tests.desktop.stages.define.test_kpi import WINDOW
from tests.desktop.stages.define.tickets import NOW, ticket


def told(*tickets: Ticket) -> dict[str, str]:
    found = tips(signs(tickets, at_risk(tickets, NOW, WINDOW), NOW), Rules())
    return {who: words for who, _, words in (line.partition(": ") for line in found)}


BURST = [ticket(n, age=120) for n in range(1, 7)]
GERMAN = "Die Anmeldung ist seit heute nicht mehr möglich und wir haben keine Lösung"
TELLING = {
    "clocks that ran out": (
        "Support",
        "1 clock had run out",
        [ticket(1, -1), ticket(2, 30, vip=True)],
    ),
    "VIPs at risk": (
        "Support",
        "1 of the 2 at risk is VIP",
        [ticket(1, 30, vip=True), ticket(2, 9)],
    ),
    "many in the same minutes": ("Support", "6 tickets came within ten minutes from 12:05", BURST),
    "German tickets": ("Support", "1 ticket is written in German", [ticket(1, text=GERMAN)]),
    "nobody assigned": ("Support", "1 of 1 ticket has no assignee", [ticket(1, assignee=None)]),
    "old ones": ("Support", "1 ticket has waited more than a day", [ticket(1, age=1500)]),
    "a patient's data": ("Compliance", "1 ticket reads like a patient", [ticket(1, text="MRN 12")]),
    "final replies": ("Compliance", "1 public reply will be final", [ticket(1, 30)]),
    "no owner": ("Compliance", "1 ticket has no owner", [ticket(1, assignee=None)]),
    "one status": (
        "Engineering on-call",
        "3 of 3 tickets name 401, from 3 customers",
        [ticket(n, text="It answers 401") for n in (1, 2, 3)],
    ),
    "a burst": ("Engineering on-call", "6 tickets came within ten minutes", BURST),
    "many customers": (
        "Engineering on-call",
        "5 customers report it",
        [ticket(n, age=30 * n) for n in range(1, 6)],
    ),
    "VIPs who will ask": ("Engineering on-call", "1 VIP customer will", [ticket(1, 30, vip=True)]),
}


@pytest.mark.parametrize(("persona", "words", "tickets"), TELLING.values(), ids=TELLING)
def test_each_rule_speaks_with_its_number(persona: str, words: str, tickets: list[Ticket]) -> None:
    assert told(*tickets)[persona].startswith(words)


def test_with_nothing_to_say_nobody_speaks() -> None:
    assert told(ticket(1), ticket(2, age=90)) == {}


def test_the_most_telling_tip_goes_first_and_one_a_persona_is_enough() -> None:
    everything = [*BURST, ticket(7, -1), ticket(8, 30, vip=True, text="MRN 12")]
    assert list(told(*everything)) == ["Support", "Compliance", "Engineering on-call"]
    assert told(*everything)["Support"].startswith("1 clock had run out")


def test_numbers_that_only_look_like_a_status_are_none() -> None:
    texts = ["Ticket #401", "at 4:01", "EUR 401.50", "version 4.403"]
    assert signs([ticket(1, text=text) for text in texts], (), NOW).code == ""
