"""`triagedeck self-test`: prove an installation, frozen or not, by a whole mission in a temporary folder."""

import tempfile
from pathlib import Path

from desktop.base.paths import resource
from desktop.bus import Message
from desktop.cli.audit import verify_ledgers
from desktop.cli.doctor import sentence_model
from desktop.cli.drive import Wishes
from desktop.cli.findings import Finding, Findings, findings
from desktop.cli.mission import Options, run_mission
from desktop.cli.result import MissionResult
from desktop.cli.window_check import check_window
from desktop.domain.errors import TriageError
from desktop.domain.values import StageName
from desktop.evidence.verify import verify

_INTENT = "Triage high-priority API authentication tickets from the last 4 hours"
_SHIPPED = (
    ("queues", "default.json"),
    ("models", "minilm", "tokenizer.json"),
    ("words", "empty_en.json"),
    ("words", "support_tone.json"),
    ("words", "vader_lexicon.txt"),
    ("words", "topics.json"),
    ("words", "stopwords.json"),
    ("words", "intent_en.json"),
    ("words", "intent_de.json"),
    ("words", "jargon_en.json"),
    ("words", "jargon_de.json"),
    ("words", "letter_en.json"),
    ("words", "letter_de.json"),
    ("templates", "reply_en.txt"),
    ("templates", "reply_de.txt"),
    ("templates", "approval.html.jinja"),
    ("templates", "report.html.jinja"),
)


async def self_test() -> Findings:
    """Run every check; a failing one names itself."""
    missing = ["/".join(parts) for parts in _SHIPPED if not resource(*parts).is_file()]
    shipped = Finding(
        "Resources", not missing, ", ".join(missing) or f"{len(_SHIPPED)} files", "Install again."
    )
    with tempfile.TemporaryDirectory(prefix="triagedeck-") as place:
        mission = await _mission(Path(place, "mission"))
        return findings(
            shipped, sentence_model(), *mission, await check_window(Path(place, "window"))
        )


async def _mission(place: Path) -> list[Finding]:
    try:
        result = await run_mission(Options(Wishes(_INTENT), None, place), _silent, _deaf)
    except TriageError as failed:
        return [Finding("Mission", False, f"{failed.title}: {failed.message}", failed.remedy)]
    audit = await verify_ledgers(place)
    problems = "; ".join(f"{path} {what}" for path, what in verify(result.bundle))
    return [
        _outcome(result),
        Finding("Ledger", audit.ok, audit.findings[0].words),
        Finding("Bundle", not problems, problems or "intact"),
    ]


def _outcome(result: MissionResult) -> Finding:
    """Check what must hold for any queue: all of the scope triaged, nothing open, nothing breached."""
    whole = result.triaged == len(result.scope) > 0
    settled = all(effect.state == "confirmed" for effect in result.effects)
    answered = all(row.ended == "answered" for row in result.at_risk)
    words = (
        f"{result.triaged} triaged, {result.drafts} drafts, {result.escalations} escalations, "
        f"{result.breaches} breaches"
    )
    return Finding("Mission", whole and settled and answered and not result.breaches, words)


def _silent(_: StageName, __: str) -> None:
    return None


def _deaf(_: Message) -> None:
    return None
