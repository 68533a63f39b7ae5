"""Ties a tool card to what signs in: presses go there, waiting and faults come back to the card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.bridge.sign_in import SigningIn
    from ui.widgets.tool_card import ToolView


def attend(view: ToolView, signing: SigningIn) -> None:
    """Tie them for as long as the card lives."""
    toolkit = view.card.toolkit
    view.wanted.connect(partial(signing.sign_in, toolkit))
    view.left.connect(partial(signing.sign_out, toolkit))
    view.stopped.connect(signing.cancel)
    # Methods of the card, not closures: Qt lets go of them when the card goes.
    signing.waiting.connect(view.wait_for)
    signing.failed.connect(view.take_fault)
    view.wait_for(signing.under_way)
