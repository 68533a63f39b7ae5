"""What the outside world looks like after a mission: the sandbox's own state, asked over HTTP."""

import json
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.sandbox.process import start_sandbox


@dataclass(frozen=True)
class Outside:
    """The sandbox's tickets and messages."""

    tickets: dict[int, dict[str, Any]]
    messages: list[dict[str, Any]]

    @property
    def markers(self) -> Counter[str]:
        """How often each effect's marker stands in an audit or a message."""
        found: Counter[str] = Counter()
        for ticket in self.tickets.values():
            for audit in ticket.get("audits", []):
                found.update([_marker(audit.get("metadata", {}).get("custom", {}))])
        for message in self.messages:
            found.update([_marker(message.get("metadata", {}).get("event_payload", {}))])
        del found[""]
        return found

    def ours(self, ticket: int) -> list[dict[str, Any]]:
        """Return the comments that came over the API."""
        return [c for c in self.tickets[ticket]["comments"] if c["via"]["channel"] == "api"]


def outside(out: Path, mission: str, queue: Path | None = None) -> Outside:
    """Start the mission's sandbox again from its state on disk and ask it."""
    sandbox = start_sandbox(queue, out / "missions" / mission / "sandbox.json")
    try:
        with urllib.request.urlopen(f"{sandbox.url}/sandbox/state", timeout=20) as answer:  # noqa: S310
            state = json.load(answer)
    finally:
        sandbox.close()
    posts = [m for channel, told in state["messages"].items() if channel[0] == "C" for m in told]
    return Outside({t["id"]: t for t in state["tickets"]}, posts)


def _marker(custom: dict[str, Any] | None) -> str:
    return str((custom or {}).get("triagedeck_effect", ""))
