"""What lies sealed in the ledger, decoded once: a view may be asked for ten times a second.

A digest names its content for ever, so what was read under one never goes stale.
"""

from datetime import datetime
from typing import TypeVar, cast

from msgspec import Struct

from desktop.domain.brief import Brief
from desktop.domain.effect import EffectKind, PostEscalation, Request
from desktop.domain.plan import Candidate, Categorised, Cluster, Draft
from desktop.domain.scope import Scope
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import Digest, Id
from desktop.ledger.ledger import Ledger
from desktop.watch.card import About

T = TypeVar("T")


class _Preview(Struct, frozen=True):
    """The part of Prepare's preview that is seen from everywhere (read by shape)."""

    clusters: tuple[Cluster, ...]


class Sealed:
    """The texts behind one mission's facts; None or empty where the mission has none yet."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[Digest, object], object] = {}

    async def scope(self) -> Scope | None:
        """Return the scope as submitted."""
        return await self._read(self._ledger.mission.scope, Scope)

    async def brief(self) -> Brief | None:
        """Return the brief as it stands."""
        return await self._read(self._ledger.mission.brief, Brief)

    async def snapshot(self) -> Snapshot | None:
        """Return the queue as the mission read it last."""
        return await self._read(self._ledger.mission.snapshot, Snapshot)

    async def candidate(self) -> Candidate | None:
        """Return the plan that was chosen."""
        return await self._read(self._ledger.mission.candidate, Candidate)

    async def clusters(self) -> tuple[Cluster, ...]:
        """Return the same-incident clusters, the largest first."""
        preview = await self._read(self._ledger.mission.preview, _Preview)
        return preview.clusters if preview else ()

    async def tickets(self) -> dict[int, Ticket]:
        """Return the tickets in scope by id, as the plan was made for them."""
        snapshot = await self.snapshot()
        known = {ticket.id: ticket for ticket in snapshot.tickets} if snapshot else {}
        return {one: known[one] for one in self._ledger.mission.scope_tickets if one in known}

    async def categories(self) -> dict[int, Categorised]:
        """Return what each ticket was found to be."""
        kept = self._ledger.mission.categories
        read = [await self._read(digest, tuple[Categorised, ...]) for digest in kept]
        return {one.ticket: one for answers in read for one in answers or ()}

    async def drafts(self) -> dict[int, Draft]:
        """Return each draft by its ticket."""
        refs = self._ledger.mission.drafts.values()
        read = [await self._read(ref.content, Draft) for ref in refs]
        return {draft.ticket: draft for draft in read if draft}

    async def about(self, now: datetime) -> About:
        """Return what alert cards tell beside the alerts themselves."""
        names = {cluster.id: cluster.name for cluster in await self.clusters()}
        return About(await self.tickets(), await self.drafts(), now, names)

    async def escalated(self) -> dict[Id, tuple[int, ...]]:
        """Return the tickets each post stands for, by effect id."""
        members = {cluster.id: cluster.tickets for cluster in await self.clusters()}
        found: dict[Id, tuple[int, ...]] = {}
        for effect in self._ledger.mission.effects.values():
            if effect.kind is not EffectKind.SLACK_ESCALATION:
                continue
            request = await self._request(effect.content)
            if isinstance(request, PostEscalation):
                found[effect.id] = members.get(request.cluster, ())
        return found

    async def posts(self) -> dict[Id, str]:
        """Return where each post goes and which incident it is about, in words, by effect id."""
        names = {cluster.id: cluster.name for cluster in await self.clusters()}
        found: dict[Id, str] = {}
        for effect in self._ledger.mission.effects.values():
            if effect.kind is EffectKind.SLACK_ESCALATION:
                request = await self._request(effect.content)
                if isinstance(request, PostEscalation):
                    incident = names.get(request.cluster, "")
                    where = f"#{request.name}"
                    found[effect.id] = f"{where} · {incident}" if incident else where
        return found

    async def _read(self, digest: Digest | None, kind: type[T]) -> T | None:
        if digest is None:
            return None
        if (digest, kind) not in self._known:
            self._known[digest, kind] = await self._ledger.read_value(digest, kind)
        return cast("T", self._known[digest, kind])

    async def _request(self, digest: Digest) -> Request:
        if (digest, Request) not in self._known:
            self._known[digest, Request] = await self._ledger.read_request(digest)
        return cast("Request", self._known[digest, Request])
