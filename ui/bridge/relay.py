"""The bus as Qt signals: what happened is gathered for a moment, then told once, so that a burst is one repaint."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bus import Bus, Happened, Message, Progress

_GATHER_MS = 80


class Relay(QObject):
    """Listens to one bus until it is closed.

    Signals:
        happened: One ``Happened``, at once.
        changed: Something happened since the last ``changed``; told at most once in 80 ms.
        progressed: One ``Progress``.
    """

    happened = Signal(object)
    changed = Signal()
    progressed = Signal(object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_GATHER_MS)
        self._soon.timeout.connect(self.changed)
        self._leave = bus.listen(self._hear)

    def _hear(self, message: Message) -> None:
        if isinstance(message, Progress):
            self.progressed.emit(message)
        elif isinstance(message, Happened):
            self.happened.emit(message)
            if not self._soon.isActive():
                self._soon.start()

    def close(self) -> None:
        """Leave the bus."""
        self._leave()
        self._soon.stop()
