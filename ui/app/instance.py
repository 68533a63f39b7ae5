"""One window per profile: a second start hands its bundle over and ends."""

import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 400


class Instance(QObject):
    """``called`` tells what a later start handed over: a bundle's path, or nothing."""

    called = Signal(str)

    def __init__(self, profile: str) -> None:
        super().__init__()
        self._name = "triagedeck-" + hashlib.sha256(profile.encode()).hexdigest()[:16]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def hand_over(self, words: str) -> bool:
        """Give ``words`` to the window that is open; False when there is none, and this one is it now."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write((words + "\n").encode())
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return True
        # What a crash left behind answers nobody.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return False

    def _hear(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        words = bytes(socket.readAll().data()).decode("utf-8", "replace").strip()
        self.called.emit(words)
        socket.disconnectFromServer()
        socket.deleteLater()
