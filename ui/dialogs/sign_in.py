"""Ties a tool card to what signs in: presses go there, waiting and faults come back to the card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.values import Toolkit
    from ui.bridge.problems import Problem
    from ui.bridge.sign_in import SigningIn
    from ui.widgets.tool_card import ToolView


def attend(view: ToolView, signing: SigningIn) -> None:
    """Tie them for as long as the card lives."""
    toolkit = view.card.toolkit
    view.wanted.connect(partial(signing.sign_in, toolkit))
    view.left.connect(partial(signing.sign_out, toolkit))
    view.stopped.connect(signing.cancel)

    def waits(which: Toolkit | None) -> None:
        if which is toolkit:
            view.show_waiting()
        elif which is None:
            view.show_calm()

    def fails(which: Toolkit, problem: Problem) -> None:
        if which is toolkit:
            view.show_fault(f"{problem.title}. {problem.message} {problem.remedy}")

    signing.waiting.connect(waits)
    signing.failed.connect(fails)
    view.destroyed.connect(
        lambda: (signing.waiting.disconnect(waits), signing.failed.disconnect(fails))
    )
    if signing.under_way is toolkit:
        view.show_waiting()
