"""The program and the sandbox in one process and in virtual time, with the way between them that fails as planned."""

import asyncio
from collections.abc import AsyncIterator, Callable, Set
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import msgspec

from desktop.base.paths import Folder
from desktop.connectors.direct import Direct
from desktop.deck import Deck, Desk, SandboxServices, connect_sandbox, open_deck, open_desk
from desktop.deck import profile as deck_profile
from desktop.deck import services as deck_services
from desktop.domain.errors import TriageError
from desktop.sandbox.app import make_app
from desktop.sandbox.state import open_sandbox
from desktop.sandbox.zendesk_updates import update_ticket
from desktop.store import lanes
from desktop.vault.profile import open_profile_key
from tests.desktop.stages.standing import Inline
from tests.faults.boundaries import Killed, KilledCarrier, KilledStore
from tests.faults.brokered import go_through_broker
from tests.faults.child import PASSPHRASE, go_on
from tests.faults.edits import COLLEAGUE, Edit, change_of
from tests.faults.failures import End, Heard, How, Plan, Raw, meddle
from tests.faults.judge import Ends, Verdict, judge
from tests.faults.prepared import Prepared
from tests.faults.virtual import Here, VirtualClock
from tests.stories.outside import Outside

_URL = "http://127.0.0.1:1"
_LATENCY = 5.0
_STARTS = 15


class Way:
    """Carries requests to the sandbox's application, or fails with what httpx would say."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.plan = Plan()
        self.before_write: Callable[[], None] | None = None
        """Called once, when the next change of a ticket is on its way."""

    async def carry(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; a handler of httpx's ``MockTransport``."""
        if request.method == "PUT" and self.before_write is not None:
            call, self.before_write = self.before_write, None
            call()
        how = self.plan.pick(request.method, request.url.path)
        ask = partial(
            self.ask, request.method, request.url, request.headers.raw, await request.aread()
        )
        if how is How.LATENCY:
            await asyncio.sleep(_LATENCY)
        heard = await meddle(how, request.url.path, ask) if how else Heard(await ask())
        if heard.answer is None:
            await _no_answer(heard.end, request)
        body = _cut(heard) if heard.part < 1 else heard.answer.body
        return httpx.Response(heard.answer.status, headers=heard.answer.headers, content=body)

    async def ask(
        self, method: str, url: httpx.URL, headers: list[tuple[bytes, bytes]], body: bytes
    ) -> Raw:
        """Ask the application."""
        said: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            said.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": method, "path": url.path, "raw_path": url.raw_path, "root_path": "",
            "query_string": url.query, "headers": [(n.lower(), v) for n, v in headers],
            "server": ("127.0.0.1", 1), "client": ("127.0.0.1", 2),
        }  # fmt: skip
        await self._app(scope, receive, send)
        named = tuple((n.decode(), v.decode()) for n, v in said[0]["headers"])
        return Raw(said[0]["status"], named, b"".join(m.get("body", b"") for m in said[1:]))


async def _no_answer(end: End, request: httpx.Request) -> None:
    if end is End.RESET:
        raise httpx.ReadError("connection reset", request=request)
    await asyncio.sleep(request.extensions["timeout"]["read"])
    raise httpx.ReadTimeout("no answer", request=request)


async def _cut(heard: Heard) -> AsyncIterator[bytes]:
    yield heard.answer.body[: int(len(heard.answer.body) * heard.part)]
    raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")


@dataclass(frozen=True)
class Life:
    """The program between its start and its end or crash."""

    deck: Deck
    services: SandboxServices
    desk: Desk

    @property
    def ends(self) -> Ends:
        """How each effect stands."""
        return {
            e.id: (e.kind.value, e.target, e.state.value)
            for e in self.desk.ledger.mission.effects.values()
        }

    async def end(self) -> None:
        """Close what a dead process would have closed."""
        await self.services.close()
        self.deck.close()


