"""How old the queue is: a bar to each band, its count above it, and where the scope's age ends."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyqtgraph as pg

from ui.charts.chart import Chart, caption, count_words, pen
from ui.theme.fonts import px
from ui.theme.look import color

_GAP = 0.1
_MOST_WORDS = 9
_WORD = 52
"""Room one word below the axis needs, in px."""


class AgeChart(Chart):
    """Bands of age, youngest left; the last one is open."""

    def __init__(self) -> None:
        super().__init__("Queue age")
        self._bands: tuple[tuple[int, int], ...] = ()
        self._limit: int | None = None

    def show_bands(self, bands: Sequence[tuple[int, int]], limit_minutes: int | None) -> None:
        """Show (from how many minutes, how many tickets) each, and the scope's age limit if it has one."""
        self._bands, self._limit = tuple(bands), limit_minutes
        total = sum(tickets for _, tickets in self._bands)
        self._tell(f"{count_words(total)} by age", [self._words(at) for at in range(len(bands))])
        self._draw()

    def _words(self, at: int) -> str:
        start, tickets = self._bands[at]
        if at + 1 < len(self._bands):
            span = f"{duration(start)} to {duration(self._bands[at + 1][0])} old"
            span = f"under {duration(self._bands[at + 1][0])} old" if start == 0 else span
        else:
            span = f"older than {duration(start)}"
        return f"{count_words(tickets)} {span}"

    def _draw(self) -> None:
        self.plot.clear()
        if not self._bands:
            return
        heights = np.array([tickets for _, tickets in self._bands], float)
        middles = np.arange(len(heights)) + 0.5
        bars = pg.BarGraphItem(
            x=middles, height=heights, width=1 - _GAP, brush=color("bar"), pen=None
        )
        self.plot.addItem(bars)
        for middle, height in zip(middles, heights, strict=True):
            self._put(caption(f"{int(height):,}", "text2", (0.5, 1)), middle, height)
        self._draw_limit(float(heights.max()))
        top = max(float(heights.max()), 1.0) * 1.35
        self.plot.setRange(xRange=(-0.25, len(heights)), yRange=(0, top), padding=0)
        self.plot.getAxis("bottom").setTicks([self._ticks()])

    def _draw_limit(self, top: float) -> None:
        if self._limit is None:
            return
        place = position([start for start, _ in self._bands], self._limit)
        self.plot.addItem(pg.InfiniteLine(place, angle=90, pen=pen("text2", 1, dashed=True)))
        right = place > len(self._bands) * 0.6
        words = caption(f"scope: under {duration(self._limit)}", "text2", (1 if right else 0, 0))
        self._put(words, place, max(top, 1.0) * 1.35)

    def _point(self, at: int) -> None:
        self._draw()
        height = max(self._bands[at][1], 0.2)
        mark = pg.BarGraphItem(
            x=[at + 0.5], height=[height], width=1 - _GAP, brush=color("bar"), pen=pen("text", 2)
        )
        self.plot.addItem(mark)

    def _ticks(self) -> list[tuple[float, str]]:
        most = max(3, min(_MOST_WORDS, self.plot.width() // px(_WORD)))
        step = -(-len(self._bands) // most)
        starts = [start for start, _ in self._bands]
        return [(at, duration(start)) for at, start in enumerate(starts) if at % step == 0]

    def _put(self, item: pg.TextItem, across: float, up: float) -> None:
        self.plot.addItem(item, ignoreBounds=True)
        item.setPos(across, up)


def duration(minutes: int) -> str:
    """Write minutes as ``30 min``, ``1 h``, ``1 h 30``, ``2 d``."""
    hours, rest = divmod(minutes, 60)
    if hours >= 48 and not rest:
        return f"{hours // 24} d" if hours % 24 == 0 else f"{hours} h"
    if not hours:
        return f"{rest} min" if rest else "0"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def position(starts: Sequence[int], minutes: int) -> float:
    """Return where an age stands among bands of equal width, in bands from the left."""
    for at, (low, high) in enumerate(pairwise(starts)):
        if minutes < high:
            return at + (minutes - low) / (high - low)
    return float(len(starts) - 1) if starts[-1] == minutes else float(len(starts))
