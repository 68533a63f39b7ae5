"""A tool tip shows words as they were written: Qt would take a tag for markup and fetch its pictures."""

from PySide6.QtGui import QTextDocument

from ui.bridge.bar import Act, Bar
from ui.shell.action_bar import ActionBar
from ui.widgets.button import IconButton

HOSTILE = 'Remove: <img src="file:///etc/passwd"> & <b>bold</b>'


def read(tip: str) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(tip)
    return document


def test_an_icon_button_and_a_reason_that_hold_a_tag_are_read_as_text() -> None:
    bar = ActionBar()
    bar.show_bar(Bar(primary=Act("Lock brief", why_not=HOSTILE)))
    for tip in (IconButton("x", HOSTILE).toolTip(), bar.primary_button.toolTip()):
        assert read(tip).toPlainText() == HOSTILE
        assert "<img" not in tip


def test_plain_words_stay_as_they_are() -> None:
    assert IconButton("x", "Close & go").toolTip() == "Close & go"
