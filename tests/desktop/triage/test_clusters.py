"""Clusters on both levels, with the sentence model and without."""

from datetime import timedelta

import numpy as np
import pytest

from desktop.domain.ticket import Ticket
from desktop.triage.clusters import SIMILAR, cluster_of, clusters, grouped, same_incident
from desktop.triage.resemblance import likeness
from desktop.triage.sentences import PLACE
from tests.desktop.triage.tickets import NOW, ticket

REFUSED = [
    "invalid_client AUTH-4107 when our integration asks for a token",
    "401 invalid_client AUTH-4107 from the token service",
    "AUTH-4107 invalid_client, no token for our jobs",
]
OTHERS = ["Invoice charged twice", "Voice notes stop early", "Add a colleague to the rota"]


def queue(*texts: str) -> list[Ticket]:
    return [
        ticket(n, subject=text, created_at=NOW - timedelta(minutes=60 - n))
        for n, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize("model", ["", "/nowhere"])
def test_one_incident_in_other_words_is_one_cluster(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setenv(PLACE, model)
    (found,) = same_incident(queue(*OTHERS, *REFUSED))
    assert found.tickets == (4, 5, 6)
    assert found.id == "cluster-4"
    assert any("AUTH-4107" in reason for reason in found.reasons)


def test_what_is_said_in_quite_other_words_is_similar_and_no_incident() -> None:
    said = ["How can I delete my account?", "I want to get rid of my user profile"]
    found = clusters(queue(*OTHERS, *said))
    assert [cluster.tickets for cluster in found.similar] == [(4, 5)]
    assert found.same == ()


def test_clusters_do_not_depend_on_the_order_read() -> None:
    tickets = queue(*REFUSED, *OTHERS)
    assert clusters(tickets) == clusters(tickets[::-1])


@pytest.mark.parametrize("texts", [[], ["alone"], ["", ""], ["🦄", "🦄"]])
def test_few_or_empty_tickets_make_no_trouble(texts: list[str]) -> None:
    assert len(clusters(queue(*texts)).same) <= 1


def test_a_name_holds_words_and_no_sentence_of_a_customer() -> None:
    found = cluster_of(queue(*REFUSED))
    assert 0 < len(found.name.split()) <= 3


def test_reasons_count_customers_and_minutes() -> None:
    assert cluster_of(queue(*REFUSED)).reasons[-1] == "3 tickets of 1 customers within 2 minutes."


def test_likeness_is_symmetric_and_whole_for_the_text_itself() -> None:
    alike = likeness([*REFUSED, *OTHERS])
    assert np.allclose(alike.words, alike.words.T, atol=1e-6)
    assert np.allclose(np.diag(alike.words), 1, atol=1e-5)
    assert alike.sense is not None
    assert np.allclose(np.linalg.norm(alike.sense, axis=1), 1, atol=2e-3)


PATIENTS = [
    ("Patient MRN: 44519023, record does not open, error 500", "MRN 44519023 cannot be opened, 500 again, record locked"),
    ("Record HX0044192 of patient Huber, born 12/03/1961, is empty", "Patient Huber (DOB 12/03/1961), MRN HX0044192: record empty"),
    ("Call me back at (415) 555-0142, portal down", "portal down, phone 415-555-0142, call me back"),
    ("allergies missing in chart, MRN 8812034", "chart of 8812034: allergies missing, MRN 8812034"),
]  # fmt: skip
HIDDEN = ("44519023", "hx0044192", "12/03/1961", "huber", "555", "0142", "8812034")


@pytest.mark.parametrize("texts", PATIENTS, ids=["number", "birth date", "phone", "bare"])
def test_no_name_and_no_reason_holds_what_identifies_a_patient(texts: tuple[str, str]) -> None:
    found = cluster_of(queue(*texts))
    told = " ".join([found.name, *found.reasons]).casefold()
    assert [word for word in HIDDEN if word in told] == []


def test_hundreds_of_near_copies_come_to_an_end() -> None:
    said = [
        "token refused with 401",
        "no token from the service",
        "the token is refused",
        "401 again",
    ]
    texts = [f"{said[n % 4]}, ref {n % 11}" for n in range(700)]
    alike = likeness(texts)
    groups = grouped(alike, SIMILAR)
    assert sum(map(len, groups)) == 700
