"""The charts: what they count, what they say, and that only the line moves."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.charts.age_chart import AgeChart, duration, position
from ui.charts.clock_bands import band_edges, stack
from ui.charts.clocks_chart import ClocksChart
from ui.charts.surge_bars import SurgeBars
from ui.theme.look import Look
from ui.theme.time_left import HOUR, MINUTE

NOW = 1_795_428_000_000


def test_an_age_chart_is_read_with_the_arrow_keys(qtbot: QtBot) -> None:
    chart = AgeChart()
    qtbot.addWidget(chart)
    chart.show_bands([(0, 12), (30, 1), (60, 3)], 60)
    chart.show()
    assert chart.read_out.text() == "16 tickets by age"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleName() == "Queue age: 12 tickets under 30 min old"
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.read_out.text() == "3 tickets older than 1 h"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.read_out.text() == "1 ticket 30 min to 1 h old"
    assert "12 tickets under 30 min old" in chart.accessibleDescription()


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0"), (30, "30 min"), (90, "1 h 30"), (240, "4 h"), (2880, "2 d")]
)
def test_a_duration_is_short(minutes: int, words: str) -> None:
    assert duration(minutes) == words


def test_a_limit_stands_between_its_bands() -> None:
    assert position([0, 30, 60], 45) == 1.5
    assert position([0, 30, 60], 60) == 2.0
    assert position([0, 30, 60], 999) == 3.0


@given(st.lists(st.integers(-HOUR, 12 * HOUR), max_size=80))
def test_every_clock_is_in_one_band(left: list[int]) -> None:
    chart = ClocksChart()
    chart.show_clocks([NOW + one for one in left], NOW)
    ends = (0, 30 * MINUTE, 90 * MINUTE, 4 * HOUR, 8 * HOUR)
    naive = [sum(one <= 0 for one in left)]
    naive += [sum(max(low, 1) <= one < high for one in left) for low, high in pairwise(ends)]
    naive += [sum(one >= ends[-1] for one in left)]
    assert list(chart.counts()) == naive
    chart.deleteLater()


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=200))
def test_no_two_dots_lie_on_one_another(places: list[int]) -> None:
    stacks = stack(np.sort(np.array(places, np.int64)), 0, 10_000, 24)
    dots = list(zip(stacks.across.tolist(), stacks.up.tolist(), strict=True))
    assert len(set(dots)) == len(places)
    assert stacks.top == max(stacks.up) + 1


def test_a_tick_moves_the_line_alone_until_a_limit_is_crossed(qtbot: QtBot) -> None:
    chart = ClocksChart()
    qtbot.addWidget(chart)
    chart.show_clocks([NOW + 31 * MINUTE, NOW + 9 * HOUR, NOW + 20 * HOUR], NOW)
    dots = chart.plot.listDataItems() + [i for i in chart.plot.items() if hasattr(i, "points")]
    line = chart._line
    chart.tick(NOW + 30_000)
    assert chart._line is line
    assert line.value() == NOW + 30_000
    chart.tick(NOW + 2 * MINUTE)
    assert chart._line is not line
    assert chart.counts()[1] == 1
    assert dots


def test_the_legend_says_every_band(qtbot: QtBot) -> None:
    chart = ClocksChart()
    qtbot.addWidget(chart)
    chart.show_clocks([NOW - 1, NOW + MINUTE, NOW + HOUR, NOW + 2 * HOUR, NOW + 9 * HOUR], NOW)
    said = chart.legend.accessibleName()
    assert said == "1 over, 1 under 30 min, 1 under 90 min, 1 in 4 h, 1 later"
    assert chart.read_out.text().startswith("3 tickets inside 90 minutes")


def test_many_clocks_become_columns(qtbot: QtBot, dressed: Look) -> None:
    chart = ClocksChart()
    qtbot.addWidget(chart)
    chart.show_clocks(NOW + np.arange(50_000) * 400, NOW)
    assert not [item for item in chart.plot.items() if hasattr(item, "points")]
    dressed.choose("dark")
    assert band_edges(np.empty(0, np.int64), NOW) == (0, 0, 0, 0, 0, 0)


def test_empty_charts_say_so(qtbot: QtBot) -> None:
    clocks, age, surge = ClocksChart(), AgeChart(), SurgeBars()
    for chart in (clocks, age, surge):
        qtbot.addWidget(chart)
    clocks.show_clocks([], NOW)
    age.show_bands([], None)
    surge.show_bars([], 0.0, None)
    assert clocks.read_out.text() == "No clock runs"
    assert age.read_out.text() == "0 tickets by age"


def test_the_surge_says_which_bars_are_above_the_usual(qtbot: QtBot) -> None:
    chart = SurgeBars()
    qtbot.addWidget(chart)
    chart.show_bars([1, 0, 7], 1.2, 2, ("05:20", "", "10:20"))
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.read_out.text() == "now: 7 tickets, above usual"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.read_out.text() == "2 bars ago: 1 ticket"
