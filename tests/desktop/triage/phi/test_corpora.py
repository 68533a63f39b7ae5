"""What the tripwire reaches on labelled texts: per class at least .95, and hardly a false alarm.

``ours.jsonl`` grew with the patterns. ``independent.jsonl`` was written by somebody who had not seen them: at first
sight structured recall was .870 and precision .936 (account .81, dob .88, licence .58, member_id .74, mrn .71, name
.60, ssn .85). ``more.jsonl`` was written after that was mended, in other words again and to be hard: its first sixty at
first sight .750 and 1.000 (account .75, dob .60, licence .67, member_id .70, mrn .56, name .80), its last thirty, after
those were mended too, .705 and .912 (account .80, dob .67, licence .50, member_id .20, mrn .75, name .25). A text of a new
author is nearer to such figures than to the bounds held here. ``second.jsonl`` is the measure of that: ordinary tickets
by one more author, written after all this and never mended on: .926 and .949 (account .82, dob .76, licence .86, mrn
.89, name .71, the others .95 and more). Keep it unread: what is mended on it measures nothing any more.
"""

from collections import Counter

import pytest

from desktop.cli.evaluation.phi import evaluate
from desktop.triage.phi import scan
from tests.desktop.triage.phi.texts import FOLDER, OURS, lines

LEAST = 0.95
SIZES = {"ours.jsonl": 150, "independent.jsonl": 150, "more.jsonl": 90}


@pytest.mark.parametrize("name", SIZES)
def test_every_class_is_found(name: str) -> None:
    labelled: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for ticket in lines(name):
        places = {at for span in scan(ticket["text"]) for at in range(span.start, span.end)}
        for label in ticket["spans"]:
            here = range(label["start"], label["end"])
            labelled[label["type"]] += 1
            found[label["type"]] += 2 * sum(at in places for at in here) >= len(here)
    assert sum(labelled.values()) > 100
    assert {
        kind: found[kind] / labelled[kind]
        for kind in labelled
        if found[kind] < LEAST * labelled[kind]
    } == {}


def test_ordinary_tickets_of_an_author_nobody_mended_for_are_read_as_well_as_at_first_sight() -> (
    None
):
    metrics = evaluate(FOLDER / "second.jsonl", None)[1]
    assert metrics["structured_recall"] >= 0.92  # type: ignore[operator]
    assert metrics["structured_precision"] >= 0.94  # type: ignore[operator]


@pytest.mark.parametrize("name", SIZES)
def test_hardly_a_finding_is_a_false_alarm(name: str) -> None:
    precision = evaluate(FOLDER / name, None)[1]["structured_precision"]
    assert isinstance(precision, float)
    assert precision >= LEAST


def test_the_tickets_without_a_patient_raise_hardly_an_alarm() -> None:
    clean = [ticket["text"] for ticket in lines("ours.jsonl") if not ticket["spans"]]
    assert len(clean) > 30
    assert [text for text in clean if scan(text)][1:] == []


def test_a_hundred_clean_drafts_raise_two_alarms_at_most() -> None:
    drafts = lines("clean_drafts.jsonl")
    assert len(drafts) == 100
    assert [draft["text"] for draft in drafts if scan(draft["text"], OURS)][2:] == []


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_tickets_differ_and_every_label_lies_in_its_text(name: str, size: int) -> None:
    tickets = lines(name)
    assert len({ticket["text"] for ticket in tickets}) == size
    assert all(0 <= s["start"] < s["end"] <= len(t["text"]) for t in tickets for s in t["spans"])
