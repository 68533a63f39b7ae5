"""What a person sees on a terminal: progress, outcomes and errors, never a traceback."""

import sys
from typing import TextIO

from desktop.bus import Message, Progress
from desktop.domain.errors import Fault, TriageError
from desktop.domain.values import StageName

EXIT_CODES = {Fault.USER: 2, Fault.SERVICE: 3, Fault.MACHINE: 4, Fault.PROGRAM: 5}
"""0 done, 1 a check failed, then by whose fault: 2 input, 3 a service, 4 this machine, 5 the program."""


class Terminal:
    """Writes progress to one stream. On a real terminal a line is rewritten; in a file each is kept."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._open_line = False

    def __call__(self, message: Message) -> None:
        """Show progress told on the bus."""
        if isinstance(message, Progress) and (self._live or message.done == message.total):
            total = f" of {message.total}" if message.total else ""
            self._write(message.stage, f"{message.done}{total} {message.words}", live=self._live)

    def say(self, stage: StageName, words: str) -> None:
        """Show one line that stays."""
        self._write(stage, words, live=False)

    def _write(self, stage: StageName, words: str, *, live: bool) -> None:
        start = "\r\x1b[K" if self._open_line else ""
        end = "" if live else "\n"
        self._stream.write(f"{start}{stage.value.capitalize():<8} {words}{end}")
        self._stream.flush()
        self._open_line = live


def show_error(error: TriageError) -> int:
    """Write what is wrong, whose fault, what to do; return the exit code."""
    sys.stderr.write(f"\n{error.title}\n  {error.message}\n  {error.remedy}\n")
    return EXIT_CODES[error.fault]


def show(text: str) -> None:
    """Write the answer itself, to standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
