"""`triagedeck scope`: what an intent means on a queue. Nothing is run and nothing is recorded."""

import asyncio
from pathlib import Path

from msgspec import Struct

from desktop.deck import SandboxServices, connect_sandbox
from desktop.domain.errors import InputError
from desktop.domain.scope import Scope
from desktop.domain.ticket import Snapshot
from desktop.preferences.contract import Preferences
from desktop.sandbox.process import default_queue, start_sandbox
from desktop.stages.define.contract import Understanding
from desktop.stages.define.intent import parse
from desktop.stages.define.known import known_of
from desktop.triage.scoping import in_scope
from desktop.watch.reading import read_queue


class ScopeResult(Struct, frozen=True):
    """What was understood.

    Attributes:
        understood: The scope in one sentence; empty where there is a question instead.
        scope: Ids of the tickets in scope, sorted.
        question: What is asked back; empty where the intent was understood.
    """

    understood: str
    scope: tuple[int, ...]
    question: str

    def in_words(self) -> str:
        """Say it to a person."""
        if self.question:
            return self.question
        ids = " ".join(str(ticket) for ticket in self.scope)
        return f"{self.understood}\n{len(self.scope)} tickets\n{ids}".rstrip()


async def read_scope(intent: str, queue: Path | None) -> ScopeResult:
    """Read an intent against a queue file, as the sandbox serves it. Raises TriageError in words."""
    file = queue or default_queue()
    if not file.is_file():
        raise InputError("No such queue file", str(file), "Check the path after --queue.")
    sandbox = await asyncio.to_thread(start_sandbox, file)
    try:
        services = await connect_sandbox(sandbox.url, Preferences(), "sandbox")
        try:
            return await _read(intent, services)
        finally:
            await services.close()
    finally:
        await asyncio.to_thread(sandbox.close)


async def _read(intent: str, services: SandboxServices) -> ScopeResult:
    now = services.clock.now()
    me = (await services.connections.tickets.account()).id
    snapshot = await read_queue(services.connections, now, lambda _done, _of: None)
    understood = parse(intent, known_of(snapshot, now, int(me) if me.isdigit() else 0))
    return _result(understood, snapshot)


def _result(understood: Understanding, snapshot: Snapshot) -> ScopeResult:
    found = _tickets(understood.scope, snapshot) if understood.scope else ()
    ignored = ", ".join(understood.ignored)
    left_out = f" Not understood, so left out: {ignored}." if ignored and understood.scope else ""
    return ScopeResult(understood.sentence + left_out, found, understood.question)


def _tickets(scope: Scope, snapshot: Snapshot) -> tuple[int, ...]:
    return tuple(sorted(t.id for t in in_scope(scope, snapshot, snapshot.taken_at)))