class Indoors:
    """A world on a copy of a prepared mission; ``begin`` a life of the program as often as needed."""

    def __init__(self, folder: Path, prepared: Prepared, *, broker: bool = False) -> None:
        self.folder, self.prepared, self._broker = prepared.copy(folder), prepared, broker
        self.sandbox = open_sandbox(None, folder / "sandbox.json")  # type: ignore[arg-type]  # it is there
        self.sandbox._path = None  # what it remembers, it remembers in memory
        self.sandbox.clock = VirtualClock(self.sandbox.state.now)
        self.way = Way(make_app(self.sandbox))
        self._patches = ExitStack()

    def __enter__(self) -> "Indoors":
        """Let every desk opened from here run inline, in virtual time, on this sandbox."""
        put = self._patches.enter_context
        put(patch.object(lanes, "ThreadPoolExecutor", Here))
        put(patch.object(deck_services, "RunningClock", VirtualClock))
        put(patch.object(deck_profile, "open_profile_key", _known_key))
        put(patch.object(Direct, "_open", lambda direct, plain: self._open(direct, plain)))
        return self

    def __exit__(self, *_: object) -> None:
        self._patches.close()

    async def begin(self, fate: Killed | None = None) -> Life:
        """Start the program."""
        opened = await open_deck(Folder(self.folder / "deck"), "sandbox", None, PASSPHRASE)
        services = await connect_sandbox(_URL, opened.preferences, "sandbox")
        for http in services.https:
            http.budget._clock = asyncio.get_running_loop().time
        if self._broker:
            go_through_broker(services, _URL, self.sandbox)
        database: Any = opened.database
        if fate is not None:
            database = KilledStore(database, fate)
            for http in services.https[:-1]:
                http.carrier = KilledCarrier(http.carrier, fate)
        deck = replace(opened, work=Inline(), database=database)
        return Life(deck, services, await open_desk(deck, services, self.prepared.mission))

    async def come_through(self, *, undo: bool) -> Ends:
        """Start again until nothing is open: a failure that stops a run does so a few times at most."""
        said = ""
        for _ in range(_STARTS):
            life = await self.begin()
            try:
                await go_on(life.desk, life.services, undo)
            except TriageError as stopped:
                said = f"{stopped.title}: {stopped.message}"
            else:
                return life.ends
            finally:
                await life.end()
        raise AssertionError(f"not through after {_STARTS} starts: {said}")

    def judge(
        self,
        ends: Ends,
        edits: tuple[Edit, ...] = (),
        *,
        undo: bool = False,
        asked: Set[str] = frozenset(),
    ) -> Verdict:
        """Judge how all ended."""
        return judge(self.prepared, self.world(), ends, edits, undo=undo, asked=asked)

    def edit(self, edit: Edit) -> None:
        """Let a colleague change a ticket now."""
        record = self.sandbox.tickets[edit.ticket]
        change = change_of(edit, record.ticket["tags"], self.prepared)
        update_ticket(self.sandbox, record, change, self.sandbox.users[COLLEAGUE])

    async def hand(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Use the control door."""
        url, sent = httpx.URL(f"{_URL}/sandbox/{path}"), msgspec.json.encode(body or {})
        answer = await self.way.ask(method, url, [(b"content-type", b"application/json")], sent)
        assert answer.status < 300, answer.body
        return msgspec.json.decode(answer.body)

    def world(self) -> Outside:
        """Return how it is outside: read from the sandbox itself, that is quicker than asking."""
        tickets = {
            number: {**record.ticket, "comments": record.comments, "audits": record.audits}
            for number, record in self.sandbox.tickets.items()
            if number in self.prepared.before
        }
        told = self.sandbox.state.messages
        return Outside(
            tickets, [m for place, rows in told.items() if place[0] == "C" for m in rows]
        )

    def _open(self, direct: Direct, _: bool) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.MockTransport(self.way.carry), timeout=httpx.Timeout(direct._timeout)
        )


def _known_key(path: Path, *how: Any) -> bytes:
    """Derive a profile's key once: it takes longer than all the rest."""
    made = path.read_bytes()
    if made not in _KEYS:
        _KEYS[made] = open_profile_key(path, *how)
    return _KEYS[made]


_KEYS: dict[bytes, bytes] = {}
