"""The gallery's cards of whole parts: banners, tables, states, charts."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.charts.age_chart import AgeChart
from ui.charts.clocks_chart import ClocksChart
from ui.charts.surge_bars import SurgeBars
from ui.dialogs.gallery_basics import titled
from ui.dialogs.gallery_data import ALERTS, ITEMS, NOW, RISKS, deadline, queue
from ui.models.queue import QueueModel
from ui.widgets.alert_card import AlertCardView
from ui.widgets.banner import Banner, UndoBanner
from ui.widgets.card import Card
from ui.widgets.checklist import ChecklistItem
from ui.widgets.diff import DiffLabel
from ui.widgets.meter import Meter, MeterLegend
from ui.widgets.progress import ProgressLine
from ui.widgets.rich import RichViewer
from ui.widgets.risk_row import RiskItem
from ui.widgets.simple_table import SimpleTable
from ui.widgets.state import Skeleton, StateView
from ui.widgets.table import TicketTable

_HTML = "<p>Since <b>this morning</b> nobody can sign in:</p><ul><li>ward tablets</li><li>the lab</li></ul>"


def banners() -> Card:
    """One banner of each meaning."""
    parts: list[QWidget] = []
    for left, strong, rest in (
        (14.5, "Batch 2 of 2 is done.", "23 tickets tagged, 3 posts."),
        (0.7, "Under a minute left.", "1 value was changed by Mei Tan and stays as it is."),
    ):
        undo = UndoBanner()
        undo.say(strong, rest)
        undo.follow(deadline(left), 900)
        undo.tick(NOW)
        parts.append(undo)
    for tone, icon, strong, rest, action in (
        ("warn", "gauge", "Zendesk is slow.", "31 of 47 read, the rest follow.", ""),
        ("neutral", "wifi-off", "Offline since 10:33.", "You can read. Nothing is sent.", "Retry"),
        ("info", "eye", "Read only.", "A sealed record of Monday 23 November.", ""),
        ("crit", "octagon-alert", "This record has been changed.", "1 of 31 files differs.", ""),
    ):
        banner = Banner(tone, icon)
        banner.say(strong, rest)
        if action:
            banner.action(action)
        parts.append(banner)
    return titled("Banners: 44 high, one at a time, undo wins", *parts)


def tables() -> QWidget:
    """The table of tickets and the small one."""
    made, clusters, states = queue()
    model = QueueModel()
    model.load(made, clusters, states)
    table = TicketTable()
    model.setParent(table)
    table.show_model(model)
    table.tick(NOW)
    table.go_to(502)
    table.check(frozenset({504}))
    table.setMinimumHeight(36 * 8 + 36)
    small = SimpleTable(("Mission", "Day", "Head"), 0)
    small.show_rows(
        [("Portal 500s, radiology", "Thu 19 Nov", "9c41ab"), ("Late lab feed", "Fri 13 Nov", "77e0fa")],
        "Evidence", frozenset({2}),
    )  # fmt: skip
    return stacked(table, small)


def dock() -> Card:
    """The checklist and the tickets at risk."""
    parts: list[QWidget] = []
    for item in ITEMS:
        line = ChecklistItem()
        line.show_item(item)
        parts.append(line)
    for number, row in enumerate(RISKS):
        risk = RiskItem()
        risk.show_row(row, met=number == 1)
        risk.tick(NOW)
        parts.append(risk)
    card = titled("Checklist and risks, on the dock", stacked(*parts, gap=0))
    card.body.setContentsMargins(0, 16, 0, 16)
    card.body.setSpacing(4)
    return card


def alerts() -> QWidget:
    """Every shape of an alert."""
    cards: list[QWidget] = []
    for alert in ALERTS:
        card = AlertCardView()
        card.show_card(alert)
        card.tick(NOW)
        cards.append(card)
    return stacked(*cards, gap=12)


def states() -> QWidget:
    """Empty, failed, under way, not there yet."""
    empty, failed, reading = StateView(), StateView(), StateView()
    empty.show_state(
        "check", "Nothing needs you", "47 tickets on track. Next clock 00:27:48.", tone="ok"
    )
    failed.show_state(
        "plug", "Slack did not take 1 of 3 posts",
        "Two are posted. The third is kept here and nothing is posted twice.",
        [("Try again", _nothing), ("Copy details", _nothing)], "crit",
    )  # fmt: skip
    reading.show_progress(
        "Reading tickets from Zendesk", 31, 47, "31 of 47, about 6 s left", _nothing
    )
    return beside(*(framed(one) for one in (empty, failed, reading, Skeleton(5))))


def meters() -> Card:
    """What can be taken back, how far, what a repair changed, a message."""
    meter, legend, line = Meter(), MeterLegend(), ProgressLine("Drafts")
    meter.show_counts(30, 15, 14)
    legend.show_counts(30, 15, 14)
    line.show_value(9, 12)
    diff, rich = DiffLabel(), RichViewer()
    diff.show_diff(ALERTS[1].before, ALERTS[1].after)
    rich.show_html(_HTML)
    rich.setMaximumHeight(120)
    return titled("Reversibility, progress, repair, message", meter, legend, line, diff, rich)


def charts() -> QWidget:
    """Every chart."""
    age, clocks, surge = AgeChart(), ClocksChart(), SurgeBars()
    bands = [(30 * at, n) for at, n in enumerate((12, 14, 9, 4, 3, 2, 2, 1, 7))]
    age.show_bands(bands, 240)
    left = [-5, 27, 41, 52, 63, 72, 77, *range(95, 470, 11), 700, 900]
    clocks.show_clocks([deadline(minutes) for minutes in left], NOW)
    bars = (1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 2, 1, 2, 2, 4, 5, 7, 7, 6, 6)
    surge.show_bars(bars, 1.2, 14, ("05:20", "07:50", "10:20"))
    named = (("Queue age", age), ("SLA clocks", clocks), ("New tickets per 15 minutes", surge))
    for _, chart in named:
        chart.setFixedHeight(200)
    return beside(*(titled(title, chart) for title, chart in named))


def stacked(*parts: QWidget, gap: int = 12) -> QWidget:
    """Return parts below one another."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return place


def beside(*parts: QWidget) -> QWidget:
    """Return parts side by side, equally wide."""
    place = QWidget()
    line = QHBoxLayout(place)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for part in parts:
        line.addWidget(part, 1)
    return place


def framed(part: QWidget) -> QFrame:
    """Return a part in a card of its own."""
    card = Card()
    card.body.setContentsMargins(0, 0, 0, 0)
    card.body.addWidget(part)
    return card


def _nothing() -> None:
    """The gallery's buttons do nothing."""
