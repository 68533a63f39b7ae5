"""A stranger's text becomes one harmless line."""

from hypothesis import given
from hypothesis import strategies as st

from ui.theme.plain import many_lines, one_line


@given(st.text(), st.integers(1, 50))
def test_a_line_is_short_and_has_no_break_and_no_control_sign(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit + 1
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\x00\x1b\u202e\u2066\u2028\n\t")


def test_what_was_cut_says_so() -> None:
    assert one_line("a" * 1000, 10) == "a" * 10 + "…"
    assert many_lines("b" * 30_000).endswith("…")
    assert many_lines("one\r\ntwo\rthree") == "one\ntwo\nthree"
