"""A person's pace: how long the reference mission takes somebody who reads everything and types at an average speed.

A keystroke-level model (Card, Moran, Newell 1980) over the presses recorded in the real window, plus reading, at 200
words a minute, every sentence a page, a card or a sheet shows for the first time: a draft read in Approve is not
read again in Execute. The machine's own time and the manager's are not in it.
"""

import os
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QTextBrowser, QWidget

from tests.bench.measure import Entry
from tests.ui.player import Player, play
from tests.ui.reading import words
from tests.ui.stories.missions import by_keyboard
from ui.dialogs.overlay import Overlay

_KEY = 0.28
"""Seconds for one press of an average typist, and"""
_MENTAL = 1.35
"""for deciding on an act (Card, Moran, Newell 1980)."""
_WORDS_A_MINUTE = 200
_LIMIT_MINUTES = 19.0
_WORD = re.compile(r"https?://\S+|\w[\w'/-]*")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n")


class Reader(Player):
    """Reads what is new before every act, and counts the seconds of both by stage."""

    seen: str
    seconds: Counter[str]
    read: int

    def begin(self) -> None:
        """Nothing was read yet."""
        self.seen, self.seconds, self.read = " ", Counter(), 0

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Read, decide, press."""
        self._spend(_MENTAL + _KEY * (2 if modifier != Qt.KeyboardModifier.NoModifier else 1))
        super().press(key, modifier)

    def type(self, words: str) -> None:
        """Read, decide what to say, type it."""
        self._spend(_MENTAL + _KEY * len(words))
        super().type(words)

    def _spend(self, seconds: float) -> None:
        fresh = sum(self._fresh(sentence) for sentence in self._shown())
        self.read += fresh
        stage = self.window.host.stage
        self.seconds[stage.value if stage else "home"] += seconds + fresh * 60 / _WORDS_A_MINUTE

    def _fresh(self, sentence: str) -> int:
        """Return the words of a sentence, none when it, or a longer one that holds it, was read before."""
        told = _WORD.findall(sentence.casefold())
        plain = f" {' '.join(told)} "
        if plain in self.seen:
            return 0
        self.seen += plain
        return len(told)

    def _shown(self) -> list[str]:
        window = self.window
        page = window.host.page
        places: list[QWidget] = [window.rail, window.checklist, *([page] if page else [])]
        places += [one for one in window.findChildren(Overlay) if one.isVisible()]
        lines = [line for place in places for line in (*words(place).splitlines(), *_texts(place))]
        return [sentence for line in lines for sentence in _SENTENCE.split(line)]


def _texts(place: QWidget) -> list[str]:
    """What stands in viewers and editors."""
    kinds = (QPlainTextEdit, QTextBrowser)
    viewers = [one for kind in kinds for one in place.findChildren(kind)]
    return [
        line for one in viewers if one.isVisibleTo(place) for line in one.toPlainText().splitlines()
    ]


def pace() -> Entry:
    """The reference mission by keyboard, read in full, beside the 19 minutes of the promise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("TRIAGEDECK_PASSPHRASE", "the bench's own")
    found: list[Reader] = []

    async def story(player: Player) -> None:
        reader = Reader(player.window, player.session, None)
        reader.begin()
        found.append(reader)
        await by_keyboard(reader)

    with tempfile.TemporaryDirectory() as place:
        play(story, Path(place))
    (reader,) = found
    for stage, seconds in reader.seconds.items():
        sys.stdout.write(f"     {stage:<8} {seconds / 60:5.2f} min\n")
    sys.stdout.write(f"     {reader.read} words read, {reader.presses} presses\n")
    minutes = sum(reader.seconds.values()) / 60
    return Entry("pace", minutes, _LIMIT_MINUTES, 1.0, "min", "19 minutes")
