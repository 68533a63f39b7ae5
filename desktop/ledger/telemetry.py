"""Telemetry: the 26 names of DESIGN §6 as JSON lines in the profile's folder. It stays on this machine.

A line carries the mission, the time, the stage and the allow-listed fields of its kind: enums, counts,
nothing a person wrote.
"""

from pathlib import Path

import msgspec

from desktop.bus import Happened, Message, Seen
from desktop.domain.facts import TELEMETRY, Fact, Signal, kind_of
from desktop.ledger.chain import canonical


class Telemetry:
    """A bus listener that writes lines. Losing the last line in a crash is fine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, message: Message) -> None:
        """Write one line when the message is one of the 26 names."""
        if isinstance(message, Happened):
            self._write(message.mission, message.at, message.fact)
        elif isinstance(message, Seen):
            self._write(message.mission, message.at, message.signal)

    def _write(self, mission: str, at: int, what: Fact | Signal) -> None:
        name = kind_of(type(what).__name__)
        if name not in TELEMETRY:
            return
        allowed = type(what).telemetry or ()
        fields = {key: msgspec.to_builtins(getattr(what, key)) for key in allowed}
        line = canonical({"name": name, "mission": mission, "at": at, "fields": fields})
        with self._path.open("ab") as lines:
            lines.write(line + b"\n")
