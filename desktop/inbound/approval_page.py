"""The page a manager answers on. Opening it decides nothing; one answer is taken, by a form of ours alone.

The link's secret moves into a cookie at once, so that it stays out of the address bar, of histories and of
referrers. The page has no script; its one style is allowed by hash.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desktop.base.clock import Clock, SystemClock
from desktop.base.ids import Ids, RandomIds
from desktop.domain.approval import Answer
from desktop.domain.errors import Fault, InputError, RuleError, TriageError
from desktop.inbound.guard import Crossing, Forms, Limit, LostAnswerError, TooManyError
from desktop.inbound.pages import NOTE_LIMIT, Pages
from desktop.stages.approve.contract import ApprovalDesk, PacketPage

_BODY_LIMIT = 64 * 1024
_COOKIE = "approval"
_SECONDS = 10.0


class _PageError(TriageError):
    """The request itself is at fault; ``status`` says how to HTTP."""

    fault = Fault.USER

    def __init__(self, status: int, title: str, message: str, remedy: str) -> None:
        super().__init__(title, message, remedy)
        self.status = status


def approval_app(
    desk: ApprovalDesk,
    loop: asyncio.AbstractEventLoop,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> Starlette:
    """Return the application that serves ``/approval``.

    Args:
        desk: Takes the answers; it lives on ``loop`` and is called there alone.
        loop: The deck's event loop, running in another thread.
        clock: For the rate limit; the machine's by default.
        ids: For the secret of the forms; the machine's randomness by default.
    """
    page = _ApprovalPage(desk, Crossing(loop, _SECONDS), clock or SystemClock(), ids or RandomIds())
    routes = [
        Route("/approval/{token}", page.enter, methods=["GET"]),
        Route("/approval", page.show, methods=["GET"]),
        Route("/approval", page.answer, methods=["POST"]),
    ]
    handlers = {TriageError: page.sorry, HTTPException: page.no_page, Exception: page.our_fault}
    return Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]


class _ApprovalPage:
    def __init__(self, desk: ApprovalDesk, crossing: Crossing, clock: Clock, ids: Ids) -> None:
        self._desk, self._crossing = desk, crossing
        self._forms = Forms(ids.token(32))
        self._posts = Limit(clock, 30, timedelta(minutes=1))
        self._misses = Limit(clock, 10, timedelta(hours=1))  # a six-digit code must not be guessed
        self._pages = Pages()

    async def enter(self, request: Request) -> Response:
        """Move the link's secret into a cookie; ask the desk nothing."""
        answer = RedirectResponse("/approval", 303, self._pages.headers)
        secure = request.url.scheme == "https"
        token = request.path_params["token"]
        answer.set_cookie(
            _COOKIE, token, path="/approval", httponly=True, samesite="strict", secure=secure
        )
        return answer

    async def show(self, request: Request) -> Response:
        """Show the packet; decide nothing."""
        link = request.cookies.get(_COOKIE, "")
        if not link:
            # Followed from another site, the first request comes without a strict cookie: ask once more.
            again = "" if "again" in request.query_params else "/approval?again=1"
            return self._pages.error(_no_link(), 401, again)
        return self._shown(await self._crossing.call(self._desk.look(link)), link)

    async def answer(self, request: Request) -> Response:
        """Take the answer of a form of ours."""
        self._posts.check()
        self._posts.note()
        link = request.cookies.get(_COOKIE, "")
        if not link:
            raise _no_link()
        form = await _form(request)
        if not self._forms.fits(link, form.get("csrf", "")):
            raise _PageError(
                403,
                "This form is not ours",
                "It was opened before Triage Deck last started, or sent by another page.",
                "Nothing was decided. Open the link again and answer there.",
            )
        try:
            return self._pages.done(await self._decide(link, form))
        except InputError as wrong:
            page = await self._crossing.call(self._desk.look(link))
            return self._shown(page, link, wrong, form)

    async def _decide(self, link: str, form: Mapping[str, str]) -> PacketPage:
        note, decision = form.get("note", ""), form.get("decision", "")
        if decision not in list(Answer):
            raise _wrong(
                "Choose one of the two answers", "No answer was chosen.", "Approve or decline."
            )
        if len(note) > NOTE_LIMIT:
            words = f"It has {len(note):,} characters; {NOTE_LIMIT:,} are kept."
            raise _wrong("The note is too long", words, "Shorten it, then answer again.")
        self._misses.check()
        decided = self._desk.decide(link, Answer(decision), note, form.get("code", ""))
        try:
            return await self._crossing.call(decided)
        except InputError:
            self._misses.note()
            raise

    def _shown(
        self,
        page: PacketPage,
        link: str,
        problem: InputError | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Response:
        note = (form or {}).get("note", "")
        return self._pages.packet(page, self._forms.token(link), note, problem)

    async def sorry(self, request: Request, error: TriageError) -> Response:
        """Show an error in its own words."""
        return self._pages.error(error, _status(error, request.method))

    async def no_page(self, _: Request, error: HTTPException) -> Response:
        """Show that there is nothing here."""
        words = (
            "There is no page here",
            "The address is not one of ours.",
            "Open the link you were sent.",
        )
        return self._pages.error(_PageError(error.status_code, *words), error.status_code)

    async def our_fault(self, _: Request, __: Exception) -> Response:
        """Show a bug without its insides."""
        words = (
            "Something broke on our side",
            "It was written to the log of Triage Deck.",
            "Tell the person who asked you.",
        )
        return self._pages.error(_PageError(500, *words), 500)


async def _form(request: Request) -> dict[str, str]:
    """Read a small form; of a field sent twice, neither counts."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise _PageError(
                413,
                "That is more than this page takes",
                f"An answer has at most {_BODY_LIMIT // 1024} KB.",
                f"Nothing was decided. Keep the note under {NOTE_LIMIT:,} characters.",
            )
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        fields = {}
    return {
        name: values[0].replace("\r\n", "\n") for name, values in fields.items() if len(values) == 1
    }


def _no_link() -> _PageError:
    return _PageError(
        401,
        "Open the link you were sent",
        "This page shows a plan only to who comes by the whole link.",
        "Nothing was decided. Open the link in your message again.",
    )


def _wrong(title: str, message: str, remedy: str) -> InputError:
    return InputError(title, message, f"Nothing was decided. {remedy}")


def _status(error: TriageError, method: str) -> int:
    if isinstance(error, _PageError):
        return error.status
    known = {TooManyError: 429, LostAnswerError: 504, RuleError: 404 if method == "GET" else 409}
    by_fault = {Fault.USER: 400, Fault.SERVICE: 502, Fault.MACHINE: 503, Fault.PROGRAM: 500}
    return known.get(type(error), by_fault[error.fault])
