"""Actions on the window itself, the menus, and what the palette offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.domain.values import StageName
from ui.actions.registry import Action
from ui.shell.docks import dock_menu, move_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.dialogs.palette import Entry
    from ui.shell.main_window import MainWindow

TICKET, MISSION, GO, WINDOW = "On this ticket", "This mission", "Go to", "Window"
"""The groups, in the palette's order."""


def _open(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.desk is not None


def _works(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.desk is not None and not window.looks_on


def _on(window: MainWindow, *stages: StageName) -> Callable[[], bool]:
    return lambda: window.host.stage in stages


def window_actions(window: MainWindow) -> Iterator[Action]:
    """What is done to the window itself."""
    yield Action(
        "window.palette",
        "Search or run",
        lambda: window.palette_of_window.open(),
        ("Ctrl+K",),
        WINDOW,
        "search",
    )
    yield Action(
        "window.filter",
        "Filter tickets",
        lambda: window.host.page_of(StageName.EXECUTE).filter.line.setFocus(),
        ("/",),
        WINDOW,
        "search",
        _on(window, StageName.EXECUTE),
    )
    yield Action(
        "window.alerts",
        "Go to the alerts",
        lambda: window.rail.focus_first(),
        ("Ctrl+J",),
        WINDOW,
        "bell",
        lambda: bool(window.view and window.view.alerts),
    )
    yield Action("window.keys", "All keys", partial(_show_keys, window), ("?",), WINDOW, "info")
    yield Action(
        "window.settings",
        "Settings",
        partial(_show_settings, window),
        ("Ctrl+,",),
        WINDOW,
        "settings",
    )
    yield Action(
        "window.lock",
        "Lock now",
        window.lock.lock,
        ("Ctrl+Shift+L",),
        WINDOW,
        "lock",
        lambda: window.lock.can,
    )
    yield Action(
        "window.levels",
        "Service levels",
        lambda: window.asks.levels(),
        ("Ctrl+L",),
        WINDOW,
        "timer",
        _works(window),
    )
    yield Action(
        "window.assistant",
        "Writing assistant",
        lambda: window.asks.assistant(),
        (),
        WINDOW,
        "sparkles",
        _works(window),
    )
    yield Action(
        "window.accounts",
        "Accounts",
        lambda: window.asks.accounts(),
        (),
        WINDOW,
        "key-round",
        lambda: _works(window)() and window.desk is not None and window.desk.profile != "sandbox",
    )
    yield Action(
        "window.reset", "Reset layout", window.reset_docks, (), WINDOW, "panel-left", _open(window)
    )
    for name, title in dock_menu(window, window.docks):
        yield Action(name, title, _dock_act(window, name), (), WINDOW, "panel-left", _open(window))
    yield Action("window.close", "Close Triage Deck", window.close, ("Ctrl+Q",), WINDOW, "x")


def _show_keys(window: MainWindow) -> None:
    from ui.dialogs.shortcuts import show_shortcuts

    show_shortcuts(window, window.actions_of_window)


def _show_settings(window: MainWindow) -> None:
    from ui.dialogs.settings import LockSetting, show_settings

    lock = window.lock
    setting = LockSetting(lock.rule, lock.choose) if window.desk is not None else None
    show_settings(window, window.store, window.actions_of_window, setting)


def _dock_act(window: MainWindow, name: str) -> Callable[[], None]:
    verb, key = name.split(".")
    dock = window.docks[key]
    acts = {
        "dock": lambda: dock.setVisible(not dock.isVisible()),
        "move": lambda: move_over(window, dock),
        "float": lambda: dock.setFloating(not dock.isFloating()),
    }
    return acts[verb]


def fill_menus(window: MainWindow) -> None:
    """A menu per group; on Windows and Linux the bar shows when Alt is pressed."""
    menus = {group: QMenu(group, window) for group in (MISSION, TICKET, GO, WINDOW)}
    titles = {MISSION: "&Mission", TICKET: "&Ticket", GO: "&Go", WINDOW: "&Window"}
    for group, menu in menus.items():
        menu.setTitle(titles[group])
        window.menu_bar.addMenu(menu)
    for action in window.actions_of_window:
        menus[action.group].addAction(window.actions_of_window.menu_action(action.name))
    if not window.menu_bar.isNativeMenuBar():
        window.menu_bar.hide()
    for name in ("mission.new", "evidence.open"):
        window.step_bar.menu.addAction(window.actions_of_window.menu_action(name))


def entries(window: MainWindow) -> Iterator[Entry]:
    """Everything that can be done now, then every ticket of the queue."""
    from ui.dialogs.palette import Entry
    from ui.dialogs.shortcuts import key_words

    actions, bar = window.actions_of_window, window.bar
    titles = {
        "page.primary": bar.primary_button.text(),
        "page.secondary": bar.secondary_button.text(),
        "page.quiet": bar.quiet_button.text(),
    }
    for action in actions.enabled():
        if action.name != "window.palette":
            keys = key_words(action.keys[0]) if action.keys else ""
            title = titles.get(action.name, action.title)
            yield Entry(title, action.group, action.icon, "", keys, _runs(window, action.name))
    yield from window.ticket_view.entries()


def _runs(window: MainWindow, name: str) -> Callable[[], None]:
    def run() -> None:
        window.actions_of_window.run(name)

    return run
