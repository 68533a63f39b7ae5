"""The table of actions: words, keys, when. Menus are made from it too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.values import StageName
from ui.actions.registry import Action
from ui.shell.rooms import ROOMS
from ui.shell.window_actions import GO, MISSION, TICKET, fill_menus, window_actions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QPushButton

    from ui.shell.main_window import MainWindow


def add_actions(window: MainWindow) -> None:
    """Register every action and build the menus."""
    for action in (
        *_pages(window),
        *_tickets(window),
        *_mission(window),
        *_views(window),
        *window_actions(window),
    ):
        window.actions_of_window.add(action)
    window.step_bar.searched.connect(lambda: window.palette_of_window.open())
    window.step_bar.exceptions_wanted.connect(window.review.toggle)
    window.step_bar.settings_wanted.connect(lambda: window.actions_of_window.run("window.settings"))
    fill_menus(window)


def _open(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.desk is not None


def _on(window: MainWindow, *stages: StageName) -> Callable[[], bool]:
    return lambda: window.host.stage in stages


def _pages(window: MainWindow) -> Iterator[Action]:
    for number, room in enumerate(ROOMS, start=1):
        yield Action(
            f"go.{room.stage}",
            f"Go to {room.word}",
            partial(window.host.open, room.stage),
            (f"G, {room.letter}", f"Ctrl+{number}"),
            GO,
            "arrow-right",
            _open(window),
        )


def _table(window: MainWindow) -> object:
    return window.host.page_of(StageName.EXECUTE).table


def _tickets(window: MainWindow) -> Iterator[Action]:
    here = _on(window, StageName.EXECUTE)

    def current(tab: str) -> Callable[[], None]:
        return lambda: window.ticket_view.open(_table(window).current(), tab)  # type: ignore[attr-defined]

    def table(name: str, *given: int) -> Callable[[], None]:
        return lambda: getattr(_table(window), name)(*given)

    yield Action(
        "ticket.next", "Next ticket", table("move", 1), ("J",), TICKET, "chevron-down", here
    )
    yield Action(
        "ticket.last", "Previous ticket", table("move", -1), ("K",), TICKET, "chevron-up", here
    )
    yield Action(
        "ticket.select", "Select ticket", table("toggle_check"), ("X",), TICKET, "square", here
    )
    yield Action("ticket.open", "Open ticket", current("talk"), ("O",), TICKET, "eye", here)
    yield Action("ticket.draft", "Show its draft", current("draft"), ("R",), TICKET, "pencil", here)
    yield Action(
        "ticket.incident",
        "Show its incident and escalation",
        current("alike"),
        ("E",),
        TICKET,
        "siren",
        here,
    )
    yield Action(
        "ticket.clocks", "Show its clocks", current("clocks"), ("C",), TICKET, "timer", here
    )
    yield Action(
        "ticket.articles", "Fix its article", current("pages"), ("F",), TICKET, "link", here
    )


def _is_on(button: QPushButton) -> bool:
    return button.isVisible() and button.isEnabled()


def _views(window: MainWindow) -> Iterator[Action]:
    here = _on(window, StageName.EXECUTE)
    for key, words in (
        ("all", "Show all tickets"),
        ("needs", "Show what needs you"),
        ("risk", "Show tickets inside 90 minutes"),
        ("escalated", "Show escalated tickets"),
    ):
        show = partial(_show_only, window, key)
        yield Action(f"show.{key}", words, show, (), MISSION, "list-filter", here)


def _show_only(window: MainWindow, key: str) -> None:
    window.host.page_of(StageName.EXECUTE).look_at(key)


def _mission(window: MainWindow) -> Iterator[Action]:
    reviewing = window.review
    yield Action(
        "page.primary",
        "Do what the page is for",
        window.primary,
        ("Ctrl+Return", "Ctrl+Enter"),
        MISSION,
        "play",
        partial(_is_on, window.bar.primary_button),
    )
    for which, keys, button in (
        ("secondary", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), window.bar.secondary_button),
        ("quiet", (), window.bar.quiet_button),
    ):
        yield Action(
            f"page.{which}",
            "Do the act beside it" if which == "secondary" else "Do the quiet act",
            partial(window.act, which),
            keys,
            MISSION,
            "play",
            partial(_is_on, button),
        )
    yield Action(
        "mission.look_out",
        "Look whether the surge goes on",
        window.look_out.look,
        (),
        MISSION,
        "trending-up",
        lambda: window.desk is not None and not window.looks_on,
    )
    yield Action(
        "undo.all",
        "Undo batch",
        window.asks.undo_all,
        ("Ctrl+Z",),
        MISSION,
        "undo-2",
        lambda: window.undo.open and not window.looks_on,
    )
    yield Action(
        "undo.items",
        "Undo item by item",
        window.asks.item_by_item,
        ("U",),
        MISSION,
        "list-checks",
        lambda: window.undo.open and not window.looks_on,
    )
    yield Action(
        "held.replies",
        "Held replies",
        window.held.show,
        (),
        MISSION,
        "timer",
        lambda: bool(window.undo.holds),
    )
    yield Action(
        "review.exceptions",
        "Exceptions only",
        lambda: reviewing.toggle(not reviewing.on),
        ("Ctrl+E",),
        MISSION,
        "focus",
        _open(window),
    )
    yield Action(
        "mission.new",
        "Start another mission",
        lambda: window.mission_wanted.emit(""),
        (),
        MISSION,
        "plus",
        lambda: window.view is not None and window.view.sealed,
    )
    yield Action(
        "evidence.open",
        "Open evidence",
        lambda: window.asks.answer("open_evidence", ""),
        ("Ctrl+O",),
        MISSION,
        "archive",
    )
