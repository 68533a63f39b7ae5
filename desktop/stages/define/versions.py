"""The versions of a brief, read from the facts: which was locked when, and why the next one was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.errors import IntegrityError
from desktop.domain.facts import BriefReopened, IntentSubmitted, MissionBriefLocked
from desktop.domain.values import Digest, from_millis
from desktop.ledger.chain import Entry
from desktop.ledger.ledger import Ledger
from desktop.stages.define.contract import Version


@dataclass(frozen=True)
class Locked:
    """One version; ``reason`` names the sealed words, None for the first and for one of another intent."""

    number: int
    at: datetime | None
    reason: Digest | None
    new_intent: bool


def versions(entries: Iterable[Entry]) -> tuple[Locked, ...]:
    """Return the versions, the newest first; one that is being written comes before all and has no time."""
    found: list[Locked] = []
    reason: Digest | None = None
    intents = 0
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, BriefReopened):
            reason = fact.reason
        elif isinstance(fact, IntentSubmitted):
            intents += 1
        elif isinstance(fact, MissionBriefLocked):
            at = from_millis(entry.at)
            found.append(Locked(fact.version, at, reason, bool(found) and intents > 0))
            reason, intents = None, 0
    if found and (reason or intents):
        found.append(Locked(found[-1].number + 1, None, reason, intents > 0))
    return tuple(reversed(found))


async def history(ledger: Ledger) -> tuple[Version, ...]:
    """Return the same with the reasons in words."""
    told = versions(ledger.entries)
    return tuple([Version(one.number, one.at, await _reason(one, ledger)) for one in told])


async def _reason(one: Locked, ledger: Ledger) -> str:
    if one.reason is None:
        return "another intent" if one.new_intent else ""
    try:
        return (await ledger.read(one.reason)).decode()
    except IntegrityError:
        return "its reason was deleted"
