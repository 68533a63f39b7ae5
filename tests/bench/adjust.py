"""Turning the batch size on a scope of 5,000 tickets: how long until the plan answers."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import msgspec
import numpy as np

from desktop.base.clock import SystemClock
from desktop.base.ids import RandomIds
from desktop.bus import Bus
from desktop.domain.facts import DataPreviewGenerated, QueueSnapshotTaken
from desktop.domain.plan import Cluster, Strategy
from desktop.domain.ticket import (
    Organisation,
    Priority,
    Requester,
    SlaDeadline,
    Snapshot,
    Status,
    Ticket,
)
from desktop.domain.values import Actor, Role
from desktop.ledger.history import History
from desktop.ledger.ledger import Ledger, open_ledger
from desktop.preferences.contract import Preferences
from desktop.stages.plan.outlook import Outlook
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.vault import Vault
from tests.bench.measure import Entry, by_turns

_TICKETS = 5000
_ALLOWED_MS = 100.0
_INCIDENT = 6


class _Limit:
    """All a plan asks of the help desk while numbers are turned."""

    limit_a_minute = 400


def adjust() -> Entry:
    """A plan and the simulator's grid for another batch size, beside a bare numpy evaluation plus 100 ms."""
    with tempfile.TemporaryDirectory() as place, asyncio.Runner() as loop:
        database = loop.run(open_database(sqlite_url(Path(place) / "deck.db")))
        ids, clock = RandomIds(), SystemClock()
        keys = Vault(ids.token(32), LocalSecrets(database), ids, None)
        actor = Actor("lead", "bench", Role.LEAD)
        ledger = loop.run(open_ledger(database, keys, clock, ids, Bus(), actor, "bench"))
        loop.run(_fill(ledger, _tickets(clock.now())))
        history = History(database, keys, ids)
        outlook = Outlook(ledger, Preferences(), history, _Limit())  # type: ignore[arg-type]
        sizes = count(1)

        async def turn() -> None:
            size = next(sizes) % 200 + 1
            await outlook.candidate(Strategy.HIGH_TOUCH, size, 5)
            await outlook.what_if(2, size, timedelta(minutes=15))

        left = np.random.default_rng(1).uniform(0, 40_000, _TICKETS)
        ours, bare = by_turns(lambda: loop.run(turn()), lambda: _bare(left), 15)
        database.close()
    against = f"a bare numpy evaluation ({bare:.2f} ms) + 100 ms"
    return Entry("adjust", ours, bare + _ALLOWED_MS, 1.0, "ms", against)


def _bare(left: np.ndarray) -> None:  # type: ignore[type-arg]
    """The same question of the columns alone: who is late, for every batch size of the grid."""
    ordered = np.sort(left)
    for batch in (0, 4, 8, 12, 20, 40):
        (np.cumsum(np.full(_TICKETS, 240.0)) / 2 > ordered)[batch:].sum()


def _tickets(now: datetime) -> tuple[Ticket, ...]:
    dice = Random(1)
    return tuple(
        Ticket(
            number,
            f"Token refused {number}",
            "The gateway answers 401.",
            Status.OPEN,
            dice.choice(list(Priority)),
            now - timedelta(minutes=dice.randrange(1, 240)),
            "",
            Requester(1, "", ""),
            Organisation(number % 300, "Ashgrove", number % 37 == 0),
            (),
            None,
            None,
            (_clock(now + timedelta(seconds=dice.randrange(60, 40_000))),),
        )
        for number in range(1, _TICKETS + 1)
    )


def _clock(at: datetime) -> SlaDeadline:
    return SlaDeadline("first_reply_time", "active", at)


async def _fill(ledger: Ledger, tickets: tuple[Ticket, ...]) -> None:
    """Append what Prepare would leave."""
    numbers = tuple(ticket.id for ticket in tickets)
    clusters = tuple(
        Cluster(f"cluster-{start}", "token", numbers[start : start + _INCIDENT], ())
        for start in range(0, _TICKETS, 4 * _INCIDENT)
    )
    soon = datetime.now(UTC) + timedelta(minutes=90)
    at_risk = tuple(t.id for t in tickets if t.deadline and t.deadline <= soon)
    snapshot = Snapshot(ledger.clock.now(), tickets, (), (), None, None)
    preview = {"tickets": numbers, "clusters": msgspec.to_builtins(clusters), "at_risk": at_risk}
    await ledger.append(
        QueueSnapshotTaken(snapshot=ledger.keep_value(snapshot), tickets=_TICKETS, pages=0),
        DataPreviewGenerated(
            preview=ledger.keep(msgspec.json.encode(preview)),
            scope_tickets=numbers,
            tickets=_TICKETS,
            clusters=len(clusters),
            vip=1,
            at_risk=len(at_risk),
        ),
    )
