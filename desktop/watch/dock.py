"""The checklist dock: one list of lines per stage, from the mission alone. Pure; ``now`` is handed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.brief import Brief
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Mission
from desktop.domain.plan import Candidate, StepName
from desktop.domain.values import Readiness, StageName, Toolkit, from_millis, to_millis
from desktop.watch.checklist import checklist
from desktop.watch.contract import ChecklistItem, DockItem, ItemState

_STEPS = {
    StepName.CATEGORISE: "Categorise",
    StepName.DRAFT: "Draft responses",
    StepName.ESCALATE: "Escalate",
}
_USUAL = (Toolkit.ZENDESK, Toolkit.CONFLUENCE, Toolkit.SLACK)
_WAITING = (AlertKind.KB_MISSING, AlertKind.TONE)


@dataclass(frozen=True)
class DockFacts:
    """What the dock is drawn from; ``readiness`` holds the services that were asked."""

    mission: Mission
    readiness: Mapping[Toolkit, Readiness]
    brief: Brief | None
    plan: Candidate | None
    now: datetime


def dock(seen: DockFacts) -> tuple[str, tuple[DockItem, ...]]:
    """Return the checklist's head and its lines for the stage the mission stands in."""
    head, lines = _LISTS[seen.mission.stage]
    if seen.mission.stage is StageName.EXECUTE and seen.plan:
        head = seen.plan.title
    return head, lines(seen)


def _home(seen: DockFacts) -> tuple[DockItem, ...]:
    return tuple(_toolkit(toolkit, seen.readiness.get(toolkit)) for toolkit in _toolkits(seen))


def _toolkits(seen: DockFacts) -> tuple[Toolkit, ...]:
    """Return the services of this profile; until one was asked, those every profile has."""
    return tuple(seen.readiness) or tuple(seen.mission.recommended) or _USUAL


def _toolkit(toolkit: Toolkit, readiness: Readiness | None) -> DockItem:
    name = toolkit.value.capitalize()
    if readiness is None:
        return DockItem(name, ItemState.AHEAD)
    if readiness is Readiness.READY:
        return DockItem(f"{name} ready", ItemState.DONE)
    if readiness is Readiness.NEEDS_AUTH:
        return DockItem(f"Sign in to {name}", ItemState.WAITS, "needs you")
    return DockItem(f"{name} is offline", ItemState.WAITS, detail="It is asked again.")


def _define(seen: DockFacts) -> tuple[DockItem, ...]:
    mission, brief = seen.mission, seen.brief
    tickets = _count(brief.matched, "ticket") if brief else ""
    lines = len(brief.safeguards) if brief else 0
    return _in_order(
        (mission.intent is not None, DockItem("Intent", ItemState.AHEAD)),
        (mission.scope is not None, DockItem("Scope", ItemState.AHEAD, tickets)),
        (brief is not None, DockItem("Objective and KPI", ItemState.AHEAD)),
        (lines > 0, DockItem("Safeguards", ItemState.AHEAD, str(lines or ""))),
        (mission.brief_locked, DockItem("Lock the brief", ItemState.AHEAD)),
    )


def _prepare(seen: DockFacts) -> tuple[DockItem, ...]:
    mission, tickets = seen.mission, len(seen.mission.scope_tickets)
    aside = _count(tickets, "ticket") if tickets else ""
    return _in_order(
        *(_connected(toolkit, mission) for toolkit in _toolkits(seen)),
        (mission.preview is not None, DockItem("Data preview", ItemState.AHEAD, aside)),
    )


def _connected(toolkit: Toolkit, mission: Mission) -> tuple[bool, DockItem]:
    name, done = toolkit.value.capitalize(), toolkit in mission.connected
    return done, DockItem(f"{name} connected" if done else f"Connect {name}", ItemState.AHEAD)


def _plan(seen: DockFacts) -> tuple[DockItem, ...]:
    mission = seen.mission
    ranked = len(mission.candidates)
    first = _in_order(
        (ranked > 0, DockItem("Plans ranked", ItemState.AHEAD, str(ranked or ""))),
        (mission.candidate is not None, DockItem("Choose a plan", ItemState.AHEAD)),
    )
    return (*first, *_counts(checklist(mission)))


def _counts(steps: tuple[ChecklistItem, ...]) -> tuple[DockItem, ...]:
    return tuple(DockItem(_STEPS[s.step], ItemState.AHEAD, str(s.total)) for s in steps)


def _approve(seen: DockFacts) -> tuple[DockItem, ...]:
    mission, title = seen.mission, seen.plan.title if seen.plan else ""
    asked = mission.approval
    answered = asked is not None and asked.answer is not None
    return _in_order(
        (mission.candidate is not None, DockItem("Plan chosen", ItemState.AHEAD, detail=title)),
        (bool(mission.effects), DockItem("Packet ready", ItemState.AHEAD)),
        (asked is not None, DockItem("Request approval", ItemState.AHEAD)),
        (mission.approved, DockItem("Answer", ItemState.AHEAD, "declined" if answered else "")),
    )


def _execute(seen: DockFacts) -> tuple[DockItem, ...]:
    mission = seen.mission
    waiting = sum(a.open and a.kind in _WAITING for a in mission.alerts.values())
    steps = [(item.step in mission.steps_done, _step(item, waiting)) for item in checklist(mission)]
    return _in_order(*steps, (False, _watch(seen)))


def _step(item: ChecklistItem, waiting: int) -> DockItem:
    detail = ""
    if item.step is StepName.DRAFT and waiting:
        detail = "1 needs you" if waiting == 1 else f"{waiting} need you"
    aside = f"{item.done} of {item.total}"
    return DockItem(_STEPS[item.step], ItemState.AHEAD, aside, detail, item.done, item.total)


def _watch(seen: DockFacts) -> DockItem:
    mission = seen.mission
    held = [e.release_at for e in mission.effects.values() if e.release_at]
    ends = max([mission.undo_until, *held])
    return DockItem("Watch", ItemState.AHEAD, f"until {from_millis(ends):%H:%M}" if ends else "")


def _reflect(seen: DockFacts) -> tuple[DockItem, ...]:
    mission = seen.mission
    closed = to_millis(seen.now) >= mission.undo_until and not mission.open_effects
    until = "" if closed else f"until {from_millis(mission.undo_until):%H:%M}"
    return _in_order(
        (mission.outcome is not None, DockItem("Mission complete", ItemState.AHEAD)),
        (closed, DockItem("Undo window", ItemState.AHEAD, until)),
        (mission.sealed, DockItem("Seal the evidence", ItemState.AHEAD)),
        (mission.stars > 0, DockItem("Say how it went", ItemState.AHEAD)),
    )


def _in_order(*lines: tuple[bool, DockItem]) -> tuple[DockItem, ...]:
    """Done stays done; the first that is not is the current one."""
    items: list[DockItem] = []
    found = False
    for done, line in lines:
        state = ItemState.DONE if done else ItemState.AHEAD if found else ItemState.CURRENT
        found = found or not done
        items.append(replace(line, state=state))
    return tuple(items)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


_LISTS: dict[StageName, tuple[str, Callable[[DockFacts], tuple[DockItem, ...]]]] = {
    StageName.HOME: ("Before you start", _home),
    StageName.DEFINE: ("The brief", _define),
    StageName.PREPARE: ("Prepare", _prepare),
    StageName.PLAN: ("Plan", _plan),
    StageName.APPROVE: ("Approve", _approve),
    StageName.EXECUTE: ("Execute", _execute),
    StageName.REFLECT: ("Wrap up", _reflect),
}
