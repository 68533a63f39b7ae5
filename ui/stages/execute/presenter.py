"""Execute: runs the plan, shows what needs a person, holds, pauses, takes back."""

from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import TriageError
from desktop.domain.queue import Queue
from desktop.domain.standing import TicketState
from desktop.domain.values import StageName
from desktop.domain.words import AlertKind, Resolution
from desktop.stages.execute.contract import EffectRow, ExecuteView
from desktop.watch.contract import AlertCard, WatchView
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.presenter import Presenter
from ui.theme.counted import counted

_EARLIER = (StageName.HOME, StageName.DEFINE, StageName.PREPARE, StageName.PLAN, StageName.APPROVE)
_ASKS = (
    AlertKind.KB_MISSING,
    AlertKind.TONE,
    AlertKind.BLOCKED,
    AlertKind.HANDED_OVER,
    AlertKind.UNKNOWN_EFFECT,
)
_DONE = (EffectState.CONFIRMED, EffectState.UNDO_SKIPPED)
_STOP = Act("Stop here", "square")
_KEYS = (("J K", "move"), ("X", "select"), ("R", "draft"), ("?", "all keys"))


@dataclass(frozen=True)
class ExecutePageView:
    """What the page draws: the queue's columns, how far each ticket is, the figures."""

    execute: ExecuteView
    around: WatchView
    queue: Queue
    states: Mapping[int, TicketState]
    clusters: Mapping[int, str]
    figures: tuple[tuple[str, int, int], ...]
    """Name, done, of how many."""
    started: bool
    finished: bool
    next_deadline: datetime | None
    age_limit_minutes: int | None
    """The scope's own limit, for the chart; None when it has none."""


