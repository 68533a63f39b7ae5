"""Triage: fifty tickets end to end beside their embedding, and thousands of texts grouped."""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice

from desktop.domain.brief import Safeguard
from desktop.domain.plan import DraftKind, DraftNeed
from desktop.domain.ticket import Snapshot, Ticket
from desktop.stages.plan.writing import categorise, write_drafts
from desktop.triage import sentences
from desktop.triage.categories import learnt
from desktop.triage.clusters import SIMILAR, clusters, grouped
from desktop.triage.knowledge import Knowledge
from desktop.triage.resemblance import likeness
from desktop.triage.safeguards import DEFAULTS
from tests.bench.measure import Entry, by_turns
from tests.snapshots import default_snapshot

_FIFTY = 50
_GREETINGS = ["", "Hello, ", "hi team, ", "URGENT ", "Please help: "]


def triage() -> Entry:
    """Embed, cluster, categorise, retrieve, draft and check 50 tickets beside embedding them alone.

    What was computed when the queue was read first (the solved tickets' and the pages' vectors) is there.
    """
    snapshot = default_snapshot()
    tickets = snapshot.tickets[:_FIFTY]
    needs = [DraftNeed(t.id, DraftKind.PUBLIC_REPLY, (), t.deadline) for t in tickets]
    learnt(snapshot.solved)
    Knowledge(snapshot.pages, snapshot.taken_at)
    texts = [ticket.text for ticket in tickets]
    ours, alone = by_turns(
        lambda: _all_of(tickets, needs, snapshot, DEFAULTS), lambda: _embedded(texts), 7
    )
    return Entry("triage", ours, alone, 1.5, "ms for 50", "the embedding alone")


def _all_of(
    tickets: tuple[Ticket, ...],
    needs: list[DraftNeed],
    snapshot: Snapshot,
    safeguards: tuple[Safeguard, ...],
) -> None:
    _forget([ticket.text for ticket in tickets])
    clusters(tickets)
    categorise(tickets, snapshot)
    write_drafts(needs, tickets, snapshot, safeguards, 365, {})


def _embedded(texts: list[str]) -> None:
    _forget(texts)
    sentences.embed(texts)


def _forget(texts: list[str]) -> None:
    for text in texts:
        sentences._memory.pop(sentences.key_of(text), None)


def grouping(many: int) -> Callable[[], Entry]:
    """Return the line that groups so many texts beside computing their likeness alone."""

    def measure() -> Entry:
        texts = [text for text, _ in islice(noisy_copies(random.Random(7)), many)]
        sentences.embed(texts)
        start = time.perf_counter()
        likeness(texts)
        alone = time.perf_counter() - start
        start = time.perf_counter()
        found = grouped(likeness(texts), SIMILAR)
        ours = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"     {many} texts: {len(found)} groups, {used} MB at most\n")
        return Entry(f"group_{many}", ours, alone, 2.0, "s", "their likeness alone")

    return measure


def noisy_copies(chance: random.Random) -> Iterator[tuple[str, int]]:
    """Yield tickets of the default queue said again, and which: words left out, slips of the finger, greetings."""
    said = [(ticket.text, ticket.id) for ticket in default_snapshot().tickets]
    while True:
        text, ticket = chance.choice(said)
        yield noisy(text, chance), ticket


def noisy(text: str, chance: random.Random) -> str:
    """Return a text as another might have said it."""
    kept = [_slip(word, chance) for word in text.split() if chance.random() > 0.1]
    return chance.choice(_GREETINGS) + " ".join(kept)


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 4 or chance.random() > 0.05:
        return word
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


TRIAGE = {"triage": triage, "group_1000": grouping(1_000), "group_10000": grouping(10_000)}
