"""A bundle opened offline: checked, read, folded fact by fact, so that it can be stepped through.

Nothing of it is trusted: what cannot be read becomes a problem in words, and what can be is still shown.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from desktop.domain.effect import EffectState
from desktop.domain.errors import InputError, IntegrityError, RuleError
from desktop.domain.facts.telling import needs_person, tell
from desktop.domain.fold import apply
from desktop.domain.mission import Mission
from desktop.domain.outcome import Outcome
from desktop.domain.values import from_millis
from desktop.evidence.contract import Checked, FactLine, Posted, Problem, ReviewStep, ReviewView
from desktop.evidence.verify import FACTS, FIGURES, examine, noting, read_files
from desktop.ledger.chain import read_row
from desktop.ports import StoredFact
from desktop.watch.checklist import checklist

T = TypeVar("T")

_CHECKS, _TRANSCRIPT = "data/checks.json", "data/transcript.json"
_UNREADABLE = (IntegrityError, RuleError, OverflowError, OSError, ValueError, RecursionError)
"""What a line that was tampered with can bring about, up to a date that is none."""
_READ = (FACTS, FIGURES, _CHECKS, _TRANSCRIPT)


class _Check(Struct):
    """A row of checks.json, in the order of ``Checked``."""

    ticket: int
    check: str
    passed: bool
    detail: str
    verdict: str = ""


class _Post(Struct):
    """A row of transcript.json, in the order of ``Posted``."""

    channel: str
    ts: str
    text: str


class OpenedBundle:
    """Implements ``Review``. ``states`` are the missions before the first fact and after each."""

    def __init__(self, view: ReviewView, states: Sequence[Mission]) -> None:
        self._view = view
        self._states = states

    @property
    def view(self) -> ReviewView:
        """What the bundle holds."""
        return self._view

    def at(self, step: int) -> ReviewStep:
        """Return how the mission stood after fact ``step``; beyond either end, as it stood there."""
        mission = self._states[min(max(step, 0), len(self._states) - 1)]
        counted = Counter(effect.state for effect in mission.effects.values())
        return ReviewStep(
            stage=mission.stage,
            checklist=checklist(mission),
            open_alerts=sum(alert.open for alert in mission.alerts.values()),
            effects=tuple((s.value, counted[s]) for s in EffectState if counted[s]),
            undo_until=from_millis(mission.undo_until) if mission.undo_until else None,
            sealed=mission.sealed,
        )


def open_review(path: Path) -> OpenedBundle:
    """Read a bundle whole; slow, for a thread. Raises InputError when the file is none at all."""
    files = _files(path)
    verdict = examine(path)
    problems = list(verdict.problems)
    rows = _rows(files[FACTS], problems)
    lines, states = _replay(rows, problems)
    view = ReviewView(
        name=path.name,
        mission=states[0].id,
        problems=tuple(Problem(*one) for one in problems),
        signer=verdict.signer,
        facts=lines,
        outcome=_value(files, FIGURES, Outcome),
        checks=tuple(Checked(*astuple(c)) for c in _value(files, _CHECKS, list[_Check]) or ()),
        transcript=tuple(
            Posted(*astuple(p)) for p in _value(files, _TRANSCRIPT, list[_Post]) or ()
        ),
    )
    return OpenedBundle(view, states)


def _files(path: Path) -> dict[str, bytes]:
    """Return the files we show. Raises InputError without a record of facts: that is no bundle."""
    found: list[tuple[str, str]] = []
    content: dict[str, bytes] = {}
    with ExitStack() as stack, noting(found, ""):
        files = read_files(path, stack)
        for name in _READ:
            if name in files:
                with noting(found, name), files[name]() as file:
                    content[name] = file.read()
    if FACTS not in content:
        what = "; ".join(f"{place} {words}".strip() for place, words in found)
        raise InputError(
            "This is no evidence bundle",
            f"{path.name}: {what or 'it holds no record of facts'}.",
            "Choose a file that ends in .triagebag.",
        )
    return content


def _rows(text: bytes, problems: list[tuple[str, str]]) -> list[StoredFact]:
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            rows.append(msgspec.json.decode(line, type=StoredFact))
        except (msgspec.DecodeError, RecursionError):
            problems.append((FACTS, f"line {number} is no fact"))
    return rows


def _replay(
    rows: Sequence[StoredFact], problems: list[tuple[str, str]]
) -> tuple[tuple[FactLine, ...], list[Mission]]:
    """Tell every fact and fold it; one that cannot be read or cannot follow leaves the state as it was."""
    states = [Mission(_mission_id(rows))]
    lines = []
    for row in rows:
        state = states[-1]
        try:
            entry = read_row(row)
            title, detail = tell(entry.fact)
            states.append(apply(state, entry.fact, entry.at))
            detail = _placed(detail, getattr(entry.fact, "effect", ""), states[-1])
            at, alarming = from_millis(entry.at), needs_person(entry.fact)
        except _UNREADABLE as broken:
            problems.append((FACTS, f"{row.chain} {row.seq} cannot be replayed: {broken}"))
            states.append(state)
            title, detail, at, alarming = "Cannot be read", "", from_millis(0), True
        lines.append(
            FactLine(row.chain, row.seq, at, state.stage, title, detail, row.hash[:8], alarming)
        )
    return tuple(lines), states


def _placed(detail: str, effect_id: str, mission: Mission) -> str:
    """Say which change it was and where, instead of its id, which tells a reader nothing."""
    effect = mission.effects.get(effect_id)
    if effect is None:
        return detail
    place = f"#{effect.target}" if effect.target.isdigit() else effect.target
    return detail.replace(effect_id, f"{effect.kind.value.replace('_', ' ').capitalize()} {place}")


def _mission_id(rows: Sequence[StoredFact]) -> str:
    try:
        return str(json.loads(rows[0].body)["mission"])
    except (LookupError, TypeError, ValueError, RecursionError):
        return "unnamed"


def _value(files: Mapping[str, bytes], name: str, kind: type[T]) -> T | None:
    """Return a file's value; None where it is missing or of another shape (the verdict says so)."""
    try:
        return msgspec.json.decode(files[name], type=kind)
    except (KeyError, msgspec.DecodeError, RecursionError):
        return None
