"""New tickets by the quarter of an hour: what is above the usual stands out."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from ui.charts.chart import Chart, caption, count_words, pen
from ui.theme.look import color

_WIDTH = 0.9


class SurgeBars(Chart):
    """Bars oldest left; those since the surge began in the warning colour, the usual as a dashed line."""

    def __init__(self) -> None:
        super().__init__("New tickets")
        self._bars: tuple[int, ...] = ()
        self._usual = 0.0
        self._since: int | None = None
        self._labels: tuple[str, ...] = ()

    def show_bars(
        self,
        bars: Sequence[int],
        usual: float,
        since_index: int | None,
        labels: Sequence[str] = (),
    ) -> None:
        """Show tickets per bar, the usual per bar, and the first bar of the surge if there is one.

        ``labels`` are times for the left end, the middle and the right end.
        """
        self._bars, self._usual = tuple(bars), usual
        self._since = since_index
        self._labels = tuple(labels)
        last = self._bars[-1] if self._bars else 0
        values = [self._words(at) for at in range(len(self._bars))]
        self._tell(f"{count_words(last)} in the last bar, usual {usual:.1f}", values)
        self._draw()

    def _words(self, at: int) -> str:
        back = len(self._bars) - 1 - at
        when = "now" if not back else f"{back} bar{'s' if back != 1 else ''} ago"
        surge = ", above usual" if self._since is not None and at >= self._since else ""
        return f"{when}: {count_words(self._bars[at])}{surge}"

    def _draw(self) -> None:
        self.plot.clear()
        if not self._bars:
            return
        cut = len(self._bars) if self._since is None else self._since
        for token, start, stop in (("bar_soft", 0, cut), ("warn_mark", cut, len(self._bars))):
            self._draw_bars(token, start, stop)
        self.plot.addItem(pg.InfiniteLine(self._usual, angle=0, pen=pen("text2", 1, dashed=True)))
        usual = caption("usual", "text2", (0, 1))
        self.plot.addItem(usual, ignoreBounds=True)
        usual.setPos(0, self._usual)
        top = max(*self._bars, self._usual, 1) * 1.15
        self.plot.setRange(xRange=(-0.4, len(self._bars) + 0.4), yRange=(0, top), padding=0)
        places = np.linspace(0.5, len(self._bars) - 0.5, max(len(self._labels), 1))
        ticks = list(zip(places.tolist(), self._labels, strict=False))
        self.plot.getAxis("bottom").setTicks([ticks])

    def _draw_bars(self, token: str, start: int, stop: int) -> None:
        if start >= stop:
            return
        heights = np.array(self._bars[start:stop], float)
        places = np.arange(start, stop) + 0.5
        bars = pg.BarGraphItem(x=places, height=heights, width=_WIDTH, brush=color(token), pen=None)
        self.plot.addItem(bars)

    def _point(self, at: int) -> None:
        self._draw()
        height = max(self._bars[at], 0.2)
        mark = pg.BarGraphItem(
            x=[at + 0.5], height=[height], width=_WIDTH, brush=None, pen=pen("text", 2)
        )
        self.plot.addItem(mark)
