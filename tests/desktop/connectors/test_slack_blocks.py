"""Blocks are a pure function of the approved text: its words, in Slack's limits, neither mention nor link."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.connectors.slack_blocks import blocks, escape

TEXT = (
    "Incident: Messages stop at the gateway\n"
    "3 tickets, 1 of VIP customers. First SLA breach at 14:30 UTC.\n"
    "Same words and the same hour.\n"
    "Tickets: #1, #2, #3"
)


def words(block: Any) -> list[str]:
    parts = [block.get("text"), *block.get("fields", []), *block.get("elements", [])]
    return [part["text"] for part in parts if part]


def test_an_escalation_has_a_header_its_counts_its_reasons_and_its_tickets() -> None:
    made = blocks(TEXT)
    assert [block["type"] for block in made] == [
        "header", "section", "context", "divider", "section",
    ]  # fmt: skip
    assert "\n".join(one for block in made for one in words(block)) == TEXT


def test_every_word_is_plain_and_escaped() -> None:
    hostile = "<!channel> & co\n<@U1> says <https://evil.example|here> *now*\nTickets: <!here>"
    for block in blocks(hostile):
        parts: list[Any] = [block.get("text"), *block.get("fields", []), *block.get("elements", [])]
        for part in filter(None, parts):
            assert part["type"] == "plain_text"
            assert "<" not in part["text"]


def test_a_long_cluster_is_cut_with_how_many_more() -> None:
    listed = ", ".join(f"#{number}" for number in range(48_000, 49_000))
    (field,) = words(blocks(f"Incident: x\nMany.\nTickets: {listed}")[-1])
    assert len(field) <= 2000
    kept, _, more = field.partition(" and ")
    assert kept.count("#") + int(more.split()[0]) == 1000


def test_one_line_is_a_section_alone_and_blank_lines_are_none() -> None:
    assert [block["type"] for block in blocks("Only this")] == ["section"]
    assert [block["type"] for block in blocks("a\n\n\nb")] == ["header", "section"]
    assert blocks("") == []


def check_limits(text: str) -> None:
    made = blocks(text)
    assert len(made) <= 50
    for block in made:
        assert all(words(block)) or block["type"] == "divider"
        most = {"header": 150, "section": 3000, "context": 2000}.get(block["type"], 0)
        fields = block.get("fields", [])
        assert len(fields) <= 10
        assert all(len(one["text"]) <= 2000 for one in fields)
        assert all(len(one) <= most for one in words(block) if not fields)
    assert made == blocks(text)


@given(st.text(alphabet="ab <>&\n:#1,T", max_size=400))
def test_any_text_stays_within_slacks_limits(text: str) -> None:
    check_limits(text)


@given(
    st.lists(
        st.sampled_from(["&" * 5000, "Name: " + "<" * 3000, "word " * 900, "#1, #2"]), max_size=60
    )
)
def test_a_very_long_text_stays_within_slacks_limits(lines: list[str]) -> None:
    check_limits("\n".join(lines))


def test_what_is_cut_into_sections_is_still_all_there() -> None:
    text = "first\n" + "\n".join("line & more " * 40 for _ in range(60))
    said = " ".join(one for block in blocks(text) for one in words(block))
    assert said.split() == escape(text).split()