class ExecutePresenter(Presenter):
    """Implements the page's acts."""

    stage = StageName.EXECUTE

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._view: ExecutePageView | None = None
        self._queue: Queue | None = None
        self._clusters: Mapping[int, str] = {}
        self._stopped = False
        """Whether the last run was cut short by a failure: going on then comes before anything else."""
        self._age_limit: int | None = None

    async def load(self) -> ExecutePageView | Notice:
        """Fold everything into one View; the queue's columns are read once."""
        around = await self.desk.watch.view()
        if around.stage in _EARLIER:
            return Notice(
                "lock",
                "Nobody has said yes yet",
                "A manager approves first.",
                "Go to Approve",
                goes_to=StageName.APPROVE,
            )
        if self._queue is None or len(self._queue.ids) != around.scope:
            self._queue = await self.desk.watch.queue()
            self._clusters = await self.desk.watch.clusters()
            self._age_limit = await self._read_age_limit()
        execute = await self.desk.execute.view()
        states = await self.desk.watch.states()
        self._view = ExecutePageView(
            execute=execute,
            around=around,
            queue=self._queue,
            states=states,
            clusters=self._clusters,
            figures=_figures(execute),
            started=any(row.state is not EffectState.PLANNED for row in execute.effects),
            finished=execute.undo_until is not None,
            next_deadline=around.first_deadline,
            age_limit_minutes=self._age_limit,
        )
        return self._view

    async def _read_age_limit(self) -> int | None:
        defined = await self.desk.define.view()
        seconds = defined.brief.scope.max_age_seconds if defined else None
        return seconds // 60 if seconds else None

    @property
    def exceptions(self) -> tuple[AlertCard, ...]:
        """The alerts that ask for a decision."""
        alerts = self._view.around.alerts if self._view else ()
        return tuple(alert for alert in alerts if alert.kind in _ASKS)

    def bar(self) -> Bar:
        """Start, review what needs a person, or go on."""
        view = self._view
        if view is None:
            return Bar()
        exceptions = len(self.exceptions)
        skip = Act("Skip ahead", "skip-forward") if self.desk.skip_to and view.finished else None
        if self.busy:
            return Bar(
                keys=_KEYS,
                quiet=_STOP if view.started and not view.finished else None,
                secondary=Act("Pause", "pause"),
                primary=self._review(exceptions) or Act("Running", "play", "The plan runs."),
            )
        if not view.started:
            return Bar(
                "Replies are held first. Each change can be taken back or is held.",
                primary=Act("Start the plan", "play"),
            )
        growing = view.around.increment
        if growing is not None and growing.approved:
            added = counted(growing.tickets, "added ticket")
            what = f"the new words to #{growing.amends}" if growing.amends else added
            return Bar(keys=_KEYS, primary=Act(f"Start with {what}", "play"))
        if exceptions and not self._stopped:
            on = Act("Go on", "play") if not view.finished else None
            quiet = skip if view.finished else _STOP
            return Bar(keys=_KEYS, quiet=quiet, secondary=on, primary=self._review(exceptions))
        if not view.finished:
            review = self._review(exceptions)
            return Bar(keys=_KEYS, quiet=_STOP, secondary=review, primary=Act("Go on", "play"))
        return Bar(keys=_KEYS, quiet=skip, primary=Act("Continue to Reflect"))

    def _review(self, exceptions: int) -> Act | None:
        words = "exception" if exceptions == 1 else "exceptions"
        return Act(f"Review {exceptions} {words}") if exceptions else None

    def primary(self) -> None:
        """Start, review, go on, or continue."""
        view = self._view
        if view is None:
            return
        if (not view.started and not self.busy) or (
            view.around.increment is not None and view.around.increment.approved
        ):
            self.begin()
        elif self.exceptions and not self._stopped:
            self.asked.emit("review_exceptions", self.exceptions[0].id)
        elif not view.finished:
            self.run()
        else:
            self.left_for.emit(StageName.REFLECT)

    def arrive(self) -> None:
        """Go on with what a closed window or a crash cut short is a person's choice: nothing starts by itself."""

    def begin(self) -> None:
        """Begin what has its yes: the plan, or what was added to it; then carry it out."""
        self.work(self._begin(), "Starting")

    async def _begin(self) -> None:
        self._stopped = True
        await self.desk.execute.start()
        await self._run()

    def run(self) -> None:
        """Carry the plan out from where it stands; what was added meanwhile is begun by its own button alone."""
        self.work(self._run(), "Going on")

    async def _run(self) -> None:
        self._stopped = True
        await self.desk.execute.run()
        self._stopped = False

    def add(self, tickets: tuple[int, ...]) -> None:
        """Take tickets in beside the running plan, then see what the manager will see."""
        self.work(self._add(tickets), "Planning for what came")

    async def _add(self, tickets: tuple[int, ...]) -> None:
        joined = await self.desk.plan.add_increment(tickets)
        self.said.emit(f"{counted(joined, 'ticket')} planned. Nothing happens before a yes.")
        self.left_for.emit(StageName.APPROVE)

    def drop_increment(self) -> None:
        """Give up what was added and not begun."""
        work = self._then_say(self.desk.execute.drop_increment(), "Given up: it was not begun")
        self.tasks.start(work, "execute.drop", self.failed.emit)

    def cancel(self) -> None:
        """Stop after the change under way: a change cut in the middle would have no answer."""
        self.desk.execute.pause()

    def secondary(self) -> None:
        """Pause, or go on."""
        if self.busy:
            self.desk.execute.pause()
            self.said.emit("Pausing after the change under way")
        elif self._stopped and self.exceptions:
            self.asked.emit("review_exceptions", self.exceptions[0].id)
        elif self._view is not None and self._view.started and not self._view.finished:
            self.run()

    def quiet(self) -> None:
        """End a run that is not through; after it, in the sandbox: let time run ahead to what is due next."""
        if self._view is not None and self._view.started and not self._view.finished:
            self.asked.emit("stop_run", self._view.execute.effects)
            return
        moment = self.desk.execute.next_moment()
        if self.desk.skip_to is not None and moment is not None and not self.busy:
            self.work(self._skip(moment), "Skipping ahead")

    async def _skip(self, moment: datetime) -> None:
        if self.desk.skip_to is not None:
            await self.desk.skip_to(moment)
            await self.desk.execute.release_due()

    # One alert, one decision.

    def resolve(self, alert: AlertCard, resolution: Resolution) -> None:
        """Close an alert; go on with what waited for it."""
        self.tasks.start(self._resolve(alert, resolution), f"alert.{alert.id}", self.failed.emit)

    async def _resolve(self, alert: AlertCard, resolution: Resolution) -> None:
        if resolution is Resolution.OVERRIDDEN:
            await self.desk.execute.keep_mine(alert.id)
        else:
            await self.desk.execute.resolve(alert.id, resolution)
        self._go_on_when_settled()

    def link(self, ticket: int, page: str) -> None:
        """Link this page in the ticket's draft."""
        self.tasks.start(self._link(ticket, page), f"link.{ticket}", self.failed.emit)

    async def _link(self, ticket: int, page: str) -> None:
        await self.desk.execute.link(ticket, page)
        self.said.emit(f"Article linked to #{ticket}")
        self._go_on_when_settled()

    def _go_on_when_settled(self) -> None:
        """What waited for a person leaves as soon as the last decision is made."""
        self.tasks.start(self._maybe_run(), "execute.settled", self.failed.emit)

    async def _maybe_run(self) -> None:
        if self.desk.gate.shut:
            return  # somebody is asked first whether the run goes on
        around = await self.desk.watch.view()
        open_ones = [a for a in around.alerts if a.kind in (AlertKind.KB_MISSING, AlertKind.TONE)]
        view = await self.desk.execute.view()
        started = any(row.state is not EffectState.PLANNED for row in view.effects)
        waits = view.paused or self.busy
        if started and not open_ones and view.undo_until is None and not waits:
            self.run()

    def stop_here(self) -> None:
        """Give up what has not left; a run under way ends with it."""
        self.tasks.start(self._stop_here(), "execute.stop", self.failed.emit)

    async def _stop_here(self) -> None:
        await self.desk.execute.cancel_rest()
        self.said.emit("Stopped. What was done can be taken back.")
        self.enter()

    def take_back(self, effects: tuple[str, ...]) -> bool:
        """Undo these effects. Return whether it was begun: it is not while another command runs, which is said."""
        begun = self.work(self._take_back(effects), "Taking back")
        if not begun:
            self.said.emit("Not begun: a command is under way. Take back when it has ended.")
        return begun

    def leave_unknown(self, alert: str) -> None:
        """Wait no longer for an answer to what this card is about."""
        work = self.desk.execute.leave_unknown(alert)
        self.tasks.start(work, f"alert.{alert}", self.failed.emit)

    def take_back_owed(self) -> None:
        """Try once more what a service that was away kept from being taken back."""
        self.work(self.desk.execute.take_back_owed(), "Taking back")

    # A held reply somebody looks at.

    def pause_reply(self, effect: str) -> None:
        """Keep it from leaving."""
        self._about_reply(effect, self.desk.execute.pause_reply(effect), "The reply waits for you")

    def let_go(self, effect: str) -> None:
        """Give it back to its clock."""
        self._about_reply(effect, self.desk.execute.let_reply_go(effect), "It leaves in time")

    def give_up_reply(self, effect: str) -> None:
        """Cancel it: it leaves no trace."""
        self.tasks.start(self._give_up(effect), f"execute.reply.{effect}", self.failed.emit)

    async def _give_up(self, effect: str) -> None:
        await self.desk.execute.undo((effect,))
        left = self._left(await self._rows((effect,)))
        self.said.emit(left or "The reply will not leave")

    def _about_reply(self, effect: str, work: Coroutine[Any, Any, None], words: str) -> None:
        """Each reply by itself: what was asked of one is not dropped because another is asked about."""
        key = f"execute.reply.{effect}"
        self.tasks.start(self._then_say(work, words), key, self.failed.emit)

    async def _then_say(self, work: Coroutine[Any, Any, None], words: str) -> None:
        await work
        self.said.emit(words)

    async def _take_back(self, effects: tuple[str, ...]) -> None:
        try:
            await self.desk.execute.undo(effects)
        finally:
            rows = await self._rows(effects)
            if any(row.kept for row in rows):
                await self._show_kept()
            if left := self._left(rows):
                self.said.emit(left)

    def show_kept(self) -> None:
        """Show what undo left alone, whenever that was."""
        self.tasks.start(self._show_kept(), "execute.kept", self.failed.emit)

    async def _show_kept(self) -> None:
        """All of it: whoever sees the list needs no card of it."""
        kept = tuple(row for row in (await self.desk.execute.view()).effects if row.kept)
        if kept:
            self.asked.emit("kept_values", kept)
            with suppress(TriageError):  # the card stays, and says it once more
                await self.desk.execute.resolve(AlertKind.KEPT.value, Resolution.ACCEPTED)

    async def _rows(self, effects: tuple[str, ...]) -> tuple[EffectRow, ...]:
        rows = (await self.desk.execute.view()).effects
        return tuple(row for row in rows if row.id in effects)

    @staticmethod
    def _left(rows: tuple[EffectRow, ...]) -> str:
        """Say what was wanted back too late: a reply that left is final."""
        final = [row for row in rows if row.kind is EffectKind.PUBLIC_REPLY]
        gone = sum(row.state is EffectState.UNDO_SKIPPED for row in final)
        return (
            f"{counted(gone, 'reply', 'replies')} had left already and cannot be taken back"
            if gone
            else ""
        )


def _figures(view: ExecuteView) -> tuple[tuple[str, int, int], ...]:
    """Count what stands outside, or is held, by kind."""
    notes = (EffectKind.INTERNAL_NOTE, EffectKind.PUBLIC_REPLY)
    groups = (
        ("Categorised", (EffectKind.CATEGORISE,), _DONE),
        ("Drafts ready", notes, (*_DONE, EffectState.HELD)),
        ("Escalated", (EffectKind.SLACK_ESCALATION,), _DONE),
    )
    rows = []
    for name, kinds, states in groups:
        effects = [row for row in view.effects if row.kind in kinds and row.current]
        rows.append((name, sum(row.state in states for row in effects), len(effects)))
    return tuple(rows)
