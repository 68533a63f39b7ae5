"""The consent pages in a real browser: it follows the answer home only because the page's policy lets it."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.browser import chromium
from tests.desktop.sandbox.sign_ins import PAGES

SHOTS = os.environ.get("TRIAGEDECK_SHOTS", "")


class _Home(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"at home")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def home() -> Iterator[str]:
    """Where a signed-in browser comes back to; an address of this test alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Home)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/signed-in"
    server.shutdown()
    thread.join()
    server.server_close()


async def press(
    address: str, name: str, tmp_path: Path, button: str = "allow"
) -> tuple[str, list[str]]:
    """Open a page and press a button; return where the browser ends and what it complained of."""
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        await page.goto(address)
        await page.screenshot(path=f"{SHOTS or tmp_path}/consent-{name}.png")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
        await page.locator(f"#{button}").click()
        await page.get_by_text("at home").wait_for()
        return page.url, [text for text in said if "Content Security Policy" in text]


@pytest.mark.parametrize("service", ["zendesk", "slack", "atlassian"])
async def test_allow_brings_the_browser_home_with_a_code(
    start: Any, home: str, tmp_path: Path, service: str
) -> None:
    process, client = start()
    client.post("/sandbox/clients", json={"service": service, "redirects": [home]})
    path, usual = PAGES[service]
    address = f"{process.url}{path}?{urlencode({**usual, 'redirect_uri': home})}"
    came, complaints = await press(address, service, tmp_path)
    assert complaints == []
    query = parse_qs(urlsplit(came).query)
    assert query["state"] == ["st/1&2"]
    assert query["code"][0].startswith("sandbox-code-")
    refused, _ = await press(address, service, tmp_path, "deny")
    assert parse_qs(urlsplit(refused).query)["error"] == ["access_denied"]


async def test_allow_connects_an_account_at_composio(start: Any, home: str, tmp_path: Path) -> None:
    _, client = start()
    body = {"auth_config_id": "ac_confluence", "user_id": "sam", "callback_url": home}
    root, key = "/composio/api/v3.1/connected_accounts", {"x-api-key": "cmp-key"}
    made = client.post(f"{root}/link", json=body, headers=key).json()
    came, complaints = await press(made["redirect_url"], "composio", tmp_path)
    account = made["connected_account_id"]
    assert complaints == []
    assert httpx.URL(came).params["connected_account_id"] == account
    assert client.get(f"{root}/{account}", headers=key).json()["status"] == "ACTIVE"
