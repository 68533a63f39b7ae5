"""The pages on which a person lets an application in, or does not: no script, one style allowed by its hash."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from desktop.base.paths import resource
from desktop.sandbox.answers import read_arguments, sandbox_of
from desktop.sandbox.authority import answer_to, close_ask
from desktop.sandbox.scope_words import say_scope

_APPLICATION = "Triage Deck"


def ask_person(
    request: Request, service: str, key: str, scopes: Sequence[str], redirect: str
) -> Response:
    """Show what an application asks for, with the two answers."""
    return _page(
        "consent.html.jinja",
        redirect,
        title=f"{_APPLICATION} wants to use {service}",
        service=service,
        person=sandbox_of(request).me.get("name", "somebody"),
        asked=[(scope, say_scope(scope)) for scope in scopes],
        target=_origin(redirect),
        action=request.scope["path"],
        ask=key,
    )


def note(service: str, title: str, words: str, code: str = "", status: int = 400) -> Response:
    """Say on a page of its own what cannot be sent back to the application."""
    return _page(
        "consent_note.html.jinja", "", status, title=title, service=service, words=words, code=code
    )


async def take_answer(request: Request, service: str) -> Response:
    """POST the answer of a consent page: go where the application waits, with a code or a no."""
    form = await read_arguments(request)
    sandbox = sandbox_of(request)
    ask = close_ask(sandbox, str(form.get("ask", "")))
    if ask is None or ask.service != service.lower():
        return note(service, "This page is closed", "It was answered already, or is too old.")
    url = answer_to(sandbox, ask, form.get("decision") == "allow")
    return RedirectResponse(url, 302, {"Cache-Control": "no-store"})


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    names = ("page.css", "consent.css")
    return "".join(resource("templates", name).read_text("utf-8") for name in names)


def _page(name: str, redirect: str, status: int = 200, **fields: object) -> HTMLResponse:
    text = _templates().get_template(name).render(style=_style(), **fields)
    return HTMLResponse(text, status, _headers(_origin(redirect)))


def _headers(target: str) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    # A browser follows a form's redirect only to what the form may be sent to.
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self' {target}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
