"""The Prepare page: what the mission may do where, and what came in."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.accounts.contract import ToolCard
from desktop.stages.prepare.contract import PrepareView, Preview
from ui.charts.age_chart import AgeChart
from ui.dialogs.sign_in import attend
from ui.stages.prepare.presenter import PreparePageView, PreparePresenter
from ui.theme.counted import counted
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Section
from ui.widgets.fold import FoldCard
from ui.widgets.icon import Icon
from ui.widgets.page import Page, clear
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Label
from ui.widgets.tool_card import ToolView

_VIPS = 5
_GROUPS = 12


class PreparePage(Page):
    """Draws a ``PreparePageView``."""

    def __init__(self, presenter: PreparePresenter) -> None:
        super().__init__("Connect what the mission needs", "Only these rights are used.")
        self._presenter = presenter
        self._tools = QHBoxLayout()
        self._tool_views: list[ToolView] = []
        self._tools.setSpacing(12)
        self._came = Section("What came in")
        self._clusters = SimpleTable(
            ("Incident", "Why these belong together", "Tickets", "Nearest clock"), stretch=(2, 3)
        )
        self._clusters.acted.connect(presenter.open_incident)
        self._similar = QVBoxLayout()
        self._similar.setSpacing(4)
        self._by_words = Banner("info", "info")
        self._by_words.say(
            "Compared by words alone.",
            "The sentence model is missing: the same trouble in other words is not found.",
        )
        self._by_words.hide()
        self._looser = FoldCard("Similar beyond the incidents")
        self._looser.inside.addLayout(self._similar)
        self._chart = AgeChart()
        self._chart.setFixedHeight(180)
        self._vips = QVBoxLayout()
        self._vips.setSpacing(4)
        self.body.addLayout(self._tools)
        self.body.addSpacing(8)
        self.body.addWidget(self._came)
        self.body.addWidget(self._by_words)
        self.body.addWidget(self._clusters)
        self.body.addWidget(self._looser)
        self.body.addLayout(self._below())

    def _below(self) -> QHBoxLayout:
        age = Card()
        head = Section("Queue age", "tickets per 30 min", "label")
        age.body.addWidget(head)
        age.body.addWidget(self._chart)
        vip = Card()
        vip.body.addWidget(Section("VIP organisations", "", "label"))
        vip.body.addLayout(self._vips)
        vip.body.addStretch(1)
        self._side_cards = (age, vip)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(age, 2)
        below.addWidget(vip, 1)
        return below

    def show_view(self, page_view: PreparePageView) -> None:
        """Draw cards and preview."""
        view = page_view.prepare
        self._show_tools(view.cards)
        shown = view.preview is not None
        for part in (self._came, self._clusters, self._looser, *self._side_cards):
            part.setVisible(shown)
        self._by_words.setVisible(view.preview is not None and not view.preview.by_sense)
        if view.preview is not None:
            self._show_preview(view, view.preview)

    def _show_tools(self, cards: tuple[ToolCard, ...]) -> None:
        """Cards that say the same stay as they are: what somebody types there must not be lost."""
        pairs = list(zip(self._tool_views, cards, strict=False))
        if len(pairs) == len(cards) and all(view.says(card) for view, card in pairs):
            for view, card in pairs:
                view.spend(card.spent)
            return
        before = {view.card.toolkit: view for view in self._tool_views}
        self._tool_views = [ToolView(card) for card in cards]
        for view in self._tool_views:
            attend(view, self._presenter.signing)
            self._tools.addWidget(view, 1)
            if view.card.toolkit in before:
                view.show()
                view.take_over(before[view.card.toolkit])
        for gone in before.values():
            self._tools.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

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
        open_ = ["Open"] * len(preview.clusters) + [""] * bool(alone)
        self._clusters.show_rows(rows, open_, tickets=_whose(preview))
        self._show_similar(preview)
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

    def _show_similar(self, preview: Preview) -> None:
        self._looser.setVisible(bool(preview.similar))
        clear(self._similar)
        for group in preview.similar[:_GROUPS]:
            many = counted(len(group.tickets), "ticket")
            self._similar.addWidget(Label(f"{group.name}: {many}", "body", elide=True))
        words = "They sound alike in other words. Nothing is done to such a group as one."
        self._similar.addWidget(Label(words, "caption", "text2", wrap=True))


def _whose(preview: Preview) -> list[tuple[int, ...]]:
    """Return the tickets of each row of the table: the clusters', then those on their own."""
    clusters = [cluster.tickets for cluster in preview.clusters]
    together = {ticket for tickets in clusters for ticket in tickets}
    alone = tuple(ticket for ticket in preview.tickets if ticket not in together)
    return [*clusters, alone]
