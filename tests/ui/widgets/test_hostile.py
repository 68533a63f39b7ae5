"""Whatever a customer wrote: shown as plain text by every widget, and never a freeze."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.accounts.contract import Rights, RightsState, ToolCard
from desktop.domain.account import Way
from desktop.domain.facts import AlertKind
from desktop.domain.queue import Queue
from desktop.domain.sla.verdict import Agreement, Verdict
from desktop.domain.sla.why import Step, StepKind
from desktop.domain.standing import TicketState
from desktop.domain.values import Readiness, Toolkit, from_millis
from desktop.domain.words import SnoozeReason
from desktop.watch.contract import AlertCard, ClockStory, DockItem, ItemState, RiskRow, Snoozed
from tests.effort import FREEZE, kept, measured
from tests.ui.hostile import OURS, naughty, payloads
from ui.dialogs.gallery_accounts import tool_card
from ui.models.queue import QueueModel
from ui.widgets.alert_card import AlertCardView
from ui.widgets.banner import Banner
from ui.widgets.checklist import ChecklistItem
from ui.widgets.clock_story import ClockStoryCard
from ui.widgets.diff import DiffLabel
from ui.widgets.resting import RestingLine
from ui.widgets.rich import RichViewer
from ui.widgets.risk_row import RiskItem
from ui.widgets.simple_table import SimpleTable
from ui.widgets.state import StateView
from ui.widgets.table import TicketTable
from ui.widgets.tag import ScopeChip, Tag
from ui.widgets.text import Label
from ui.widgets.toast import Toast
from ui.widgets.tool_card import ToolView

AT = from_millis(1_795_428_000_000)
EVERY = {"label", "viewer, as HTML"}
"""These see every string; the others every fifth, and all of ours."""


def texts() -> list[str]:
    found = [*OURS, *naughty(), *payloads()]
    if len(found) == len(OURS):
        pytest.skip("the public lists of hostile strings are not in ../shared: not run")
    return found


def alert(text: str) -> AlertCard:
    return AlertCard(
        "a", AlertKind.TONE, 7, text, "Accept", "Keep mine",
        title=text, organisation=text, deadline=AT, before=text, after=text[::-1],
    )  # fmt: skip


def table(text: str) -> TicketTable:
    one = np.ones(1, np.int64)
    queue = Queue(
        one, one, np.zeros(1, np.int8), one, np.zeros(1, np.int8), np.ones(1, np.bool_), one, (text,), (text,)
    )  # fmt: skip
    model, made = QueueModel(), TicketTable()
    model.setParent(made)
    model.load(queue, {1: text}, {1: TicketState.TONE}, {1: text})
    made.show_model(model)
    return made


def shown(make: type[QWidget], show: Callable[[QWidget], None]) -> QWidget:
    widget = make()
    show(widget)
    return widget


def state(text: str) -> StateView:
    view = StateView()
    view.show_state("plug", text, text, [("Try again", lambda: None)])
    return view


def small(text: str) -> SimpleTable:
    made = SimpleTable(("A", "B"))
    made.show_rows([(text, text)])
    return made


def signed_in(text: str) -> ToolCard:
    """Whatever a service calls the account, the scopes it granted, what it says of a failure."""
    more = Rights(RightsState.MORE, text, text)
    return tool_card(
        Toolkit.ZENDESK, readiness=Readiness.READY, account=text, rights=more, way=Way.BROWSER
    )


def failed(text: str) -> ToolView:
    view = ToolView(tool_card(Toolkit.SLACK, way=Way.BROWSER, reason=text, fix=text))
    view.take_fault(Toolkit.SLACK, text)
    return view


def clock_story(text: str) -> ClockStoryCard:
    """Whatever a policy, a schedule or a holiday is called."""
    verdict = Verdict(text, Agreement.DIFFERENT, AT, AT, text)
    steps = (Step(AT, StepKind.TERM, text, 60),)
    card = ClockStoryCard(ClockStory(verdict, "active", 60, 0, text, (), steps), AT)
    card.tick(1_795_428_000_000)
    card.unfold(True)
    return card


MAKERS: dict[str, Callable[[str], QWidget]] = {
    "label": lambda text: Label(text),
    "wrapped label": lambda text: Label(text, wrap=True),
    "tag": lambda text: Tag(text),
    "scope chip": lambda text: ScopeChip("Topic", text),
    "banner": lambda text: shown(Banner, lambda w: w.say(text, text)),
    "checklist": lambda text: shown(
        ChecklistItem, lambda w: w.show_item(DockItem(text, ItemState.CURRENT, text, text, 1, 2))
    ),
    "risk": lambda text: shown(RiskItem, lambda w: w.show_row(RiskRow(7, AT, True, text))),
    "alert": lambda text: shown(AlertCardView, lambda w: w.show_card(alert(text))),
    "clock's alert": lambda text: shown(
        AlertCardView, lambda w: w.show_card(replace(alert(text), level=30, tickets=3))
    ),
    "clock's story": clock_story,
    "resting": lambda text: shown(
        RestingLine, lambda w: w.show_resting((Snoozed("a", text, AT, SnoozeReason.AGENT),))
    ),
    "diff": lambda text: shown(DiffLabel, lambda w: w.show_diff(text, text[::-1])),
    "state": state,
    "tickets": table,
    "table": small,
    "tool card, signed in": lambda text: ToolView(signed_in(text)),
    "tool card, signed out": lambda text: failed(text),
    "viewer, as text": lambda text: shown(RichViewer, lambda w: w.show_text(text)),
    "viewer, as HTML": lambda text: shown(RichViewer, lambda w: w.show_html(text)),
}  # type: ignore[attr-defined]


def labels(widget: QWidget) -> Iterator[QLabel]:
    if isinstance(widget, QLabel):
        yield widget
    yield from widget.findChildren(QLabel)


def drawn(name: str, text: str, qapp: QApplication) -> tuple[None, float]:
    """Show it once; return what `measured` returned."""
    widget = MAKERS[name](text)
    widget.resize(320, 200)
    took = measured(lambda: (widget.show(), qapp.processEvents(), widget.grab()))
    assert {label.textFormat() for label in labels(widget)} <= {Qt.TextFormat.PlainText}
    widget.close()
    widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return None, took[1]


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_markup_and_nothing_freezes(name: str, qapp: QApplication) -> None:
    for text in texts() if name in EVERY else [*OURS, *texts()[len(OURS) :: 5]]:
        kept(FREEZE, partial(drawn, name, text, qapp), of=text[:40])


def test_a_toast_is_plain(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    toast = Toast(page)
    toast.say(OURS[0], action_text=OURS[0])
    assert {label.textFormat() for label in labels(toast)} == {Qt.TextFormat.PlainText}


def test_markup_is_painted_as_its_own_signs(qtbot: QtBot) -> None:
    plain, bold = Label("<b>i</b>"), Label("i")
    for label in (plain, bold):
        qtbot.addWidget(label)
    assert plain.sizeHint().width() > 3 * bold.sizeHint().width()
