"""What the tripwire knows of a ticket: who asks, whom it names, and where our own pages are."""

from desktop.triage.phi import known_of, people_of
from tests.desktop.triage.tickets import page, ticket
from tests.effort import within


def test_the_requester_and_the_people_named_are_known_and_our_hosts_are_allowed() -> None:
    one = ticket(
        subject="Chart of patient Anna Berg", description="Frau Kern wartet, patient Anna Berg too"
    )
    known = known_of([one, one], [page(1, "A", "b"), page(2, "C", "d")], addressee="Nora Nurse")
    assert known.names == ("Nora Nurse", "Anna Berg", "Kern")
    assert (known.hosts, known.addressee) == (("kb.example",), "Nora Nurse")


def test_a_megabyte_of_names_is_read_at_its_beginning_only() -> None:
    long = ticket(description="patient Anna Berg and " * 50_000)
    assert within(90, lambda: people_of(long)) == ("Anna Berg",)
