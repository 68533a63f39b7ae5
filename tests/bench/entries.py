"""What is measured now: the journal's durable writes, reading the queue, clustering the scope."""

import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from desktop.base.clock import SystemClock
from desktop.base.ids import RandomIds
from desktop.bus import Bus
from desktop.deck import connect_sandbox
from desktop.domain.effect import EffectKind, Receipt
from desktop.domain.facts import EffectPlanned
from desktop.domain.values import Actor, Role
from desktop.ledger.journal import Journal
from desktop.ledger.ledger import open_ledger
from desktop.ledger.signing import HeadSigner
from desktop.preferences.contract import Preferences
from desktop.sandbox.process import start_sandbox
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.triage.clusters import same_incident
from desktop.triage.resemblance import likeness
from desktop.vault.vault import Vault
from desktop.watch.reading import read_queue
from tests.bench.adjust import adjust
from tests.bench.clocks import CLOCKS
from tests.bench.compute import compute
from tests.bench.measure import Entry, by_turns
from tests.bench.pace import pace
from tests.bench.refresh import REFRESH
from tests.bench.screen import SCREEN
from tests.bench.triage import TRIAGE
from tests.bench.window import WINDOW

if TYPE_CHECKING:
    from desktop.domain.ticket import Ticket

_PAGES = 4
_EFFECTS, _ROUNDS = 10, 30
"""Effects in one turn of the loop, as in a run: beginning and ending a loop is no cost of an effect."""


def journal() -> Entry:
    """One effect through the journal (sent, confirmed) beside two bare durable commits."""
    with tempfile.TemporaryDirectory() as place, asyncio.Runner() as loop:
        database = loop.run(open_database(sqlite_url(Path(place) / "deck.db")))
        actor = Actor("lead", "bench", Role.LEAD)
        ids, clock = RandomIds(), SystemClock()
        keys = Vault(ids.token(32), LocalSecrets(database), ids, None)
        ledger = loop.run(open_ledger(database, keys, clock, ids, Bus(), actor, "bench"))
        ledger.witness = HeadSigner(database, keys)
        content = ledger.keep(b"{}")
        names = [f"bench.{number:03d}" for number in range(_EFFECTS * (_ROUNDS + 1))]
        kind = EffectKind.INTERNAL_NOTE
        planned = [
            EffectPlanned(effect=name, effect_kind=kind, target="1", content=content, increment=0)
            for name in names
        ]
        loop.run(ledger.append(*planned))
        todo = iter(names)

        async def send() -> Receipt:
            return Receipt("1", "1")

        async def find() -> None:
            return None

        async def some() -> None:
            for _ in range(_EFFECTS):
                await Journal(ledger).perform(next(todo), send, find)

        bare = _bare_database(Path(place) / "bare.db")
        ours, reference = by_turns(
            lambda: loop.run(some()),
            lambda: [_two_commits(bare) for _ in range(_EFFECTS)] and None,
            _ROUNDS,
        )
        bare.close()
        database.close()
    against = "two bare FULL commits"
    return Entry("journal", ours / _EFFECTS, reference / _EFFECTS, 1.5, "ms an effect", against)


def _bare_database(path: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE lines (text TEXT)")
    return bare


def _two_commits(bare: sqlite3.Connection) -> None:
    for _ in range(2):
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO lines VALUES (?)", ("x" * 400,))
        bare.execute("COMMIT")


def read_the_queue() -> Entry:
    """The whole snapshot, typed, beside the bare requests for the same tickets with ``json.loads``."""
    sandbox = start_sandbox()
    try:
        with asyncio.Runner() as loop, httpx.Client(base_url=sandbox.url, timeout=20) as client:
            services = loop.run(connect_sandbox(sandbox.url, Preferences(), "bench"))
            now = SystemClock().now()
            ours, reference = by_turns(
                lambda: loop.run(read_queue(services.connections, now, lambda *_: None)) and None,
                lambda: _bare_reads(client),
                5,
            )
            loop.run(services.close())
    finally:
        sandbox.close()
    return Entry("read_queue", ours, reference, 2.0, "ms", "bare requests and json.loads")


def _bare_reads(client: httpx.Client) -> None:
    bearer = {"Authorization": "Bearer bench"}
    for query in ("type:ticket status<solved", "type:ticket status>=solved"):
        params: dict[str, str | int] = {"query": query, "filter[type]": "ticket", "page[size]": 100}
        ids: list[int] = []
        while True:
            page = json.loads(
                client.get("/api/v2/search/export", params=params, headers=bearer).content
            )
            ids += [ticket["id"] for ticket in page["results"]]
            if not page["meta"]["has_more"]:
                break
            params["page[after]"] = page["meta"]["after_cursor"]
        if "<solved" in query:
            for start in range(0, len(ids), 100):
                wanted = ",".join(map(str, ids[start : start + 100]))
                many = {"ids": wanted, "include": "users,organizations,slas"}
                json.loads(
                    client.get("/api/v2/tickets/show_many", params=many, headers=bearer).content
                )
    json.loads(
        client.get("/wiki/api/v2/pages", params={"body-format": "storage"}, headers=bearer).content
    )


def clusters() -> Entry:
    """Clustering 100 tickets beside computing their similarities alone."""
    sandbox = start_sandbox()
    try:
        with asyncio.Runner() as loop:
            services = loop.run(connect_sandbox(sandbox.url, Preferences(), "bench"))
            tickets: tuple[Ticket, ...] = loop.run(
                services.connections.tickets.open_tickets(lambda *_: None)
            )[:100]
            loop.run(services.close())
    finally:
        sandbox.close()
    texts = [ticket.text for ticket in tickets]
    ours, reference = by_turns(
        lambda: same_incident(tickets) and None, lambda: likeness(texts) and None, 7
    )
    return Entry("clusters", ours, reference, 1.5, "ms for 100", "the similarities alone")


ENTRIES: dict[str, Callable[[], Entry]] = {
    "journal": journal,
    "read_queue": read_the_queue,
    "clusters": clusters,
    **TRIAGE,
    **CLOCKS,
    **REFRESH,
    **SCREEN,
    **WINDOW,
    "compute": compute,
    "pace": pace,
    "adjust": adjust,
}
"""Every measurement by its name."""
