"""What the tripwire reaches on our own texts: per class at least .95, and hardly a false alarm."""

from collections import Counter

from desktop.triage.phi import scan
from tests.desktop.triage.phi.texts import OURS, lines

LEAST = 0.95


def test_every_class_is_found_in_our_tickets() -> None:
    labelled: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for ticket in lines("ours.jsonl"):
        places = {at for span in scan(ticket["text"]) for at in range(span.start, span.end)}
        for label in ticket["spans"]:
            here = range(label["start"], label["end"])
            labelled[label["type"]] += 1
            found[label["type"]] += 2 * sum(at in places for at in here) >= len(here)
    assert sum(labelled.values()) > 140
    assert {
        name: found[name] / labelled[name]
        for name in labelled
        if found[name] < LEAST * labelled[name]
    } == {}


def test_the_tickets_without_a_patient_raise_hardly_an_alarm() -> None:
    clean = [ticket["text"] for ticket in lines("ours.jsonl") if not ticket["spans"]]
    assert len(clean) > 30
    assert [text for text in clean if scan(text)][1:] == []


def test_a_hundred_clean_drafts_raise_two_alarms_at_most() -> None:
    drafts = lines("clean_drafts.jsonl")
    assert len(drafts) == 100
    assert [draft["text"] for draft in drafts if scan(draft["text"], OURS)][2:] == []


def test_our_tickets_are_150_and_every_label_lies_in_its_text() -> None:
    tickets = lines("ours.jsonl")
    assert len({ticket["text"] for ticket in tickets}) == 150
    assert all(0 <= s["start"] < s["end"] <= len(t["text"]) for t in tickets for s in t["spans"])
