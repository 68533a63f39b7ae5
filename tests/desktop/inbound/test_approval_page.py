"""The approval page, asked over real HTTP."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from desktop.base.ids import RandomIds
from desktop.domain.approval import Answer
from desktop.domain.errors import StoreBusyError
from desktop.inbound import approval_page
from desktop.inbound.approval_page import approval_app
from desktop.inbound.server import InboundServer
from tests import plain_http
from tests.desktop.inbound.desks import HOSTILE, TOKEN, ToyDesk

LINK = f"/approval/{TOKEN}"


async def csrf(browser: httpx.AsyncClient) -> str:
    page = await browser.get(LINK)
    fits = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    assert fits
    return fits[1]


async def send(browser: httpx.AsyncClient, **form: str) -> httpx.Response:
    form = {"csrf": await csrf(browser), "note": "", "code": ""} | form
    return await browser.post("/approval", data=form)


async def test_the_link_becomes_a_cookie_no_script_can_read(
    browser: httpx.AsyncClient, desk: ToyDesk
) -> None:
    answer = await browser.get(LINK, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/approval")
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/approval"))
    assert desk.looks == 0


async def test_opening_decides_nothing_however_often(
    browser: httpx.AsyncClient, desk: ToyDesk
) -> None:
    for _ in range(3):
        page = await browser.get(LINK)
        assert page.status_code == 200
    await browser.head("/approval")
    assert "Opening this page decides nothing." in page.text
    assert desk.decided == []


async def test_everything_is_shown_and_everything_is_escaped(browser: httpx.AsyncClient) -> None:
    text = (await browser.get(LINK)).text
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text
    for words in ("Sam Okafor asks", "VIP", "#eng-oncall", "Use verified KB", "cannot be recalled", "Notify requester",
                  "comment on tickets on your behalf", "Confluence: no page could be read", "24 Nov 10:28 UTC", "Make a new key."):  # fmt: skip
        assert words in text
    assert TOKEN not in text


async def test_no_page_can_be_framed_cached_or_run_scripts(browser: httpx.AsyncClient) -> None:
    for path in (LINK, "/approval/none", "/nowhere", "/approval"):
        headers = (await browser.get(path)).headers
        policy = headers["content-security-policy"]
        assert all(
            part in policy
            for part in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
        )
        assert "unsafe" not in policy
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == (
            "DENY",
            "nosniff",
        )
        assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")


@pytest.mark.parametrize("answer", list(Answer))
async def test_an_answer_is_taken_once_with_its_note(
    browser: httpx.AsyncClient, desk: ToyDesk, answer: Answer
) -> None:
    token = await csrf(browser)
    form = {
        "csrf": token,
        "decision": answer.value,
        "note": "Go on.\r\nMind Wexmere & co.",
        "code": "123456",
    }
    done = await browser.post("/approval", data=form)
    assert (done.status_code, desk.state() in done.text) == (200, True)
    assert desk.decided == [(answer, "Go on.\nMind Wexmere & co.", "123456")]
    again = await browser.post("/approval", data=form)
    assert (again.status_code, "This question is closed" in again.text, len(desk.decided)) == (
        409,
        True,
        1,
    )
    later = await browser.get(LINK)
    assert (later.status_code, 'name="decision"' in later.text, desk.state() in later.text) == (
        200,
        False,
        True,
    )


@pytest.mark.parametrize(
    "form", [{}, {"decision": ""}, {"decision": "maybe"}, {"decision": "APPROVE"}]
)
async def test_without_a_choice_nothing_is_decided(
    browser: httpx.AsyncClient, desk: ToyDesk, form: dict[str, str]
) -> None:
    page = await send(browser, note="my words", **form)
    assert (page.status_code, "No answer was chosen" in page.text, "my words" in page.text) == (
        422,
        True,
        True,
    )
    assert desk.decided == []


async def test_a_note_too_long_is_refused_and_kept_in_the_form(
    browser: httpx.AsyncClient, desk: ToyDesk
) -> None:
    page = await send(browser, decision="approve", note="n" * 2_001)
    assert (page.status_code, "2,001 characters" in page.text, "n" * 2_001 in page.text) == (
        422,
        True,
        True,
    )
    assert desk.decided == []
    assert (await send(browser, decision="approve", note="😀" * 2_000)).status_code == 200


async def test_a_wrong_code_keeps_the_note_and_cannot_be_guessed(
    browser: httpx.AsyncClient, desk: ToyDesk
) -> None:
    for _ in range(10):
        page = await send(browser, decision="approve", note="kept", code="000000")
        assert (page.status_code, "The code does not fit" in page.text, "kept" in page.text) == (
            422,
            True,
            True,
        )
    page = await send(browser, decision="approve", code="123456")
    assert (page.status_code, desk.decided) == (429, [])


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
async def test_a_form_that_is_not_ours_is_refused(
    browser: httpx.AsyncClient, desk: ToyDesk, token: str
) -> None:
    page = await send(browser, decision="approve", csrf=token)
    assert (page.status_code, "This form is not ours" in page.text, desk.decided) == (403, True, [])


async def test_an_answer_without_the_link_is_refused(
    browser: httpx.AsyncClient, desk: ToyDesk
) -> None:
    page = await browser.post("/approval", data={"decision": "approve", "csrf": "0" * 64})
    assert (page.status_code, desk.decided) == (401, [])


async def test_a_page_without_the_link_asks_once_more_by_itself(browser: httpx.AsyncClient) -> None:
    first, second = await browser.get("/approval"), await browser.get("/approval?again=1")
    assert (first.status_code, second.status_code) == (401, 401)
    assert ("refresh" in first.text, "refresh" in second.text) == (True, False)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"decision=approve&decision=decline", b"&".join([b"a=1"] * 99), b""]
)
async def test_odd_bodies_decide_nothing(
    browser: httpx.AsyncClient, desk: ToyDesk, body: bytes
) -> None:
    await browser.get(LINK)
    assert (await browser.post("/approval", content=body)).status_code == 403
    assert desk.decided == []


async def test_a_flood_of_bytes_is_cut_off(browser: httpx.AsyncClient, desk: ToyDesk) -> None:
    page = await send(browser, decision="approve", note="n" * 70_000)
    assert (page.status_code, desk.decided) == (413, [])


async def test_a_flood_of_answers_is_cut_off(browser: httpx.AsyncClient) -> None:
    codes = [(await browser.post("/approval")).status_code for _ in range(31)]
    assert codes == [401] * 30 + [429]


async def test_a_link_we_did_not_make_is_refused_in_words(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/approval/unknown")
    assert (page.status_code, "Ask the lead for a new link." in page.text) == (404, True)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (
            StoreBusyError("The database is busy", "It did not answer.", "Try again."),
            503,
            "The database is busy",
        ),
        pytest.param(
            ZeroDivisionError("secret insides"),
            500,
            "Something broke on our side",
            marks=pytest.mark.announces("Exception in ASGI application"),
        ),
    ],
)
async def test_an_error_is_shown_in_words_never_as_a_traceback(
    browser: httpx.AsyncClient, desk: ToyDesk, error: Exception, status: int, words: str
) -> None:
    desk.error = error
    page = await browser.get(LINK)
    assert (page.status_code, words in page.text) == (status, True)
    assert "Traceback" not in page.text
    assert "insides" not in page.text


async def test_a_deck_that_does_not_answer_is_not_waited_for_for_ever(
    browser: httpx.AsyncClient, desk: ToyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SlowDesk(ToyDesk):
        async def look(self, token: str):  # type: ignore[no-untyped-def]
            await asyncio.sleep(0.4)
            return await super().look(token)

    monkeypatch.setattr(approval_page, "_SECONDS", 0.1)
    slow = SlowDesk()
    server = InboundServer(approval_app(slow, asyncio.get_running_loop()))
    async with plain_http.async_client(base_url=server.start(), follow_redirects=True) as other:
        page = await other.get(LINK)
    assert (page.status_code, "may or may not have arrived" in page.text) == (504, True)
    await asyncio.sleep(0.5)
    assert slow.looks == 1  # it was not cancelled half way
    await asyncio.to_thread(server.close)


async def test_limits_are_forgotten_when_their_time_is_over(desk: ToyDesk) -> None:
    class HandClock:
        at = datetime(2026, 11, 23, tzinfo=UTC)

        def now(self) -> datetime:
            return self.at

    clock = HandClock()
    server = InboundServer(approval_app(desk, asyncio.get_running_loop(), clock, RandomIds()))
    async with plain_http.async_client(base_url=server.start()) as other:
        codes = [(await other.post("/approval")).status_code for _ in range(31)]
        clock.at += timedelta(minutes=1)
        codes.append((await other.post("/approval")).status_code)
    await asyncio.to_thread(server.close)
    assert codes[-2:] == [429, 401]
