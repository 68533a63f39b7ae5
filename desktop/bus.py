"""The bus: what happened, told once, after it was committed; and progress, which is transient.

Whoever listens asks again for what it shows (``View = function of mission and queue``). A listener that
fails is logged and never stops the teller or the other listeners.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.facts import Fact, Signal
from desktop.domain.values import Actor, Count, Id, Millis, StageName


@dataclass(frozen=True)
class Happened:
    """A fact that now stands in the ledger."""

    mission: Id
    seq: Count
    at: Millis
    actor: Actor
    fact: Fact
    stage: StageName


@dataclass(frozen=True)
class Seen:
    """A signal: nothing changed."""

    mission: Id
    at: Millis
    signal: Signal


@dataclass(frozen=True)
class Progress:
    """Where long work stands: ``done`` of ``total`` (0 when unknown)."""

    mission: Id
    stage: StageName
    done: int
    total: int
    words: str


Message = Happened | Seen | Progress
Listener = Callable[[Message], None]


class Bus:
    """Tells every listener, in the order they came."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; call what is returned to leave."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, message: Message) -> None:
        """Hand the message to every listener."""
        for listener in tuple(self._listeners):
            try:
                listener(message)
            except Exception:  # noqa: BLE001 - one of the three doors: a listener never stops the ledger
                # Only here: the log's library takes longer to load than the window to paint.
                from desktop.base.log import get_log

                get_log("bus").exception("listener failed", listener=type(listener).__name__)
