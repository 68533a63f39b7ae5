"""What `mission --json` prints, read from the ledger after the seal."""

from pathlib import Path

from msgspec import Struct

from desktop.deck import Desk, Services
from desktop.domain.errors import RuleError
from desktop.domain.mission import Alert
from desktop.domain.plan import Candidate, Range
from desktop.domain.values import from_millis
from desktop.domain.words import AlertKind
from desktop.stages.prepare.contract import Preview


class AtRiskRow(Struct, frozen=True):
    """A ticket that was inside the window at the start, and how it ended."""

    id: int
    ended: str
    words: str


class AlertRow(Struct, frozen=True):
    """An alert that was raised; ``minutes`` were left on its clocks then, None where it is about none."""

    id: str
    kind: str
    ticket: int
    open: bool
    tickets: tuple[int, ...] = ()
    minutes: int | None = None


class EffectRow(Struct, frozen=True):
    """A change to the outside world."""

    id: str
    kind: str
    target: str
    state: str


class TaskRow(Struct, frozen=True):
    """A follow-up."""

    id: str
    title: str
    ticket: int


class MissionResult(Struct, frozen=True):
    """The mission's outcome; every number is counted, none is typed in."""

    mission: str
    scope: tuple[int, ...]
    triaged: int
    drafts: int
    escalations: int
    breaches: int
    predicted_breaches: Range
    breached: tuple[int, ...]
    replies_sent: int
    minutes_saved: float
    at_risk: tuple[AtRiskRow, ...]
    clusters: tuple[tuple[int, ...], ...]
    alerts: tuple[AlertRow, ...]
    effects: tuple[EffectRow, ...]
    follow_ups: tuple[TaskRow, ...]
    assurance: str
    sealed: bool
    sealed_at: str
    requests: dict[str, int]
    ledger_head: str
    bundle: str
    kpi: str = ""
    """The brief's KPI with its verdict, in words."""


async def read_result(desk: Desk, services: Services, bundle: Path) -> MissionResult:
    """Return the outcome of a sealed mission."""
    mission, view = desk.ledger.mission, await desk.reflect.view()
    if mission.preview is None or mission.approval is None or mission.candidate is None:
        raise RuleError("No outcome", "The mission did not run to its end.", "Start it again.")
    preview = await desk.ledger.read_value(mission.preview, Preview)
    plan = await desk.ledger.read_value(mission.candidate, Candidate)
    outcome = view.outcome
    return MissionResult(
        mission=mission.id,
        scope=mission.scope_tickets,
        triaged=int(outcome.value("triaged")),
        drafts=int(outcome.value("drafts")),
        escalations=int(outcome.value("escalations")),
        breaches=int(outcome.value("breaches")),
        predicted_breaches=plan.breaches,
        breached=outcome.breached,
        replies_sent=int(outcome.value("replies_sent")),
        minutes_saved=outcome.value("minutes_saved"),
        at_risk=tuple(AtRiskRow(r.ticket, r.ending.value, r.words) for r in outcome.at_risk),
        clusters=tuple(cluster.tickets for cluster in preview.clusters),
        alerts=tuple(_alert(alert) for alert in mission.alerts.values()),
        effects=tuple(
            EffectRow(e.id, e.kind.value, e.target, e.state.value) for e in mission.effects.values()
        ),
        follow_ups=tuple(TaskRow(t.id, t.title, t.ticket) for t in view.tasks),
        assurance=str(mission.approval.assurance or ""),
        sealed=mission.sealed,
        sealed_at=from_millis(desk.ledger.entries[-1].at).isoformat(),
        requests={http.service: http.spent for http in services.https},
        ledger_head=desk.ledger.head,
        bundle=str(bundle),
        kpi=outcome.kpi[1].words if outcome.kpi else "",
    )


def in_words(result: MissionResult, command: str) -> str:
    """Return the outcome as Reflect says it, for a terminal; ``command`` is how we were called."""
    answered = sum(row.ended == "answered" for row in result.at_risk)
    lines = [
        "",
        f"{result.triaged} tickets triaged · {result.drafts} drafts ready · "
        f"{result.escalations} incidents escalated · {result.breaches} SLA breaches · "
        f"{result.minutes_saved / 60:.1f} h saved",
        *([result.kpi] if result.kpi else []),
        f"At risk: {len(result.at_risk)} tickets, {answered} answered in time",
        *(f"  #{row.id} {row.ended} {row.words}" for row in result.at_risk),
        f"Follow-ups: {len(result.follow_ups)}",
        *(f"  {_where(task.ticket)} {task.title}" for task in result.follow_ups),
        f"Ledger head {result.ledger_head}",
        f"Evidence    {result.bundle}",
        f"Check it    {command} verify {result.bundle}",
    ]
    return "\n".join(lines)


def _where(ticket: int) -> str:
    return f"#{ticket}" if ticket else "Slack"


def _alert(alert: Alert) -> AlertRow:
    minutes = alert.level if alert.kind is AlertKind.SLA else None
    tickets = alert.all_tickets
    return AlertRow(alert.id, alert.kind.value, alert.ticket, alert.open, tickets, minutes)
