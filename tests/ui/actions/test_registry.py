"""One registry: a name once, done only when it can be, single keys switched off together."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.actions.registry import Action, Actions


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_name_is_taken_once(window: QWidget) -> None:
    actions = Actions(window, lambda: False)
    actions.add(Action("go.home", "Go to Home", lambda: None))
    with pytest.raises(ValueError, match=r"go\.home is registered"):
        actions.add(Action("go.home", "Go home", lambda: None))


def test_it_is_done_and_told_only_when_it_can_be(window: QWidget) -> None:
    done: list[str] = []
    may, covered = [True], [False]
    actions = Actions(window, lambda: covered[0])
    actions.ran.connect(lambda name: done.append(f"told {name}"))
    actions.add(Action("undo", "Undo", lambda: done.append("done"), enabled=lambda: may[0]))
    assert actions.run("undo")
    may[0] = False
    assert not actions.run("undo")
    may[0], covered[0] = True, True
    assert not actions.run("undo")
    assert [action.name for action in actions.enabled()] == ["undo"], "as once it is uncovered"
    assert done == ["done", "told undo"]


@pytest.mark.parametrize(
    ("keys", "single"),
    [(("J",), True), (("G, H",), True), (("Shift+?",), True), (("Ctrl+K",), False), ((), False), (("G, H", "Ctrl+1"), True)],
)  # fmt: skip
def test_a_key_without_a_modifier_is_a_single_key(keys: tuple[str, ...], single: bool) -> None:
    assert Action("a", "A", lambda: None, keys).single is single


def test_switching_single_keys_off_leaves_the_others(window: QWidget) -> None:
    actions = Actions(window, lambda: False)
    next_ = actions.add(Action("next", "Next", lambda: None, ("J",)))
    find = actions.add(Action("find", "Find", lambda: None, ("Ctrl+K",)))
    actions.single_keys = False
    assert (next_.shortcuts(), len(find.shortcuts())) == ([], 1)
    late = actions.add(Action("late", "Late", lambda: None, ("X",)))
    assert late.shortcuts() == []
    actions.single_keys = True
    assert [len(one.shortcuts()) for one in (next_, find, late)] == [1, 1, 1]


def test_a_page_with_two_ways_loses_only_the_single_one(window: QWidget) -> None:
    actions = Actions(window, lambda: False)
    go = actions.add(Action("go", "Go", lambda: None, ("G, H", "Ctrl+1")))
    actions.single_keys = False
    assert [keys.toString() for keys in go.shortcuts()] == ["Ctrl+1"]
