"""Renders what the approval page shows: everything escaped, one style allowed by its hash, no script."""

import base64
import hashlib
from datetime import UTC, datetime

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from desktop.base.paths import resource
from desktop.domain.errors import InputError, TriageError
from desktop.stages.approve.contract import PacketPage

NOTE_LIMIT = 2_000
"""Characters a note may have."""

_CAME_BACK = {
    "code": (
        "Go back to Triage Deck",
        "It has the answer and finishes the sign-in. What you allowed stands on its tool card.",
    ),
    "refused": ("Not connected", "You or the service said no. Triage Deck says what can be done."),
    "stranger": (
        "This page was not asked for",
        "No sign-in of Triage Deck waits for this answer. It was not used.",
    ),
}
_STYLES = ("page.css", "approval.css")


class Pages:
    """Renders; every page carries the same headers."""

    def __init__(self) -> None:
        self._style = "".join(resource("templates", name).read_text("utf-8") for name in _STYLES)
        self._environment = Environment(
            loader=FileSystemLoader(resource("templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["when"] = _when
        self.headers = _headers(self._style)

    def packet(
        self, page: PacketPage, csrf: str, note: str, problem: InputError | None
    ) -> HTMLResponse:
        """Show the packet, with the form while the question is open."""
        status = 422 if problem else 200
        fields = {
            "page": page,
            "packet": page.packet,
            "csrf": csrf,
            "note": note,
            "limit": NOTE_LIMIT,
        }
        return self._html("approval.html.jinja", status, problem=problem, **fields)

    def done(self, page: PacketPage) -> HTMLResponse:
        """Say what was recorded."""
        return self._html("approval_done.html.jinja", 200, page=page)

    def error(self, error: TriageError, status: int, again: str = "") -> HTMLResponse:
        """Say what is wrong and what to do; ``again`` is an address to try once more by itself."""
        return self._html("approval_error.html.jinja", status, error=error, again=again)

    def came_back(self, how: str, status: int) -> HTMLResponse:
        """Say what the browser brought back from a consent page: ``code``, ``refused`` or ``stranger``."""
        title, words = _CAME_BACK[how]
        return self._html("came_back.html.jinja", status, title=title, words=words)

    def _html(self, template: str, status: int, **fields: object) -> HTMLResponse:
        text = self._environment.get_template(template).render(style=self._style, **fields)
        return HTMLResponse(text, status, self.headers)


def _headers(style: str) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _when(instant: datetime) -> str:
    at = instant.astimezone(UTC)
    return f"{at.day} {at:%b %H:%M} UTC"
