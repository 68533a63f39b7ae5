"""Ten thousand tickets from the sandbox's process into the sealed store, beside zenpy listing them from the same one."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from desktop.base.clock import SystemClock
from desktop.base.ids import RandomIds
from desktop.bus import Bus
from desktop.connectors.http import Http
from desktop.connectors.zendesk import Zendesk
from desktop.domain.facts import QueueSnapshotTaken
from desktop.domain.ticket import Snapshot
from desktop.domain.values import Actor, Role
from desktop.ledger.ledger import Ledger, open_ledger
from desktop.sandbox.process import start_sandbox
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.vault import Vault
from tests.bench.large_queue import SIZE, write_large_queue
from tests.bench.measure import Entry, by_turns
from tests.bench.watchdog import Watchdog

_TIMES_FASTER = 10
_MORE_MS = 25.0
_IDLE_SECONDS = 2.0
_ROUNDS = 3


def refresh() -> Entry:
    """Milliseconds a thousand tickets: search, list, show, decode, seal, commit; zenpy only lists."""
    with _sandbox() as (url, place), asyncio.Runner() as loop:
        ledger, close = loop.run(_open(place))
        listed: list[int] = []
        ours, reference = by_turns(
            lambda: loop.run(_into_the_store(url, ledger)),
            lambda: listed.append(_by_zenpy(url)),
            _ROUNDS,
        )
        close()
    of_zenpy = reference / listed[-1] * 1000
    sys.stdout.write(
        f"     {SIZE / ours * 1000:.0f} tickets a second, zenpy {1e6 / of_zenpy:.0f}\n"
    )
    return Entry(
        "refresh", ours / SIZE * 1000, of_zenpy, 1 / _TIMES_FASTER, "ms for 1000", "zenpy listing"
    )


def refresh_gap() -> Entry:
    """The event loop's gaps meanwhile: the 99th percentile beside the idle loop's and 25 ms."""
    with _sandbox() as (url, place), asyncio.Runner() as loop:
        ledger, close = loop.run(_open(place))
        loop.run(_into_the_store(url, ledger))
        idle = loop.run(_watched(asyncio.sleep(_IDLE_SECONDS)))
        busy = loop.run(_watched(_several(url, ledger)))
        close()
    return Entry("refresh_gap", busy, idle + _MORE_MS, 1.0, "ms", "the idle loop's and 25 ms")


async def _several(url: str, ledger: Ledger) -> None:
    for _ in range(_ROUNDS):
        await _into_the_store(url, ledger)


async def _watched(work: object) -> float:
    async with Watchdog() as dog:
        await work  # type: ignore[misc]
    return dog.p99()


@contextmanager
def _sandbox() -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_large_queue(place / "queue.json")
        sandbox = start_sandbox(place / "queue.json")
        try:
            # Neither side waits for the account's limit.
            many = {"account": 10**6, "updates": 10**6, "per_ticket": 10**6}
            httpx.post(f"{sandbox.url}/sandbox/limits", json=many, trust_env=False)
            yield sandbox.url, place
        finally:
            sandbox.close()


async def _open(place: Path):  # type: ignore[no-untyped-def]
    database = await open_database(sqlite_url(place / "deck.db"))
    ids = RandomIds()
    keys = Vault(ids.token(32), LocalSecrets(database), ids, None)
    actor = Actor("lead", "bench", Role.LEAD)
    ledger = await open_ledger(database, keys, SystemClock(), ids, Bus(), actor, "bench")
    return ledger, database.close


async def _into_the_store(url: str, ledger: Ledger) -> None:
    http = Http.at("Zendesk", f"{url}/api/v2", "bench")
    try:
        tickets = await Zendesk(http).open_tickets(lambda *_: None)
    finally:
        await http.close()
    if len(tickets) != SIZE:
        raise AssertionError(len(tickets))
    snapshot = Snapshot(SystemClock().now(), tickets, (), (), None, None)
    sealed = ledger.keep_value(snapshot)
    await ledger.append(QueueSnapshotTaken(snapshot=sealed, tickets=len(tickets), pages=0))


def _by_zenpy(url: str) -> int:
    os.environ["ZENPY_FORCE_NETLOC"] = url.removeprefix("http://")
    os.environ["ZENPY_FORCE_SCHEME"] = "http"
    from zenpy import Zenpy

    client = Zenpy(subdomain="bench", oauth_token="bench")
    return sum(1 for _ in client.tickets(cursor_pagination=100))


REFRESH = {"refresh": refresh, "refresh_gap": refresh_gap}
"""The measurements of this file by their names."""
