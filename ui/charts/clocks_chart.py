"""When the clocks end: a dot to each ticket on the axis of time, and a line that says now."""

from datetime import datetime
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent

from ui.charts.chart import Chart, caption, count_words, pen
from ui.charts.clock_bands import BANDS, HORIZON, Stacks, band_edges, stack
from ui.charts.legend import Legend
from ui.theme.fonts import px
from ui.theme.look import color
from ui.theme.time_left import HOUR, MINUTE

_PAST = 10 * MINUTE
_SIZES = {"s": 9, "t1": 10, "d": 11, "o": 8}
"""Each shape looks as large as the others, in px."""
_COLUMN = 12
_MANY = 2_000
_DENSE = 96


class ClocksChart(Chart):
    """Deadlines on an absolute axis: dots stay, the line moves; a dot changes when it crosses a limit.

    What ends after the axis is summed up at its right end; above 2,000 tickets columns replace the dots.
    """

    def __init__(self) -> None:
        super().__init__("SLA clocks")
        self._deadlines: NDArray[np.int64] = np.empty(0, np.int64)
        self._now = self._start = 0
        self._edges: tuple[int, ...] = ()
        self._line: Any = None
        self._word: Any = None
        self._top = 1.0
        self._zones: list[Any] = []
        self.legend = Legend()
        self.column.insertWidget(0, self.legend)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)

    def show_clocks(self, deadlines_ms: ArrayLike, now_ms: int) -> None:
        """Show these running clocks (epoch milliseconds, any order)."""
        self._deadlines = np.sort(np.asarray(deadlines_ms, np.int64))
        self._start = now_ms
        self._lay_out(now_ms)

    def tick(self, now_ms: int) -> None:
        """Move the line and the zones; draw anew only when a clock crossed a limit or the axis is used up."""
        if band_edges(self._deadlines, now_ms) != self._edges or now_ms - self._start > HOUR:
            self._start = now_ms if now_ms - self._start > HOUR else self._start
            self._lay_out(now_ms)
            return
        self._now = now_ms
        self._move()

    def counts(self) -> tuple[int, ...]:
        """Return how many clocks are in each of ``clock_bands.BANDS``."""
        return tuple(np.diff((0, *self._edges)).tolist())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns of dots follow the width."""
        super().resizeEvent(event)
        # Not now: items may not be replaced while the scene itself is being laid out.
        self._soon.start(0)

    def _lay_out(self, now_ms: int) -> None:
        self._now, self._edges = now_ms, band_edges(self._deadlines, now_ms)
        counts = self.counts()
        shown = [(band, n) for band, n in zip(BANDS, counts, strict=True) if n]
        self.legend.show_counts(
            [(band.symbol, band.token, f"{n:,} {band.words}") for band, n in shown]
        )
        values = [f"{count_words(n)} {band.words}" for band, n in shown]
        self._tell(self._sentence(counts), values)
        self._draw()

    def _sentence(self, counts: tuple[int, ...]) -> str:
        if not len(self._deadlines):
            return "No clock runs"
        pressing = sum(counts[:3])
        first = datetime.fromtimestamp(int(self._deadlines[0]) / 1000).astimezone()
        return f"{count_words(pressing)} inside 90 minutes, the first ends {first:%H:%M}"

    @property
    def _end(self) -> int:
        """The axis ends on a whole hour."""
        return -(-(self._start + HORIZON) // HOUR) * HOUR

    def _draw(self) -> None:
        if not self._start:
            return
        self.plot.clear()
        self._zones = []
        left = self._start - _PAST
        self.plot.setXRange(left, self._end, padding=0)
        self.plot.getAxis("bottom").setTicks([_hours(left, self._end)])
        self._draw_zones()
        inside = int(np.searchsorted(self._deadlines, self._end))
        room = max(self.plot.width(), 200)
        columns = max(24, int(room / px(_COLUMN)))
        columns = columns if inside <= _MANY else _DENSE
        stacks = stack(np.maximum(self._deadlines[:inside], left), left, self._end, columns)
        # Room above the dots for the words "now" and "after".
        top = max(stacks.top * 1.25 if inside else 0, self._least()) + 0.5
        self.plot.setYRange(-0.6, top, padding=0)
        (self._draw_dots if inside <= _MANY else self._draw_columns)(stacks, inside, columns)
        self._draw_rest(len(self._deadlines) - inside, top)
        self._draw_now(top)

    def _draw_now(self, top: float) -> None:
        self._line = pg.InfiniteLine(self._now, angle=90, pen=pen("text", 1.5))
        self._word = caption("now", "text", (0, 0))
        for item in (self._line, self._word):
            self.plot.addItem(item, ignoreBounds=True)
        self._top = top
        self._word.setPos(self._now, top)

    def _least(self) -> int:
        """How many dots fit one above the other: a low stack stays at the bottom."""
        return max(5, int(max(self.plot.height(), 96) / px(_COLUMN + 2)))

    def _draw_zones(self) -> None:
        for token, start, end in (("crit_soft", 0, 30), ("warn_soft", 30, 90)):
            zone = pg.LinearRegionItem(
                (self._now + start * MINUTE, self._now + end * MINUTE),
                brush=color(token), pen=pg.mkPen(None), movable=False,
            )  # fmt: skip
            zone.setZValue(-10)
            self._zones.append((zone, start, end))
            self.plot.addItem(zone, ignoreBounds=True)

    def _move(self) -> None:
        self._line.setValue(self._now)
        self._word.setPos(self._now, self._top)
        for zone, start, end in self._zones:
            zone.setRegion((self._now + start * MINUTE, self._now + end * MINUTE))

    def _draw_dots(self, stacks: Stacks, inside: int, _columns: int) -> None:
        start = 0
        for band, edge in zip(BANDS, self._edges, strict=True):
            stop = min(edge, inside)
            if start < stop:
                dots = pg.ScatterPlotItem(
                    x=stacks.across[start:stop], y=stacks.up[start:stop].astype(float),
                    symbol=band.symbol, size=px(_SIZES[band.symbol]), brush=color(band.token), pen=None,
                )  # fmt: skip
                self.plot.addItem(dots)
            start = max(start, stop)

    def _draw_columns(self, stacks: Stacks, inside: int, columns: int) -> None:
        width = (self._end - self._start + _PAST) / columns
        start = 0
        for band, edge in zip(BANDS, self._edges, strict=True):
            stop = min(edge, inside)
            if start < stop:
                across, heights = np.unique(stacks.across[start:stop], return_counts=True)
                bars = pg.BarGraphItem(
                    x=across, height=heights, width=width * 0.85, brush=color(band.token), pen=None
                )
                self.plot.addItem(bars)
            start = max(start, stop)

    def _draw_rest(self, rest: int, top: float) -> None:
        if rest:
            when = datetime.fromtimestamp(self._end / 1000).astimezone()
            words = caption(f"+{rest:,} after {when:%H:%M}", "text2", (1, 0))
            self.plot.addItem(words, ignoreBounds=True)
            words.setPos(self._end, top)


def _hours(start: int, end: int) -> list[tuple[float, str]]:
    """Whole hours of the axis with the clock's words, none so near an end that it would be cut."""
    step = 2 * HOUR if end - start > 6 * HOUR else HOUR
    edge = (end - start) // 25
    first = -(-(start + edge) // HOUR) * HOUR
    marks = range(first, end - edge, step)
    return [(at, f"{datetime.fromtimestamp(at / 1000).astimezone():%H:%M}") for at in marks]
