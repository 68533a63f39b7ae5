"""Confluence, read only: pages as plain text, verified by label (v1 CQL), bodies by v2."""

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from desktop.base.clock import parse_instant
from desktop.connectors.adf import adf_text
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
    links: _Links | None = None


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
    links: _Links | None = None


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
        return Account("confluence-reader", "Confluence", ())

    async def pages(self) -> tuple[KbPage, ...]:
        """Return every current page as text."""
        verified = await self._verified()
        read: list[KbPage] = []
        cursors = Cursors(self._http.service)
        path = cursors.next(f"/api/v2/pages?body-format=storage&limit={_PAGE}")
        while path:
            page = await self._http.get(path, _Pages)
            # Where people read it: with a token for another host, not where we asked.
            links = page.links or _Links()
            site = links.base or await self._http.carrier.base_url()
            for one in page.results:
                if one.status in (None, "current"):
                    read.append(_page(one, await self._text(one), verified, site))
            path = cursors.next(_under_wiki(links.next))
        return tuple(read)

    async def _text(self, page: _Page) -> str:
        """Return a page's words: from its storage format, else from the document format of newer editors."""
        stored = _value(page, "storage")
        if stored is not None:
            return await asyncio.to_thread(plain_text, stored)
        kind = "atlas_doc_format"
        asked = f"/api/v2/pages/{quote(page.id, safe='')}"
        whole = await self._http.get(asked, _Page, **{"body-format": kind})
        return await asyncio.to_thread(adf_text, _value(whole, kind) or "")

    async def _verified(self) -> frozenset[str]:
        found: set[str] = set()
        cursors = Cursors(self._http.service)
        label = self._label.replace("\\", "\\\\").replace('"', '\\"')
        cql = f'type=page and label="{label}"'
        hits = await self._http.get("/rest/api/search", _Hits, cql=cql, limit=_PAGE)
        while True:
            found |= {str(h.content.id) for h in hits.results if h.content}
            path = cursors.next(_under_wiki((hits.links or _Links()).next))
            if not path:
                return frozenset(found)
            hits = await self._http.get(path, _Hits)


def _value(page: _Page, kind: str) -> str | None:
    body = (page.body or {}).get(kind)
    found = body.get("value") if isinstance(body, dict) else None
    return found if isinstance(found, str) else None


def _page(page: _Page, text: str, verified: frozenset[str], site: str) -> KbPage:
    created = page.version.created_at if page.version else None
    webui = (page.links.webui if page.links else None) or f"/pages/{page.id}"
    return KbPage(
        id=page.id,
        title=page.title or "",
        body=text,
        url=site + webui,
        verified=page.id in verified,
        updated_at=_instant(created),
    )


def _instant(text: str | None) -> datetime:
    """Return when a version was made; one nobody can read is old, so that its page counts as stale."""
    with contextlib.suppress(ValueError):
        return parse_instant(text or "")
    return datetime(1970, 1, 1, tzinfo=UTC)


def _under_wiki(link: str | None) -> str | None:
    """Next links come with or without the ``/wiki`` our base already holds."""
    return link.removeprefix("/wiki") if link else None
