"""The Prepare page: what the mission may do where, and what came in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.accounts.contract import ToolCard
from desktop.domain.values import Readiness, Toolkit
from desktop.stages.prepare.contract import PrepareView, Preview
from ui.charts.age_chart import AgeChart
from ui.stages.prepare.presenter import PreparePageView, PreparePresenter
from ui.theme.counted import counted
from ui.widgets.card import Card, Section
from ui.widgets.icon import Icon
from ui.widgets.page import Page, clear
from ui.widgets.simple_table import SimpleTable
from ui.widgets.tag import Tag
from ui.widgets.text import Label

_ICONS = {Toolkit.ZENDESK: "ticket", Toolkit.CONFLUENCE: "book-open", Toolkit.SLACK: "hash"}
_BADGES = {
    Readiness.READY: ("Ready", "ok", "circle-check"),
    Readiness.NEEDS_AUTH: ("Needs auth", "warn", "key-round"),
    Readiness.OFFLINE: ("Offline", "neutral", "wifi-off"),
    Readiness.NOT_USED: ("Not used", "neutral", "circle"),
}
_VIPS = 5


class ToolView(Card):
    """One service: exactly what is used, what cannot happen, who we are there."""

    def __init__(self, card: ToolCard) -> None:
        super().__init__()
        words, tone, icon = _BADGES[card.readiness]
        self.setAccessibleName(f"{card.title}: {words}")
        ready = card.readiness is Readiness.READY
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(_ICONS[card.toolkit], "text2", 20))
        head.addWidget(Label(card.title, "section", elide=True), 1)
        head.addWidget(Tag(words, tone, icon))
        self.body.addLayout(head)
        for line in card.does:
            self.body.addLayout(
                _line("check" if ready else "circle", "ok" if ready else "text3", line)
            )
        for line in card.cannot:
            self.body.addLayout(_line("x", "text3", line, "text2"))
        self.body.addStretch(1)
        who = f"Signed in as {card.account}" if card.account else card.reason
        self.body.addWidget(Label(who, "caption", "text2", wrap=True))
        if card.fix and not ready:
            self.body.addWidget(Label(card.fix, "caption", "text2", wrap=True))


def _line(icon: str, token: str, words: str, tone: str = "text") -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Icon(icon, token, 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "body", tone, wrap=True), 1)
    return row


class PreparePage(Page):
    """Draws a ``PreparePageView``."""

    def __init__(self, presenter: PreparePresenter) -> None:
        super().__init__("Connect what the mission needs", "Only these rights are used.")
        self._presenter = presenter
        self._tools = QHBoxLayout()
        self._tools.setSpacing(12)
        self._came = Section("What came in")
        self._clusters = SimpleTable(
            ("Incident", "Why these belong together", "Tickets"), stretch=(2, 3)
        )
        self._chart = AgeChart()
        self._chart.setFixedHeight(180)
        self._vips = QVBoxLayout()
        self._vips.setSpacing(4)
        self.body.addLayout(self._tools)
        self.body.addSpacing(8)
        self.body.addWidget(self._came)
        self._data = QHBoxLayout()
        self._data.setSpacing(12)
        self._data.addWidget(self._clusters, 2, Qt.AlignmentFlag.AlignTop)
        self._data.addLayout(self._side(), 1)
        self.body.addLayout(self._data)

    def _side(self) -> QVBoxLayout:
        age = Card()
        head = Section("Queue age", "tickets per 30 min", "label")
        age.body.addWidget(head)
        age.body.addWidget(self._chart)
        vip = Card()
        vip.body.addWidget(Section("VIP organisations", "", "label"))
        vip.body.addLayout(self._vips)
        self._side_cards = (age, vip)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(age)
        side.addWidget(vip)
        side.addStretch(1)
        return side

    def show_view(self, page_view: PreparePageView) -> None:
        """Draw cards and preview."""
        view = page_view.prepare
        clear(self._tools)
        for card in view.cards:
            self._tools.addWidget(ToolView(card), 1)
        shown = view.preview is not None
        for part in (self._came, self._clusters, *self._side_cards):
            part.setVisible(shown)
        if view.preview is not None:
            self._show_preview(view, view.preview)

    def _show_preview(self, view: PrepareView, preview: Preview) -> None:
        vips = sum(count for _, count in preview.vips)
        self._came.say(
            "What came in",
            f"{counted(len(preview.tickets), 'ticket')} · {counted(view.organisations, 'organisation')} · {vips} of VIP",
        )
        vip = {ticket for ticket, is_vip in view.names if is_vip}
        rows = []
        for cluster in preview.clusters:
            stars = sum(ticket in vip for ticket in cluster.tickets)
            aside = f"{len(cluster.tickets)}" + (f" ★ {stars}" if stars else "")
            rows.append((cluster.name, ", ".join(cluster.reasons), aside))
        clustered = sum(len(cluster.tickets) for cluster in preview.clusters)
        alone = len(preview.tickets) - clustered
        if alone:
            rows.append(("On their own", "No close match", str(alone)))
        self._clusters.show_rows(rows)
        bands = [(band.from_minutes, band.tickets) for band in preview.ages]
        self._chart.show_bands(bands, view.age_limit_minutes)
        clear(self._vips)
        for name, count in preview.vips[:_VIPS]:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Icon("star-filled", "vip", 14, "VIP"))
            row.addWidget(Label(name, "body", elide=True), 1)
            row.addWidget(Label(str(count), "body", "text2"))
            self._vips.addLayout(row)
        more = len(preview.vips) - _VIPS
        if more > 0:
            self._vips.addWidget(Label(f"{more} more", "caption", "text2"))
