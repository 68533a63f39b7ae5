"""A real desk in a temporary folder, on a real sandbox, taken to the stage a test is about."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace as with_fields

from desktop.base.paths import Folder
from desktop.bus import Happened, Message, Progress, Seen
from desktop.connectors.sandbox_door import SandboxDoor
from desktop.deck import Deck, Desk, SandboxServices, connect_sandbox, open_deck, open_desk
from desktop.domain.approval import Answer, Approver
from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind, Fact, Mode, Resolution
from desktop.domain.mission import Mission
from desktop.domain.plan import Strategy
from desktop.domain.values import StageName
from desktop.ports import Work
from desktop.preferences.contract import Preferences
from desktop.sandbox.approver import totp
from tests import plain_http
from tests.queues.generate import INTENT, generate

Json = dict[str, Any]
Bend = Callable[[Json], None]

AT_RISK = (20434, 20427, 20644, 20294)
SCOPE = frozenset({*AT_RISK, 20819, 20567, 20665, 20364, 20742, 20812, 20763})
"""One incident of five, three of two; four tickets inside 90 minutes, four of VIP customers."""


@cache
def _small() -> str:
    queue, _ = generate(7, 120)
    tickets = [t for t in queue["zendesk"]["tickets"] if t["id"] in SCOPE]
    queue["zendesk"]["tickets"] = tickets
    return json.dumps(queue)


def small_queue() -> Json:
    """Return a queue of eleven tickets, all in the reference intent's scope; bend it freely."""
    queue: Json = json.loads(_small())
    return queue


class Inline:
    """Work done here and now: the rules are the same, and no process has to start."""

    async def run(self, function: Callable[..., Any], *arguments: object) -> Any:
        """Call it."""
        return function(*arguments)

    def close(self) -> None:
        """Nothing runs."""


