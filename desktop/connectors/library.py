"""Several knowledge bases read as one: each adds its pages, and one that is away does not hide the others'."""

from collections.abc import Mapping

from desktop.base.log import get_log
from desktop.domain.errors import ServiceError
from desktop.domain.ticket import KbPage
from desktop.domain.values import Toolkit
from desktop.ports import Account, KnowledgeService


class Library:
    """Implements ``desktop.ports.KnowledgeService`` over its readers."""

    def __init__(self, readers: Mapping[Toolkit, KnowledgeService]) -> None:
        self._readers = readers

    async def account(self) -> Account:
        """Return who we are at the first of them."""
        return await next(iter(self._readers.values())).account()

    async def pages(self) -> tuple[KbPage, ...]:
        """Return every page. Raises ServiceError when no reader answers."""
        read: list[KbPage] = []
        failed: ServiceError | None = None
        for toolkit, reader in self._readers.items():
            try:
                read += await reader.pages()
            except ServiceError as away:
                get_log("connectors").info("knowledge base away", toolkit=toolkit.value)
                failed = away
        if failed is not None and not read:
            raise failed
        return tuple(read)
