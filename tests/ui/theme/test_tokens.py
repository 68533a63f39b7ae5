"""Colours: every pair that is used can be read."""

from dataclasses import fields

import pytest

from ui.theme.tokens import DARK, LIGHT, PAIRS, Tokens, contrast

THEMES = {"light": LIGHT, "dark": DARK}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "needed"), PAIRS)
def test_a_pair_has_its_contrast(theme: str, text: str, ground: str, needed: float) -> None:
    tokens = THEMES[theme]
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= needed


def test_black_on_white_is_21_and_a_colour_on_itself_1() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#2459D3", "#2459D3") == pytest.approx(1)


def test_every_text_token_is_measured() -> None:
    texts = {
        "text",
        "text2",
        "text3",
        "accent_text",
        "on_accent",
        "ok",
        "warn",
        "crit",
        "info",
        "vip",
    }
    assert texts <= {text for text, _, _ in PAIRS}
    assert {name for pair in PAIRS for name in pair[:2]} <= {field.name for field in fields(Tokens)}
