"""A small sealed mission and the bundle made of it."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.domain.facts import (
    Fact,
    FeedbackSubmitted,
    MissionCompleted,
    MissionSealed,
    MissionStarted,
    Mode,
)
from desktop.domain.outcome import AtRisk, Ending, Figure, Outcome
from desktop.domain.ticket import SlaDeadline
from desktop.domain.values import Actor, Role, to_millis
from desktop.evidence.contract import Checked, Contents, Posted, Recorded
from desktop.ledger.chain import head, write_row
from desktop.ports import ADDENDUM, MAIN, StoredFact
from desktop.watch.contract import TicketClocks
from desktop.watch.stories import tell_clocks
from tests.desktop.domain.sla.tickets import agreed, at, history
from tests.desktop.watch.test_running import ticket

MISSION = "01k0mission"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LEAD = Actor("201", "sam", Role.LEAD)
FIGURES = {"triaged": 47, "drafts": 12, "escalations": 3, "breaches": 0, "saved_seconds": 7350}


def facts() -> list[tuple[str, Fact]]:
    started = MissionStarted(
        mode=Mode.SANDBOX,
        batch_size=12,
        threshold=5,
        undo_seconds=900,
        margin_seconds=60,
        window_seconds=5400,
    )
    completed = MissionCompleted(outcome="a" * 64, **FIGURES)
    sealed = MissionSealed(outcome="b" * 64, **FIGURES, breached=())
    feedback = FeedbackSubmitted(stars=5, words=None)
    return [
        (MAIN, started),
        (MAIN, completed),
        (MAIN, sealed),
        (ADDENDUM, feedback),
        (ADDENDUM, feedback),
    ]


def chained(mission: str = MISSION) -> tuple[StoredFact, ...]:
    rows: list[StoredFact] = []
    for number, (chain, fact) in enumerate(facts()):
        seq = sum(row.chain == chain for row in rows) + 1
        at = to_millis(NOW + timedelta(minutes=number))
        rows.append(write_row(mission, chain, seq, at, LEAD, fact, head(rows, chain)))
    return tuple(rows)


def outcome() -> Outcome:
    values = {
        "triaged": 47.0,
        "drafts": 12.0,
        "escalations": 3.0,
        "breaches": 0.0,
        "minutes_saved": 122.5,
    }
    figures = tuple(
        Figure(name, value, f"{value:g} {name}", ("1", "2"), "A rule.")
        for name, value in values.items()
    )
    return Outcome(
        NOW,
        sealed=True,
        figures=figures,
        at_risk=(AtRisk(7, Ending.ANSWERED, "10:20"),),
        breached=(),
    )


def contents() -> Contents:
    checks = (
        Checked(7, "no_jargon", True, ""),
        Checked(8, "verified_kb", False, "no page <b>close</b> enough"),
    )
    posts = (Posted("#eng-oncall", "1763888400.000100", "Six tickets: API answers 401 & more"),)
    return Contents(
        MISSION,
        Mode.SANDBOX,
        NOW,
        chained(),
        outcome(),
        checks,
        posts,
        (Recorded("reflect", 1, {"n": 1}),),
        (_clocks(),),
    )


def _clocks() -> TicketClocks:
    theirs = SlaDeadline("first_reply_time", "active", at(75))
    return tell_clocks(ticket(7, theirs), history(), agreed(), at(10))


def repack(
    bundle: Path, change: dict[str, bytes | None], compress: int = zipfile.ZIP_DEFLATED
) -> None:
    """Write the bundle again with members changed, added or (None) removed, as a forger would."""
    with zipfile.ZipFile(bundle) as packed:
        files: dict[str, bytes | None] = {name: packed.read(name) for name in packed.namelist()}
    files |= {f"{MISSION}/{name}": content for name, content in change.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compress) as packed:
        for name, content in files.items():
            if content is not None:
                packed.writestr(name, content)
    bundle.write_bytes(held.getvalue())


def member(bundle: Path, name: str) -> bytes:
    with zipfile.ZipFile(bundle) as packed:
        return packed.read(f"{MISSION}/{name}")
