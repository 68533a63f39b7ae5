"""Confluence against the sandbox's process: pages as plain text, verified by label."""

import json
from typing import Any

import pytest

from desktop.connectors.confluence import Confluence
from desktop.connectors.http import Http
from desktop.domain.ticket import KbPage
from desktop.ports import Connections
from desktop.sandbox.atlassian import cloud_id
from desktop.sandbox.process import default_queue
from desktop.sandbox.queue_file import load_queue
from desktop.sandbox.state import open_sandbox
from tests.desktop.connectors.conftest import TOKEN
from tests.desktop.connectors.recorded import recorded


async def test_every_page_is_read_as_text_with_its_label(services: Connections) -> None:
    pages = {page.id: page for page in await services.knowledge.pages()}
    assert len(pages) >= 30
    page = pages["120400"]
    assert page.verified
    assert "<" not in page.body
    assert "- Confirm that the answer" in page.body
    assert page.url.startswith("http://127.0.0.1")
    assert page.updated_at.year == 2026
    assert any(not page.verified for page in pages.values())
    assert (await services.knowledge.account()).name == "Confluence"


async def test_through_the_gateway_pages_still_link_to_the_site(sandbox_url: str) -> None:
    site = cloud_id(open_sandbox(load_queue(default_queue())))
    http = Http.at("Confluence", f"{sandbox_url}/atlassian/ex/confluence/{site}/wiki", TOKEN)
    pages = await Confluence(http).pages()
    await http.close()
    assert len(pages) >= 30
    assert any(page.verified for page in pages)
    assert {page.url.partition("/spaces/")[0] for page in pages} == {f"{sandbox_url}/wiki"}


PAGE: dict[str, Any] = {
    "id": "1",
    "title": "Keys",
    "status": "current",
    "version": {"createdAt": "2026-01-02T03:04:05Z"},
    "body": {"storage": {"value": "<p>Rotate</p>"}},
    "_links": {"webui": "/spaces/KB/pages/1"},
}


async def read(page: dict[str, Any], document: object = None) -> tuple[KbPage, ...]:
    adf = {"atlas_doc_format": {"value": json.dumps(document)}}
    http, app = recorded(
        {
            "/api/v2/pages": lambda _: {"results": [page], "_links": None},
            "/rest/api/search": lambda _: {"results": [{"content": {"id": 1}}], "_links": {}},
            "/api/v2/pages/1": lambda _: page | {"body": adf},
        },
        "Confluence",
    )
    found = await Confluence(http, 'ver"ified').pages()
    assert app.asked[0].params
    assert app.asked[0].params["cql"] == r'type=page and label="ver\"ified"'
    return found


async def test_a_page_without_storage_format_is_read_as_a_document() -> None:
    words = {"type": "paragraph", "content": [{"type": "text", "text": "From a document"}]}
    (page,) = await read(PAGE | {"body": {}}, {"type": "doc", "content": [words]})
    assert page.body == "From a document"
    assert page.verified


@pytest.mark.parametrize("name", [name for name in PAGE if name != "id"])
async def test_a_page_survives_a_null_anywhere(name: str) -> None:
    (page,) = await read(PAGE | {name: None})
    assert page.id == "1"


async def test_a_page_without_a_date_is_old_and_an_archived_one_is_none() -> None:
    (page,) = await read(PAGE | {"version": {"createdAt": "soon"}})
    assert page.updated_at.year == 1970
    assert await read(PAGE | {"status": "archived"}) == ()
