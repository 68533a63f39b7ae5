"""The manager: reads his direct messages and answers the approval page in them, as a browser would.

He only ever knows what a person would know: the link, the page, the code his phone shows.
"""

import asyncio
import hashlib
import hmac
import html
import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

import msgspec

from desktop.domain.errors import ServiceError
from desktop.sandbox.queue_file import decode_secret
from desktop.sandbox.queue_shapes import Approver, Json
from desktop.sandbox.state import Sandbox, Visit

_LINK = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+/[^\s|<>\"'\\]*")
_TRIES = 5
_PAUSE_SECONDS = 0.3
_TIMEOUT_SECONDS = 10
_LARGEST_PAGE = 4 * 1024 * 1024


def expect_visit(sandbox: Sandbox, slack_user_id: str, message: Json) -> None:
    """Note every new link in a direct message to an approver; each is answered once."""
    text = html.unescape(f"{message['text']} {msgspec.json.encode(message.get('blocks')).decode()}")
    known = {visit.link for visit in sandbox.state.visits}
    for number, approver in enumerate(sandbox.queue.approvers):
        for link in dict.fromkeys(_LINK.findall(text)):
            if approver.slack_user_id == slack_user_id and link not in known:
                due = sandbox.now() + timedelta(seconds=approver.answer_after_seconds)
                sandbox.state.visits.append(Visit(link, number, due))
                sandbox.dirty = True


async def answer_links(sandbox: Sandbox, poll_seconds: float = 0.05) -> None:
    """Answer each link when its time has come, until cancelled."""
    while True:
        for visit in sandbox.state.visits:
            if not visit.outcome and visit.due <= sandbox.now():
                visit.outcome, visit.detail = await _answer(sandbox, visit)
                sandbox.dirty = True
                sandbox.save()
        await asyncio.sleep(poll_seconds)


async def _answer(sandbox: Sandbox, visit: Visit) -> tuple[str, str]:
    approver = sandbox.queue.approvers[visit.approver]
    detail = ""
    for _ in range(_TRIES):
        try:
            return "answered", await asyncio.to_thread(visit_page, visit.link, approver, sandbox)
        except (OSError, HTTPException, ServiceError) as error:
            detail = str(error)
            # The page is up and says no: asking again would not be what a person does.
            if isinstance(error, HTTPError) and error.code < 500:
                return "refused", detail
        await asyncio.sleep(_PAUSE_SECONDS)
    return "failed", detail


def visit_page(link: str, approver: Approver, sandbox: Sandbox) -> str:
    """Open the link, fill in the form, send it; return the address of the page shown then.

    Raises:
        OSError: The page is not up or answers an error.
        ServiceError: The page holds no form.
    """
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    with browser.open(link, timeout=_TIMEOUT_SECONDS) as page:
        form = read_form(page.read(_LARGEST_PAGE).decode("utf-8", "replace"))
        here = page.geturl()
    answers = {**form.hidden, "decision": approver.answer, "note": approver.note}
    if approver.totp_secret:
        answers["code"] = totp(approver.totp_secret, sandbox.now())
    return _send(browser, here, urljoin(here, form.action), answers)


def _send(browser: OpenerDirector, here: str, target: str, answers: dict[str, str]) -> str:
    browser.addheaders = [("Origin", "/".join(here.split("/")[:3])), ("Referer", here)]
    with browser.open(target, urlencode(answers).encode(), timeout=_TIMEOUT_SECONDS) as page:
        page.read(_LARGEST_PAGE)
        return str(page.geturl())


def totp(secret: str, at: datetime) -> str:
    """Return the six digits an authenticator shows at that instant (RFC 6238, SHA-1, 30 seconds)."""
    counter = int(at.timestamp()) // 30
    digest = hmac.new(decode_secret(secret), counter.to_bytes(8), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


class Form(msgspec.Struct):
    """The first form of a page: where it goes and the hidden inputs it carries."""

    action: str
    hidden: dict[str, str]


def read_form(markup: str) -> Form:
    """Return the first form of a page that is sent by POST. Raises ServiceError when there is none."""
    reader = _FormReader()
    reader.feed(markup)
    if reader.form is None:
        raise ServiceError(
            "No form", "the approval page holds no form to send", "Ask for a new link."
        )
    return reader.form


class _FormReader(HTMLParser):
    form: Form | None = None
    _inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form" and self.form is None and given.get("method", "").lower() == "post":
            self.form, self._inside = Form(given.get("action", ""), {}), True
        elif tag == "input" and self._inside and self.form and given.get("type") == "hidden":
            self.form.hidden[given.get("name", "")] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"
