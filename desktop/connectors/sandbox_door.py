"""The sandbox's control door: its clock, and the approvers who enrolled there.

Only ever built for the local sandbox. The deck's clock is set from it and runs on with it.
"""

from datetime import datetime

from msgspec import Struct

from desktop.base.clock import RunningClock, parse_instant
from desktop.connectors.http import Http
from desktop.domain.approval import Approver


class _Clock(Struct, frozen=True):
    now: str


class _Approver(Struct, frozen=True):
    id: str
    name: str = ""
    slack_user_id: str = ""
    totp_secret: str | None = None


class _Approvers(Struct, frozen=True):
    approvers: list[_Approver]


class SandboxDoor:
    """Implements ``desktop.ports.Waiting`` and ``desktop.ports.ApproverDirectory``."""

    def __init__(self, http: Http, clock: RunningClock) -> None:
        self._http = http
        self._clock = clock

    async def set_clock(self) -> None:
        """Make the deck's clock read what the sandbox's reads."""
        read = await self._http.get("/sandbox/clock", _Clock)
        self._clock.set(parse_instant(read.now))

    async def until(self, instant: datetime) -> None:
        """Skip the sandbox's clock ahead to ``instant``; never back."""
        body = {"to": instant.isoformat()}
        if instant > self._clock.now():
            moved = await self._http.write("POST", "/sandbox/clock", _Clock, body)
            self._clock.set(parse_instant(moved.now))

    async def approvers(self) -> tuple[Approver, ...]:
        """Return the managers, with the code generator each enrolled earlier."""
        read = await self._http.get("/sandbox/approvers", _Approvers)
        return tuple(
            Approver(one.id, one.name, one.slack_user_id, one.totp_secret or "")
            for one in read.approvers
        )
