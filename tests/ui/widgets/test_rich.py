"""The one viewer of a stranger's HTML: it loads nothing, leads nowhere, and cannot be made to hang."""

import socket

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.effort import FREEZE, within
from tests.ui.hostile import payloads
from ui.widgets.markup import DEPTH, SIZE, TAGS, safe_html
from ui.widgets.rich import RichViewer

BOMBS = {
    "deep": "<b>" * 100_000,
    "deep and closed": "<blockquote>" * 20_000 + "x" + "</blockquote>" * 20_000,
    "many": "<p>x</p>" * 25_000,
    "lists": "<ul><li>" * 30_000,
    "no tag ends": "<a" * 100_000,
    "attributes": "<p " + "a=1 " * 50_000 + ">",
    "entities": "&amp;" * 40_000,
    "one word": "w" * 200_000,
    "one word in a tag": f"<p>{'w' * 190_000}</p>",
    "one line": "word " * 40_000,
    "breaks": "<br>" * 50_000,
    "too long": "<p>x</p>" * 500_000,
    "comments": "<!--" * 50_000,
    "marks": "a" + "\u0301" * 100_000,
}


@pytest.fixture
def viewer(qtbot: QtBot) -> RichViewer:
    made = RichViewer()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_freezes_nothing(bomb: str, viewer: RichViewer, qapp: QApplication) -> None:
    def drawn() -> None:
        viewer.show_html(BOMBS[bomb])
        qapp.processEvents()
        viewer.grab()

    within(FREEZE, drawn)


def test_what_is_allowed_is_shown_and_the_rest_is_gone(viewer: RichViewer) -> None:
    viewer.show_html(
        "<p onclick=x>a <b>b</b><script>c</script><style>d</style></p><ul><li>e</li></ul>"
    )
    assert viewer.toPlainText() == "a b\ne"


def test_nothing_is_loaded(viewer: RichViewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    viewer.show_html("<img src='http://127.0.0.1:9/x'><img src='file:///etc/hosts'><link href=x>")
    for kind in QTextDocument.ResourceType:
        assert viewer.loadResource(kind.value, QUrl("file:///etc/hosts")) is None


def test_links_lead_nowhere(viewer: RichViewer) -> None:
    viewer.show_html("<a href='http://127.0.0.1:9/x'>here</a>")
    assert "here" in viewer.toPlainText()
    assert "127.0.0.1" not in viewer.toHtml()
    assert not viewer.openLinks()
    assert not viewer.openExternalLinks()


def test_limits_are_kept_before_the_cleaner_runs() -> None:
    assert safe_html("<b>" * (DEPTH + 1)) is None
    assert safe_html("x" * (SIZE + 1)) is None
    assert safe_html("<br>" * (TAGS + 1)) is None
    assert safe_html("<b>" * DEPTH) is not None


def test_no_payload_keeps_an_attribute_or_a_forbidden_element() -> None:
    found = payloads()
    if not found:
        pytest.skip("the public list of payloads is not in ../shared: not run")
    for payload in found:
        clean = (safe_html(payload) or "").lower()
        assert not any(
            bad in clean for bad in ("<script", "<img", "<svg", "<style", "<iframe", "<p ", "<a ")
        )


def test_too_much_is_shown_as_text_with_an_ellipsis(viewer: RichViewer) -> None:
    viewer.show_text("x " * 100_000)
    assert viewer.toPlainText().endswith("…")
