"""One story in a real browser: open the link, nothing is decided; approve with a note; come again: closed."""

import os
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from desktop.domain.approval import Answer
from desktop.inbound.server import InboundServer
from tests.browser import chromium
from tests.desktop.inbound.desks import TOKEN, ToyDesk

SHOTS = os.environ.get("TRIAGEDECK_SHOTS", "")
"""A folder to keep the screenshots in, for a designer to look at."""


async def test_a_manager_opens_approves_with_a_note_and_finds_it_closed(
    address: str, desk: ToyDesk
) -> None:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        await page.goto(f"{address}/approval/{TOKEN}")
        assert page.url == f"{address}/approval"
        assert desk.decided == []
        await page.get_by_role("link", name="Go to your answer").last.click()
        await page.get_by_label("Note, if you like").fill("Go on. Mind Wexmere.")
        await page.get_by_label("Code, if you have it at hand").fill("123456")
        await page.keyboard.press("Enter")  # must choose nothing
        await page.wait_for_timeout(200)
        assert desk.decided == []
        await page.get_by_role("button", name="Approve this plan").click()
        await page.get_by_text("It was approved.").wait_for()
        assert desk.decided == [(Answer.APPROVE, "Go on. Mind Wexmere.", "123456")]
        await page.goto(f"{address}/approval/{TOKEN}")
        assert await page.get_by_role("heading", name="This question is closed").is_visible()
        assert await page.get_by_role("button").count() == 0
        assert [text for text in said if "Content Security Policy" in text] == []
        assert await page.evaluate("document.cookie") == ""


async def test_a_link_in_a_web_mail_of_another_site_opens_the_page_too(address: str) -> None:
    async def mail(_: Request) -> HTMLResponse:
        return HTMLResponse(f"<a href='{address}/approval/{TOKEN}'>Approve?</a>")

    web_mail = InboundServer(Starlette(routes=[Route("/", mail)]))
    other_site = web_mail.start().replace("127.0.0.1", "localhost")
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(other_site)
        await page.get_by_role("link").click()
        await page.get_by_role("button", name="Approve this plan").wait_for()
    web_mail.close()


async def test_the_page_can_be_read_and_pressed_on_a_phone(address: str) -> None:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 320, "height": 640})
        await page.goto(f"{address}/approval/{TOKEN}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
        for pressed in await page.locator(
            "button:visible, summary:visible, .foot a, textarea"
        ).all():
            box = await pressed.bounding_box()
            assert box
            assert box["height"] >= 44
        for role in ("banner", "main", "complementary"):
            assert await page.get_by_role(role).count() == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "width", "height"), [("phone", 390, 844), ("desktop", 1440, 900)])
async def test_a_wrong_code_is_said_and_a_no_is_taken_in_every_light(
    address: str, tmp_path: Path, desk: ToyDesk, scheme: str, name: str, width: int, height: int
) -> None:
    async with chromium() as browser:
        page = await browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )  # type: ignore[arg-type]
        await page.goto(f"{address}/approval/{TOKEN}")
        shot = (Path(SHOTS) if SHOTS else tmp_path) / f"{name}-{scheme}"
        await page.screenshot(path=f"{shot}.png")
        await page.locator("summary").nth(1).click()
        await page.screenshot(path=f"{shot}-open.png", full_page=True)
        await page.get_by_label("Code, if you have it at hand").fill("000000")
        await page.get_by_role("button", name="Approve this plan").click()
        await page.get_by_role("alert").wait_for()
        await page.screenshot(path=f"{shot}-wrong-code.png")
        await page.get_by_role("button", name="Decline").click()
        await page.get_by_text("It was declined.").wait_for()
        await page.screenshot(path=f"{shot}-done.png")
        await page.goto(f"{address}/approval")
        await page.screenshot(path=f"{shot}-closed.png")
        assert [answer for answer, *_ in desk.decided] == [Answer.DECLINE]
