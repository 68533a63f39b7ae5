"""Paging without end: a service that hands out the same cursor twice would keep us reading for ever."""

from desktop.connectors.answers import unclear


class Cursors:
    """The cursors seen in one listing."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._seen: set[str] = set()

    def next(self, cursor: str | None) -> str:
        """Return the cursor to follow, empty at the end. Raises UnknownOutcomeError when it repeats."""
        if cursor in self._seen:
            raise unclear(self._service, "a list whose next page is one we have read")
        if cursor:
            self._seen.add(cursor)
        return cursor or ""
