"""What holds for every page: drawn from its View alone, named throughout, plain text whatever it is given."""

from collections.abc import Awaitable, Callable
from dataclasses import fields, is_dataclass
from dataclasses import replace as other
from enum import Enum
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace as other_struct

from desktop.domain.values import StageName
from tests.desktop.stages.standing import Standing
from tests.ui.desks import Seat
from tests.ui.hostile import OURS
from tests.ui.reading import markup, nameless, words
from tests.ui.stages.conftest import Sit
from ui.bridge.bar import Bar

_TO: dict[StageName, Callable[[Standing], Awaitable[None]]] = {
    StageName.HOME: lambda standing: standing.define(),
    StageName.DEFINE: lambda standing: standing.define(),
    StageName.PREPARE: lambda standing: standing.prepare(),
    StageName.PLAN: lambda standing: standing.plan(),
    StageName.APPROVE: lambda standing: standing.plan(),
    StageName.EXECUTE: lambda standing: standing.execute(),
    StageName.REFLECT: lambda standing: standing.execute(),
}
_OURS = {"queue", "figures"}
"""Columns are read by their own model; the figures' names are ours, and keys."""
EVERY = pytest.mark.parametrize("stage", list(StageName))


async def seated(stage: StageName, standing: Standing, seat: Sit) -> Seat:
    await _TO[stage](standing)
    one = seat(stage)
    await one.enter()
    return one


def spoilt(value: Any, text: str) -> Any:
    """The same value with every sentence in it replaced; keys and ids are one word and stay."""
    if isinstance(value, str) and not isinstance(value, Enum) and " " in value:
        return text
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(spoilt(one, text) for one in value)
    if isinstance(value, Struct):
        names = value.__struct_fields__
        return other_struct(
            value, **{n: spoilt(getattr(value, n), text) for n in names if n not in _OURS}
        )
    if is_dataclass(value) and not isinstance(value, type):
        names = tuple(f.name for f in fields(value))
        return other(value, **{n: spoilt(getattr(value, n), text) for n in names if n not in _OURS})
    return value


@EVERY
async def test_every_control_has_a_name_and_no_label_reads_markup(
    stage: StageName, standing: Standing, seat: Sit
) -> None:
    page = (await seated(stage, standing, seat)).page()
    assert nameless(page) == []
    assert markup(page) == []
    assert page.accessibleName()


@EVERY
async def test_it_is_drawn_from_its_view_alone_and_the_same_view_draws_the_same(
    stage: StageName, standing: Standing, seat: Sit
) -> None:
    one = await seated(stage, standing, seat)
    page = one.page()
    first = words(page)
    await standing.services.close()
    page.show_view(one.view)  # type: ignore[attr-defined]
    assert words(page) == first
    assert not page.grab().isNull()


@EVERY
async def test_sentences_of_strangers_stay_words(
    stage: StageName, standing: Standing, seat: Sit
) -> None:
    one = await seated(stage, standing, seat)
    page: Any = one.page()
    for text in OURS:
        page.show_view(spoilt(one.view, text))
        assert markup(page) == []
        assert not page.grab().isNull()


@EVERY
async def test_its_states_stand_in_for_it_and_offer_the_one_way_on(
    stage: StageName, standing: Standing, seat: Sit
) -> None:
    page = (await seated(stage, standing, seat)).page()
    pressed: list[str] = []
    page.show_state("plug", "Zendesk is away", "Try later.", [("Try again", lambda: pressed.append("again"))], "crit")  # fmt: skip
    assert "Zendesk is away" in words(page)
    assert "Try again" in words(page)
    page.show_progress("Reading", 3, 11, "3 of 11 tickets", lambda: pressed.append("cancel"))
    assert "3 of 11 tickets" in words(page)
    page.show_body()
    assert "Zendesk is away" not in words(page)
    assert pressed == []


@EVERY
async def test_the_bar_always_says_what_can_be_done_or_why_not(
    stage: StageName, standing: Standing, seat: Sit
) -> None:
    one = await seated(stage, standing, seat)
    bars: list[Bar] = one.all("barred")
    assert bars
    for bar in bars:
        acts = [act for act in (bar.primary, bar.secondary, bar.quiet) if act is not None]
        assert all(act.title for act in acts)
        assert all(act.why_not == "" or act.why_not.endswith((".", "?")) for act in acts)
        assert bar.hint or bar.keys or acts or bar == Bar()
