"""Incidents that were met before are recognised, with the sentence model and without."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from desktop.triage.clusters import cluster_of
from desktop.triage.past_incidents import PastIncidents, Trace, known_from, traces
from desktop.triage.sentences import PLACE
from tests.desktop.triage.tickets import NOW, ticket

REFUSED = (
    "AUTH-4107 invalid_client at the token service",
    "token service says invalid_client AUTH-4107",
)
AGAIN = (
    "invalid_client AUTH-4107 when we ask for a token",
    "no token: AUTH-4107 invalid_client at the service",
)
INVOICES = ("Invoice charged twice this month", "We were billed two times, invoice twice")


def traced(mission: str, *texts: str, days: int = 0) -> tuple[Trace, ...]:
    tickets = [ticket(n, subject=text) for n, text in enumerate(texts, start=1)]
    known = {one.id: one for one in tickets}
    return traces([cluster_of(tickets)], known, mission, NOW - timedelta(days=days))


@pytest.mark.parametrize("model", ["", "/nowhere"])
def test_the_same_incident_is_known_from_the_latest_mission_that_had_it(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setenv(PLACE, model)
    past = (
        *traced("m1", *REFUSED, days=20),
        *traced("m2", *REFUSED, days=9),
        *traced("m3", *INVOICES),
    )
    found = known_from(
        [*traced("m4", *AGAIN), *traced("m4", "Printer out of paper", "Paper for the printer")],
        past,
    )
    assert [one.mission if one else None for one in found] == ["m2", None]


class Drawer:
    """Secrets in a drawer."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def keep(self, name: str, secret: bytes) -> None:
        self.kept[name] = secret

    async def secret(self, name: str) -> bytes | None:
        return self.kept.get(name)


async def test_a_mission_read_again_replaces_what_it_left_and_is_never_its_own_past() -> None:
    past = PastIncidents(Drawer())  # type: ignore[arg-type]  # two of the keys' calls are enough
    await past.remember("m1", traced("m1", *REFUSED))
    await past.remember("m2", traced("m2", *INVOICES))
    await past.remember("m2", traced("m2", *AGAIN))
    assert [one.mission for one in await past.before("m3")] == ["m1", "m2"]
    assert await past.before("m1") == traced("m2", *AGAIN)


async def test_the_oldest_are_forgotten() -> None:
    past = PastIncidents(Drawer())  # type: ignore[arg-type]
    (one,) = traced("m1", *REFUSED)
    await past.remember("m1", [replace(one, tickets=n) for n in range(400)])
    kept = await past.before("m2")
    assert (len(kept), kept[-1].tickets) == (300, 399)