@dataclass
class Standing:
    """An open desk, the sandbox behind it, and everything the bus told."""

    deck: Deck = field(repr=False)
    services: SandboxServices = field(repr=False)
    desk: Desk = field(repr=False)
    url: str
    told: list[Message] = field(repr=False)
    link: str = ""
    own: tuple[str, ...] = ()

    @property
    def mission(self) -> Mission:
        """The mission as folded."""
        return self.desk.ledger.mission

    @property
    def door(self) -> SandboxDoor:
        """The sandbox's clock and approvers."""
        return self.services.door

    @property
    def facts(self) -> list[Fact]:
        """Every fact of the mission."""
        return [entry.fact for entry in self.desk.ledger.entries]

    @property
    def kinds(self) -> list[str]:
        """The names of its facts."""
        return [type(fact).__name__ for fact in self.facts]

    @property
    def token(self) -> str:
        """The secret of the link that was sent last."""
        return self.link.rsplit("/", 1)[1]

    def progress(self, stage: StageName) -> list[Progress]:
        """What long work told on the way."""
        return [m for m in self.told if isinstance(m, Progress) and m.stage is stage]

    def happened(self) -> list[str]:
        """The facts and signals told on the bus, by name."""
        named = [
            m.fact if isinstance(m, Happened) else m.signal
            for m in self.told
            if isinstance(m, Happened | Seen)
        ]
        return [type(one).__name__ for one in named]

    def effects(self, kind: EffectKind) -> list[Effect]:
        """The effects of one kind."""
        return [e for e in self.mission.effects.values() if e.kind is kind]

    def effect(self, kind: EffectKind, ticket: int) -> Effect:
        """The effect of this kind on this ticket."""
        return next(e for e in self.effects(kind) if e.target == str(ticket))

    def states(self, kind: EffectKind) -> set[EffectState]:
        """In which states the effects of one kind are."""
        return {e.state for e in self.effects(kind)}

    # The lead's way, stage by stage.

    async def define(self, intent: str = INTENT) -> None:
        """Home and Define, the brief locked with the lead's ``own`` safeguards."""
        await self.desk.home.start(Mode.SANDBOX)
        await self.desk.define.submit(intent)
        await self.desk.define.write_brief()
        for line in self.own:
            await self.desk.define.add_safeguard(line)
        await self.desk.define.lock()

    async def prepare(self) -> None:
        """The queue read and previewed."""
        await self.define()
        await self.desk.prepare.connect()
        await self.desk.prepare.read()

    async def plan(self) -> None:
        """The best plan chosen."""
        await self.prepare()
        ranked = await self.desk.plan.generate()
        rules = self.mission.rules
        await self.desk.plan.choose(ranked[0].strategy, rules.batch_size, rules.threshold)

    async def ask(self, approver: Approver | None = None) -> str:
        """Send the question; nobody else will answer it."""
        wanted = approver or (await self.door.approvers())[0]
        self.link = await self.desk.approve.request(wanted, "http://deck.test")
        return self.token

    async def code(self) -> str:
        """What the manager's phone shows now."""
        return totp((await self.door.approvers())[0].enrolment, self.services.clock.now())

    async def approve(self, *, enrolled: bool = True) -> None:
        """A yes, with the manager's code or without."""
        await self.plan()
        await self.ask()
        await self.yes(enrolled=enrolled)

    async def yes(self, *, enrolled: bool = True) -> None:
        """The manager's answer to what was asked."""
        code = await self.code() if enrolled else ""
        await self.desk.approve.decide(self.token, Answer.APPROVE, "Go.", code)

    async def execute(self) -> None:
        """All steps run; the replies are held."""
        await self.approve()
        await self.desk.execute.start()
        await self.decide()
        await self.desk.execute.run()

    async def decide(self) -> None:
        """What the notes wait for: repairs accepted, missing links left so."""
        for alert in tuple(self.mission.alerts.values()):
            if alert.kind in (AlertKind.TONE, AlertKind.KB_MISSING):
                await self.desk.execute.resolve(alert.id, Resolution.ACCEPTED)

    async def wait_out(self) -> None:
        """Skip to every moment that remains."""
        while (moment := self.desk.execute.next_moment()) is not None:
            await self.door.until(moment)
            await self.desk.execute.release_due()
        await self.desk.execute.release_due()

    async def choose(
        self, strategy: Strategy = Strategy.HIGH_TOUCH, batch: int = 12, threshold: int = 5
    ) -> None:
        """Take a plan again."""
        await self.desk.plan.choose(strategy, batch, threshold)

    # The world outside, asked over HTTP.

    def world(self) -> Json:
        """The sandbox's own state."""
        state: Json = plain_http.ask("GET", f"{self.url}/sandbox/state").json()
        return state

    def ticket(self, number: int) -> Json:
        """One ticket as it is outside."""
        found: Json = next(t for t in self.world()["tickets"] if t["id"] == number)
        return found

    def category(self, number: int) -> str | None:
        """Its category outside."""
        values = [f["value"] for f in self.ticket(number)["custom_fields"]]
        return next((str(v) for v in values if v), None)

    def posts(self) -> list[Json]:
        """The messages in channels."""
        told = self.world()["messages"]
        return [m for place, rows in told.items() if place[0] == "C" for m in rows]

    def post(self, path: str, body: Json) -> Json:
        """Another person's hand, through the control door."""
        answer = plain_http.ask("POST", f"{self.url}/sandbox/{path}", json=body)
        answer.raise_for_status()
        said: Json = answer.json()
        return said

    def fault(self, **what: Any) -> None:
        """Let a service fail from now on."""
        self.post("faults", {"service": "zendesk", "count": 1, **what})

    def no_faults(self) -> None:
        """Let all services work again."""
        plain_http.ask("DELETE", f"{self.url}/sandbox/faults").raise_for_status()

    async def reopen(self) -> None:
        """As after a crash: a new desk on the same mission, nothing kept in memory."""
        self.desk = await open_desk(self.deck, self.services, self.mission.id)

    async def close(self) -> None:
        """Close connections and the deck."""
        await self.services.close()
        self.deck.close()


async def stand(folder: Path, url: str, changed: Json, work: Work | None = None) -> Standing:
    """Open a desk on a running sandbox; ``changed`` are settings that differ from the defaults."""
    opened = await open_deck(Folder(folder), "sandbox", None, "a passphrase of the tests")
    chosen = with_fields(Preferences(), **changed)
    deck = replace(opened, preferences=chosen, work=work or Inline())
    told: list[Message] = []
    deck.bus.listen(told.append)
    services = await connect_sandbox(url, chosen, "sandbox")
    desk = await open_desk(deck, services, deck.ids.new(services.clock.now()))
    return Standing(deck, services, desk, url, told)
