"""What a burst has in common is what the rest of the queue does not say."""

from datetime import UTC, datetime

from desktop.domain.ticket import Requester, Status, Ticket
from desktop.triage.common_ground import common_ground

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def tickets(*texts: str) -> list[Ticket]:
    who = Requester(1, "", "")
    return [
        Ticket(n, text, "", Status.NEW, None, AT, "", who, None, (), None, None, ())
        for n, text in enumerate(texts)
    ]


def test_a_word_everybody_says_is_no_common_ground() -> None:
    burst = tickets(*["please help, export fails"] * 6)
    rest = tickets(*["please help, printer jams"] * 30)
    assert [word for word, _ in common_ground(burst, rest)] == ["fails"]


def test_the_second_word_names_what_the_first_does_not() -> None:
    burst = tickets(*["token refused"] * 6, *["certificate unknown"] * 4)
    told = common_ground(burst, tickets(*["invoice"] * 30))
    assert [count for _, count in told] == [6, 4]


def test_a_word_is_shown_as_it_was_mostly_written() -> None:
    burst = tickets("tokens", "tokens", "token")
    assert common_ground(burst, tickets(*["invoice"] * 9)) == (("tokens", 3),)


def test_nothing_is_common_to_nothing() -> None:
    assert common_ground([], []) == ()
