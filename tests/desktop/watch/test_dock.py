"""The dock: each stage's own lines, what is done, what is current, with the numbers that count."""

from datetime import UTC, datetime

from msgspec.structs import replace

from desktop.domain.approval import Answer
from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind, Mode
from desktop.domain.mission import Alert, Approval, Mission
from desktop.domain.plan import StepName, Strategy
from desktop.domain.values import Readiness, StageName, Toolkit
from desktop.watch.contract import DockItem, ItemState
from desktop.watch.dock import DockFacts, dock
from tests.desktop.stages.standing import INTENT, SCOPE, Standing

D = "ab" * 32
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
STARTED = Mission("m1", started_at=1)
LOCKED = replace(STARTED, intent=D, scope=D, brief=D, brief_locked=True)
READ = replace(LOCKED, connected=dict.fromkeys(Toolkit, "1"), preview=D, scope_tickets=(7, 8))
NOTE = Effect("e1", EffectKind.INTERNAL_NOTE, "7", D, EffectState.PLANNED)
TAGS = Effect("e2", EffectKind.CATEGORISE, "7", D, EffectState.CONFIRMED)
PLANNED = replace(
    READ,
    candidates=((Strategy.HIGH_TOUCH, D),),
    candidate=D,
    effects={"e1": NOTE, "e2": TAGS},
)
ASKED = replace(PLANNED, approval=Approval("a", "dana", D, D, D, 9, 1))
YES = replace(ASKED, approval=Approval("a", "dana", D, D, D, 9, 1, answer=Answer.APPROVE))


def lines(mission: Mission, **readiness: Readiness) -> tuple[DockItem, ...]:
    asked = {Toolkit(name): answer for name, answer in readiness.items()}
    return dock(DockFacts(mission, asked, None, None, NOW))[1]


def current(mission: Mission) -> str:
    (item,) = [item for item in lines(mission) if item.state is ItemState.CURRENT]
    return item.title


def test_home_names_what_needs_a_sign_in() -> None:
    items = lines(
        Mission("m1"),
        zendesk=Readiness.READY,
        confluence=Readiness.OFFLINE,
        slack=Readiness.NEEDS_AUTH,
    )
    assert [(item.title, item.state) for item in items] == [
        ("Zendesk ready", ItemState.DONE),
        ("Confluence is offline", ItemState.WAITS),
        ("Sign in to Slack", ItemState.WAITS),
    ]


def test_the_first_line_that_is_not_done_is_the_current_one() -> None:
    assert current(STARTED) == "Intent"
    assert current(LOCKED) == "Connect Zendesk"
    assert current(READ) == "Plans ranked"
    assert current(replace(READ, candidates=((Strategy.HIGH_TOUCH, D),))) == "Choose a plan"
    assert current(PLANNED) == "Request approval"
    assert current(ASKED) == "Answer"
    assert current(YES) == "Categorise"
    assert current(replace(YES, undo_until=1)) == "Mission complete"


def test_execute_shows_progress_and_who_is_waited_for() -> None:
    waits = Alert("tone-7", AlertKind.TONE, 7)
    running = replace(
        YES,
        executed_at=2,
        steps_done=(StepName.CATEGORISE,),
        alerts={"tone-7": waits},
    )
    categorise, draft, watch = lines(running)
    assert (categorise.done, categorise.total, categorise.aside) == (1, 1, "1 of 1")
    assert (draft.title, draft.state, draft.detail) == (
        "Draft responses",
        ItemState.CURRENT,
        "1 needs you",
    )
    assert (watch.title, watch.state) == ("Watch", ItemState.AHEAD)


def test_reflect_waits_for_the_undo_window_then_for_the_seal() -> None:
    later = int(datetime(2026, 11, 23, 14, 9, tzinfo=UTC).timestamp() * 1000)
    done = replace(YES, effects={"e2": TAGS}, outcome=D, undo_until=later)
    assert current(done) == "Undo window"
    assert lines(done)[1].aside == "until 14:09"
    assert current(replace(done, undo_until=1)) == "Seal the evidence"
    assert current(replace(done, undo_until=1, sealed=True)) == "Say how it went"


async def test_define_counts_tickets_and_safeguards(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.define.submit(INTENT)
    await reader.desk.define.write_brief()
    await reader.desk.define.add_safeguard("No discounts")
    view = await reader.desk.watch.view()
    assert (view.stage, view.group) == (StageName.DEFINE, "The brief")
    asides = {item.title: item.aside for item in view.items}
    assert asides["Scope"] == f"{len(SCOPE)} tickets"
    assert asides["Safeguards"] == "4"


async def test_execute_is_headed_by_the_plan(standing: Standing) -> None:
    await standing.approve()
    view = await standing.desk.watch.view()
    assert view.group == "High-Touch SLA Sweep"
    assert [item.title for item in view.items] == [
        "Categorise",
        "Draft responses",
        "Escalate",
        "Watch",
    ]
