"""Confluence, read only: pages as plain text, verified by label (v1 CQL), bodies by v2."""

from typing import Any

from msgspec import Struct

from desktop.base.clock import parse_instant
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors
from desktop.connectors.plain_text import plain_text
from desktop.domain.ticket import KbPage
from desktop.ports import Account

_PAGE = 100


class _Links(Struct, frozen=True):
    next: str | None = None
    webui: str | None = None
    base: str | None = None


class _Content(Struct, frozen=True):
    id: str | int | None = None


class _Hit(Struct, frozen=True):
    content: _Content | None = None


class _Hits(Struct, frozen=True, rename={"links": "_links"}):
    results: list[_Hit]
    links: _Links = _Links()


class _Version(Struct, frozen=True, rename="camel"):
    created_at: str | None = None


class _Page(Struct, frozen=True, rename={"links": "_links"}):
    id: str
    title: str | None = None
    status: str | None = None
    version: _Version | None = None
    body: dict[str, Any] | None = None
    links: _Links | None = None


class _Pages(Struct, frozen=True, rename={"links": "_links"}):
    results: list[_Page]
    links: _Links = _Links()


class Confluence:
    """Implements ``desktop.ports.KnowledgeService``. ``http`` is rooted at ``…/wiki``.

    Args:
        http: The client.
        verified_label: The label that marks a page as verified.
    """

    def __init__(self, http: Http, verified_label: str = "verified") -> None:
        self._http = http
        self._label = verified_label

    async def account(self) -> Account:
        """Read one page: public spaces answer anonymous readers too."""
        await self._http.get("/api/v2/pages", _Pages, limit=1)
        return Account("confluence-reader", "Confluence", ("read",))

    async def pages(self) -> tuple[KbPage, ...]:
        """Return every current page as text."""
        verified = await self._verified()
        read: list[KbPage] = []
        cursors = Cursors(self._http.service)
        path = cursors.next(f"/api/v2/pages?body-format=storage&limit={_PAGE}")
        while path:
            page = await self._http.get(path, _Pages)
            # Where people read is not where the API is: through Atlassian's gateway the hosts differ.
            site = page.links.base or self._http.base_url
            read += [_page(one, verified, site) for one in page.results]
            path = cursors.next(_under_wiki(page.links.next))
        return tuple(read)

    async def _verified(self) -> frozenset[str]:
        found: set[str] = set()
        cursors = Cursors(self._http.service)
        cql = f'type=page and label="{self._label}"'
        hits = await self._http.get("/rest/api/search", _Hits, cql=cql, limit=_PAGE)
        while True:
            found |= {str(h.content.id) for h in hits.results if h.content}
            path = cursors.next(_under_wiki(hits.links.next))
            if not path:
                return frozenset(found)
            hits = await self._http.get(path, _Hits)


def _page(page: _Page, verified: frozenset[str], site: str) -> KbPage:
    storage = (page.body or {}).get("storage") or {}
    created = page.version.created_at if page.version else None
    webui = (page.links.webui if page.links else None) or f"/pages/{page.id}"
    return KbPage(
        id=page.id,
        title=page.title or "",
        body=plain_text(str(storage.get("value") or "")),
        url=site + webui,
        verified=page.id in verified,
        updated_at=parse_instant(created or "1970-01-01T00:00:00Z"),
    )


def _under_wiki(link: str | None) -> str | None:
    """Next links come with or without the ``/wiki`` our base already holds."""
    return link.removeprefix("/wiki") if link else None
