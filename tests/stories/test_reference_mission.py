"""The reference mission, by the real program: its figures, and that the outside shows exactly them."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.facts import TELEMETRY
from tests.stories.outside import Outside, outside
from tests.stories.program import facts, mission, triagedeck

TRUTH = json.loads((Path(__file__).parents[1] / "queues/default_truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reference")


@pytest.fixture(scope="module")
def result(out: Path) -> Any:
    ended = mission(out)
    assert ended.code == 0, ended.err
    return ended.json


@pytest.fixture(scope="module")
def world(out: Path, result: Any) -> Outside:
    return outside(out, result["mission"])


def test_the_figures_are_47_12_3_and_0(result: Any) -> None:
    figures = [result[name] for name in ("triaged", "drafts", "escalations", "breaches")]
    assert figures == [47, 12, 3, 0]
    assert len(result["scope"]) == 47
    assert set(result["scope"]) <= set(TRUTH["topic"])


def test_all_six_tickets_at_risk_are_answered(result: Any) -> None:
    assert [row["ended"] for row in result["at_risk"]] == ["answered"] * 6


def test_about_two_hours_are_saved(result: Any) -> None:
    assert result["minutes_saved"] == pytest.approx(47 * 1.5 + 12 * 4 + 3 * 6 - 16)


def test_the_clusters_are_the_planted_ones(result: Any) -> None:
    assert {frozenset(c) for c in result["clusters"]} == {frozenset(c) for c in TRUTH["clusters"]}


def test_two_drafts_lack_an_article_and_become_follow_ups(result: Any) -> None:
    missing = {row["ticket"] for row in result["alerts"] if row["kind"] == "kb_missing"}
    assert missing == set(TRUTH["without_article"])
    assert {row["ticket"] for row in result["follow_ups"]} == missing


def test_the_yes_came_from_an_enrolled_manager(result: Any) -> None:
    assert result["assurance"] == "enrolled"


def test_every_effect_exists_outside_exactly_once(result: Any, world: Outside) -> None:
    assert all(effect["state"] == "confirmed" for effect in result["effects"])
    assert world.markers == {effect["id"]: 1 for effect in result["effects"]}


def test_every_ticket_in_scope_has_its_category_and_tag(result: Any, world: Outside) -> None:
    options = TRUTH["categories"]
    for ticket in result["scope"]:
        outside_now = world.tickets[ticket]
        assert "triage_deck" in outside_now["tags"]
        values = [field["value"] for field in outside_now["custom_fields"] if field["value"]]
        assert values == [options[str(ticket)]]


def test_the_comments_outside_are_the_twelve_drafts_and_no_more(
    result: Any, world: Outside
) -> None:
    kinds = {e["target"]: e["kind"] for e in result["effects"] if e["kind"] != "categorise"}
    written = {ticket: world.ours(ticket) for ticket in world.tickets if world.ours(ticket)}
    assert len(written) == 12
    for ticket, comments in written.items():
        assert [c["public"] for c in comments] == [kinds[str(ticket)] == "public_reply"]


def test_three_messages_stand_in_the_channel_and_hold_no_customers_words(
    result: Any, world: Outside
) -> None:
    assert len(world.messages) == 3
    subjects = [world.tickets[ticket]["subject"] for ticket in result["scope"]]
    for message in world.messages:
        assert not any(subject in message["text"] for subject in subjects)


def test_no_other_ticket_was_touched(result: Any, world: Outside) -> None:
    touched = {t for t, ticket in world.tickets.items() if "triage_deck" in ticket["tags"]}
    assert touched == set(result["scope"])


def test_all_26_telemetry_names_were_told_and_nothing_else(out: Path, result: Any) -> None:
    lines = [json.loads(line) for line in (out / "telemetry.jsonl").read_text().splitlines()]
    assert {line["name"] for line in lines} == TELEMETRY


def test_no_customers_word_lies_open_in_the_profile(out: Path, result: Any, world: Outside) -> None:
    ticket = world.tickets[result["at_risk"][0]["id"]]
    for file in ("deck.db", "deck.log", "telemetry.jsonl"):
        content = (out / file).read_bytes()
        assert ticket["subject"].encode() not in content
        assert b"Dana Kiplagat" not in content


def test_the_ledger_verifies_and_ends_with_its_seal(out: Path, result: Any) -> None:
    audit = triagedeck("audit", "verify", "--out", out, "--json")
    assert audit.code == 0
    assert result["ledger_head"] in audit.out
    assert "mission_sealed" in facts(out)


def test_the_bundle_is_intact(result: Any) -> None:
    verdict = triagedeck("verify", result["bundle"], "--json")
    assert (verdict.code, verdict.json["ok"]) == (0, True)


def test_the_same_command_starts_a_new_mission_after_the_seal(out: Path, result: Any) -> None:
    again = mission(out).json
    assert again["mission"] != result["mission"]
    assert again["triaged"] == 47
