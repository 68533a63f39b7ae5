"""Confluence against the sandbox's process: pages as plain text, verified by label."""

from desktop.connectors.confluence import Confluence
from desktop.connectors.http import Http
from desktop.connectors.plain_text import plain_text
from desktop.ports import Connections
from desktop.sandbox.atlassian import cloud_id
from desktop.sandbox.process import default_queue
from desktop.sandbox.queue_file import load_queue
from desktop.sandbox.state import open_sandbox
from tests.desktop.connectors.conftest import TOKEN


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
    http = Http("Confluence", f"{sandbox_url}/atlassian/ex/confluence/{site}/wiki", TOKEN)
    pages = await Confluence(http).pages()
    await http.close()
    assert len(pages) >= 30
    assert any(page.verified for page in pages)
    assert {page.url.partition("/spaces/")[0] for page in pages} == {f"{sandbox_url}/wiki"}


def test_markup_becomes_lines_and_scripts_become_nothing() -> None:
    markup = "<p>One &amp; <b>two</b></p><script>alert(1)</script><ul><li>a</li><li>b</li></ul>"
    assert plain_text(markup) == "One & two\n- a\n- b"
    assert plain_text("<p>never closed <b>" * 2000).count("never closed") == 2000
    assert plain_text("") == ""
