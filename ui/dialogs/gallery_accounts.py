"""The gallery's tool cards: a service in each state of its sign-in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.accounts.contract import Need, Rights, RightsState, Spent, ToolCard
from desktop.accounts.scopes import USES
from desktop.domain.account import Way
from desktop.domain.values import Readiness, Toolkit
from ui.widgets.tool_card import ToolView

if TYPE_CHECKING:
    from collections.abc import Iterator

_MORE = Rights(
    RightsState.MORE,
    "This token may do everything you may; only what stands here is used.",
    "Sign in with the browser instead where your admin has set it up.",
)
_SPENT = Spent((("home", 5), ("prepare", 41)), 46, 700)


def tool_card(toolkit: Toolkit, **fields: object) -> ToolCard:
    """Return a card of a service nobody is signed in to; ``fields`` say what differs."""
    use = USES[toolkit]
    bare = ToolCard(
        toolkit, use.title, use.required, use.does, use.cannot, Readiness.NEEDS_AUTH, "",
        "Nobody signed in.", "Sign in on the tool card.", asked=use.asked, ways=use.ways,
        pasted=use.pasted, token_user=use.token_user, secret=use.secret,
        needs=tuple(Need(field, label, hint, "", False) for field, label, hint in use.setup),
    )  # fmt: skip
    return replace(bare, **fields)  # type: ignore[arg-type]


def tool_cards() -> Iterator[tuple[ToolView, ...]]:
    """Yield rows of three: signed out, at work, signed in."""
    yield _signed_out()
    yield _signed_in()


def _signed_out() -> tuple[ToolView, ...]:
    waiting, failed = (ToolView(tool_card(one)) for one in (Toolkit.SLACK, Toolkit.ZENDESK))
    waiting.show_waiting()
    failed.take_fault(
        Toolkit.ZENDESK, "Zendesk was not connected. The consent page was answered with no."
    )
    return ToolView(tool_card(Toolkit.CONFLUENCE)), waiting, failed


def _signed_in() -> tuple[ToolView, ...]:
    ready = {"readiness": Readiness.READY, "account": "Sam Rivera", "reason": "", "fix": ""}
    browser = tool_card(Toolkit.ZENDESK, way=Way.BROWSER, spent=_SPENT, **ready)
    token = tool_card(Toolkit.SLACK, way=Way.TOKEN, rights=_MORE, **ready)
    sandbox = tool_card(Toolkit.CONFLUENCE, ways=(), needs=(), **ready)
    return ToolView(browser), ToolView(token), ToolView(sandbox)
