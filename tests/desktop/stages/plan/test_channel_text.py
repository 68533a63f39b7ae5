"""What goes to a channel names nobody: the class stands there instead, and the text says so."""

from dataclasses import dataclass

import pytest

from desktop.domain.plan import Cluster
from desktop.stages.plan.effects import escalation_text
from desktop.triage.phi import scan
from tests.desktop.triage.tickets import ticket


@dataclass(frozen=True)
class Case:
    """An incident's shared words, and what must not be in the post."""

    name: str
    reasons: tuple[str, ...]
    hidden: tuple[str, ...]
    said: str


CASES = [
    Case("login token", ("They share the words token, login.", "They name HTTP_401."), (), ""),
    Case("berg portal", ("They share the words berg, portal.",), ("berg",), "2 names"),
    Case("merge mrn", ("They share the words mrn, 4471982.",), ("4471982",), "1 record number"),
    Case("mail", ("They share the words a.berg@mail.org.",), ("a.berg@mail.org",), "1 e-mail"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_post_says_by_class_what_was_taken_out_of_it(case: Case) -> None:
    members = [ticket(101, "Record of patient Anna Berg"), ticket(102, "MRN 4471982 is locked")]
    post = escalation_text(Cluster("cluster-101", case.name, (101, 102), case.reasons), members)
    assert [word for word in case.hidden if word in post.casefold()] == []
    assert ("Taken out before posting: " in post) == bool(case.said)
    assert case.said in post
    assert "Tickets: #101, #102" in post
    assert scan(post) == ()


def test_a_number_that_lost_its_word_on_the_way_is_taken_out_all_the_same() -> None:
    members = [ticket(101, "Patient MRN: 44519023, record locked"), ticket(102, "44519023 locked")]
    reasons = ("They share the words 44519023, record, locked, 500.",)
    post = escalation_text(Cluster("cluster-101", "44519023 record", (101, 102), reasons), members)
    assert "44519023" not in post
    assert "Incident: [number] record" in post
    assert "Tickets: #101, #102" in post
