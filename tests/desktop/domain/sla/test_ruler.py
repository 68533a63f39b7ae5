"""The ruler: one instant at a time or many at once, the same answer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.sla.ruler import Ruler, lay

edges = st.lists(st.integers(0, 1000), unique=True, min_size=2, max_size=20).map(sorted)
rulers = edges.map(lambda found: lay(zip(found[::2], found[1::2], strict=False)))


@given(rulers, st.lists(st.integers(-10, 1100), min_size=1))
def test_many_positions_are_those_of_each(ruler: Ruler, instants: list[int]) -> None:
    many = ruler.positions(np.array(instants, np.int64))
    assert many.tolist() == [ruler.position(one) for one in instants]


@given(rulers, st.data())
def test_many_deadlines_are_those_of_each(ruler: Ruler, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.integers(0, ruler.length), min_size=1))
    many = ruler.earliest_of(np.array(wanted, np.int64))
    assert many.tolist() == [ruler.earliest(one) for one in wanted]


@given(rulers, st.integers(-10, 1100))
def test_the_first_and_the_last_instant_of_a_position_enclose_it(
    ruler: Ruler, instant: int
) -> None:
    position = ruler.position(instant)
    if 0 < position < ruler.length:
        assert ruler.earliest(position) <= instant <= ruler.latest(position)


def test_what_overlaps_is_counted_once() -> None:
    assert lay([(0, 10), (5, 12), (6, 8)]).length == 12
