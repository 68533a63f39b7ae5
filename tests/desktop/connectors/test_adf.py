"""Atlassian's document format as words: code, tables, panels, tasks, emojis, links; macros say nothing."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.connectors.adf import adf_text


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": [{"type": "strong"}]}


def read(*content: Any) -> str:
    return adf_text(json.dumps(node("doc", *content)))


def p(words: str) -> dict[str, Any]:
    return node("paragraph", text(words))


def test_paragraphs_lists_and_code_stand_on_lines_of_their_own() -> None:
    item = node("listItem", p("one"))
    code = node("codeBlock", text("a = 1\nb < 2"), language="python")
    assert read(p("First"), node("bulletList", item, item), code) == (
        "First\n- one\n- one\na = 1\nb < 2"
    )


def test_tables_keep_their_cells_apart() -> None:
    row = node("tableRow", node("tableHeader", p("Code")), node("tableCell", p("401")))
    assert read(node("table", row, row)) == "Code | 401\nCode | 401"


def test_panels_tasks_emojis_mentions_and_links_keep_their_words() -> None:
    done = node("taskItem", text("rotate the key"), state="DONE")
    said = read(
        node("panel", p("Careful"), panelType="warning"),
        node("taskList", done, node("taskItem", text("tell them"), state="TODO")),
        node(
            "paragraph", node("emoji", shortName=":tada:", text="🎉"), node("mention", text="@Ann")
        ),
        node("paragraph", node("inlineCard", url="https://x.test/1")),
        node("expand", p("inside"), title="More"),
    )
    assert said.splitlines() == [
        "Careful", "[x] rotate the key", "[ ] tell them", "🎉@Ann", "https://x.test/1", "More", "inside",
    ]  # fmt: skip


def test_a_macro_is_silent_and_the_words_around_it_stay() -> None:
    run = {"type": "extension", "attrs": {"text": "runs", "extensionKey": "html"}}
    assert read(p("before"), run, node("bodiedExtension", p("body")), p("after")) == (
        "before\nbody\nafter"
    )


def test_a_document_nested_without_end_is_cut() -> None:
    deep: Any = p("deep")
    for _ in range(200):
        deep = node("panel", deep)
    assert read(p("top"), deep) == "top"
    assert adf_text("[" * 200_000) == ""
    assert adf_text("") == adf_text("{}") == adf_text("3") == ""


@given(
    st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.fixed_dictionaries(
                {},
                optional={
                    "type": st.sampled_from(
                        ["doc", "text", "taskItem", "expand", "emoji", "tableCell"]
                    )
                    | inner,
                    "content": inner,
                    "attrs": inner,
                    "text": inner,
                },
            )
        ),
    )
)
def test_no_document_is_too_strange(document: object) -> None:
    assert isinstance(adf_text(json.dumps(document)), str)
