"""One clock of a ticket: what is left by the wall and by business hours, both opinions, and why."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.sla.verdict import Agreement
from desktop.domain.sla.why import StepKind
from desktop.domain.standing import NO_DEADLINE, ClockState
from desktop.domain.values import to_millis
from desktop.watch.contract import ClockStory
from ui.theme.metrics import metric_words
from ui.theme.time_left import business_left, short_words
from ui.theme.zones import both_zones, instant_words
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.clock import ClockLabel
from ui.widgets.icon import Icon
from ui.widgets.tag import Tag
from ui.widgets.text import Label
from ui.widgets.why_list import WhyList

_STAGES = {
    "active": (ClockState.RUNNING, "Running", "neutral", "timer"),
    "paused": (ClockState.PAUSED, "Paused", "neutral", "pause"),
    "achieved": (ClockState.MET, "Achieved", "ok", "check"),
}
_OTHER = (ClockState.UNKNOWN, "Not known", "neutral", "circle-dashed")
_LATE = "Answered late"


class ClockStoryCard(Card):
    """Painted from its deadline and its open hours each tick.

    Attributes:
        why: The button that opens the list of steps.
    """

    def __init__(self, story: ClockStory, looked_at: datetime) -> None:
        super().__init__()
        self._story = story
        self._state, *stage = _STAGES.get(story.stage, _OTHER)
        deadline = story.verdict.deadline
        self._deadline = to_millis(deadline) if deadline else NO_DEADLINE
        self.clock = ClockLabel("kpi_small")
        self.clock.follow(self._deadline, self._state)
        self._left = Label("", "caption", "text2", wrap=True)
        self._steps = WhyList(story.steps)
        self.why = Button("Why?", "quiet", "chevron-right", dense=True)
        self.why.clicked.connect(lambda: self.unfold(self._steps.isHidden()))
        at = deadline or looked_at
        self._zones = Label(both_zones(story.zone, at), "caption", "text2", wrap=True)
        name = metric_words(story.verdict.metric)
        self.why.setAccessibleName(f"{name}: why this much is left")
        self.setAccessibleName(f"{name}: {stage[0]}")
        self._lay_out(name, _tag(story, stage), looked_at)
        self.unfold(False)

    def _lay_out(self, name: str, tag: Tag, looked_at: datetime) -> None:
        self.body.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(name, "label", elide=True), 1)
        head.addWidget(tag)
        self.body.addLayout(head)
        self.body.addWidget(self.clock)
        self.body.addWidget(self._left)
        said = opinions(self._story, looked_at)
        if said:
            self.body.addWidget(_Opinions(said, self._story.verdict.agreement))
        self.body.addWidget(self.why)
        self.body.addWidget(self._steps)
        self.body.addWidget(self._zones)

    def unfold(self, open_: bool) -> None:
        """Open or close the list of steps; without a history there is none."""
        known = bool(self._story.steps)
        self.why.setVisible(known)
        self._steps.setVisible(open_ and known)
        self._zones.setVisible(open_ and known)
        self.why.say(self.why.text(), icon="chevron-down" if open_ else "chevron-right")
        self.why.setAccessibleDescription("open" if open_ else "closed")

    def tick(self, now_ms: int) -> None:
        """Count down both times."""
        self.clock.tick(now_ms)
        words = self._left_words(now_ms)
        if words != self._left.text():
            self._left.say(words)
            self.why.say(self._question(now_ms))

    def _question(self, now_ms: int) -> str:
        if self._state is not ClockState.RUNNING or self._deadline >= NO_DEADLINE:
            return "Why?"
        return f"Why {'-' if now_ms > self._deadline else ''}{_wall(self._deadline, now_ms)}?"

    def _left_words(self, now_ms: int) -> str:
        if self._state is ClockState.PAUSED:
            return "The clock stands still."
        if self._state is ClockState.MET:
            return "This clock has ended."
        if self._deadline >= NO_DEADLINE:
            return "No target is known."
        return left_words(self._story, self._deadline, now_ms)


class _Opinions(Card):
    def __init__(self, words: str, agreement: Agreement) -> None:
        differ = agreement is Agreement.DIFFERENT
        super().__init__("warn" if differ else "neutral")
        self.body.setContentsMargins(10, 8, 10, 8)
        row = QHBoxLayout()
        row.setSpacing(8)
        icon, tone = ("git-compare", "warn") if differ else ("info", "text2")
        row.addWidget(Icon(icon, tone, 14))
        row.addWidget(Label(words, "caption", "text", wrap=True), 1)
        self.body.addLayout(row)


def left_words(story: ClockStory, deadline_ms: int, now_ms: int) -> str:
    """Say what is left by the wall and of business time, each by its name; of hours nobody knows, nothing."""
    if now_ms >= deadline_ms:
        return f"over by {_wall(deadline_ms, now_ms)} on the wall clock"
    wall = f"{_wall(deadline_ms, now_ms)} left on the wall clock"
    if not story.target_seconds:
        return wall
    if not story.zone:
        return f"{wall} · every minute counts"
    return f"{wall} · {short_words(business_left(story.openings, now_ms))} of business time"


def opinions(story: ClockStory, now: datetime) -> str:
    """Say both instants where they differ and why; where there is one only, why; empty when they agree."""
    verdict = story.verdict
    if verdict.agreement is not Agreement.DIFFERENT:
        return verdict.reason
    theirs, ours = (
        instant_words(at, now) if at else "no instant" for at in (verdict.theirs, verdict.ours)
    )
    return f"Zendesk says {theirs}, computed here {ours}: {verdict.reason}"


def _wall(deadline_ms: int, now_ms: int) -> str:
    return short_words(abs(deadline_ms - now_ms))


def _tag(story: ClockStory, stage: list[str]) -> Tag:
    words, tone, icon = stage
    breached = any(step.kind is StepKind.BREACHED for step in story.steps)
    if breached and story.stage == "achieved":
        return Tag(_LATE, "crit", "octagon-alert")
    return Tag(words, tone, icon)
