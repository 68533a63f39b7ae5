"""Storage format as an Atlassian document: what a page says is all there, in nodes a reader knows."""

import json
from typing import Any

import httpx
from hypothesis import given
from hypothesis import strategies as st

from desktop.sandbox.confluence_document import to_document

KNOWN = {
    "doc", "heading", "paragraph", "text", "hardBreak", "bulletList", "orderedList", "listItem", "codeBlock",
}  # fmt: skip


def nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(each for child in node.get("content", []) for each in nodes(child))]


def words(node: dict[str, Any]) -> str:
    return "".join(each.get("text", "") for each in nodes(node))


def test_headings_lists_code_and_marks_become_nodes() -> None:
    found = to_document(
        "<h2>Renew</h2><p>Open <strong>settings</strong> <a href='https://x.example'>here</a>.</p>"
        "<ol><li><p>Rotate</p></li><li>Save<ul><li>twice</li></ul></li></ol>"
        "<pre>curl  -v</pre>"
    )
    heading, paragraph, steps, code = found["content"]
    assert heading["attrs"] == {"level": 2}
    marks = [mark["type"] for each in paragraph["content"] for mark in each.get("marks", [])]
    assert marks == ["strong", "link"]
    assert [item["type"] for item in steps["content"]] == ["listItem", "listItem"]
    assert steps["content"][1]["content"][1]["type"] == "bulletList"
    assert code == {"type": "codeBlock", "content": [{"type": "text", "text": "curl  -v"}]}


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<b>", "</b>", "<h1>", "x", "<br/>"]
        )
    )
)
def test_whatever_the_markup_the_nodes_are_known_and_the_words_stay(parts: list[str]) -> None:
    found = to_document("".join(parts))
    assert {each["type"] for each in nodes(found)} <= KNOWN
    assert words(found) == "x" * parts.count("x")


async def test_a_page_is_sent_as_json_text(client: httpx.AsyncClient) -> None:
    shown = await client.get("/wiki/api/v2/pages/1", params={"body-format": "atlas_doc_format"})
    body = shown.json()["body"]["atlas_doc_format"]
    assert body["representation"] == "atlas_doc_format"
    document = json.loads(body["value"])
    assert (document["type"], document["version"]) == ("doc", 1)
    assert words(document) == "Renew an API tokenOpen settings and rotate."
