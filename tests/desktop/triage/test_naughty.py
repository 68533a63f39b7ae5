"""Strings made to break programs, through all of triage: no crash, no freeze, and a sensible answer."""

import pytest

from desktop.domain.plan import BLOCKING, DraftKind, DraftNeed
from desktop.domain.ticket import Snapshot, SolvedTicket, Ticket
from desktop.stages.plan.writing import categorise, write_drafts
from desktop.triage.clusters import clusters
from desktop.triage.phi import scan
from desktop.triage.priority import Standing, suggest
from desktop.triage.safeguards import DEFAULTS
from desktop.triage.sentences import PLACE
from desktop.triage.sentiment import sentiment
from tests.desktop.triage.tickets import NOW, page, ticket
from tests.ui.hostile import OURS, naughty, payloads

WORD, MEGABYTE = "token", 1_000_000
OWN = ["", " ", WORD, "🦄" * 40, "مرحبا بالعالم " * 20, "トークンが拒否されました" * 10, "<p><br></p>" * 50,
    "x" * MEGABYTE, "token refused " * (MEGABYTE // 14), "\n" * MEGABYTE, "\ud800", "a" * 20_000 + "@"]  # fmt: skip
SOLVED = tuple(
    SolvedTicket(n, text, label)
    for n, (text, label) in enumerate([("token refused", "auth"), ("invoice twice", "billing")] * 4)
)
PAGES = (
    page(1, "Token refused with 401", "Ask for a new token."),
    page(2, "", ""),
    page(3, "🦄", "\x00"),
)


def tickets_of(texts: list[str]) -> tuple[Ticket, ...]:
    """Return two tickets of each text: as subject, and as description."""
    subjects = [ticket(n, subject=text, description="") for n, text in enumerate(texts, start=1)]
    bodies = [
        ticket(n, subject="Help", description=text)
        for n, text in enumerate(texts, start=len(texts) + 1)
    ]
    return (*subjects, *bodies)


@pytest.mark.parametrize("model", ["", "/nowhere"])
@pytest.mark.parametrize(
    "texts",
    [OWN, [str(one) for one in OURS], naughty()[:260], naughty()[260:], payloads()],
    ids=["own", "hostile", "naughty", "naughtier", "payloads"],
)
def test_every_string_goes_all_the_way(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], model: str
) -> None:
    monkeypatch.setenv(PLACE, model)
    tickets = tickets_of(texts)
    found = clusters(tickets)
    together = [one for cluster in found.same for one in cluster.tickets]
    assert len(together) == len(set(together))
    snapshot = Snapshot(NOW, tickets, SOLVED, PAGES, None, ())
    assert len(categorise(tickets, snapshot)) == len(tickets)
    needs = [DraftNeed(one.id, DraftKind.PUBLIC_REPLY, (), None) for one in tickets]
    drafts = write_drafts(needs, tickets, snapshot, DEFAULTS, 365, {}, found.same)
    for draft in drafts:
        assert 50 < len(draft.text) < 4_000
        assert "{{" not in draft.text
        assert "<script" not in draft.text.lower()
    assert sum(draft.blocked for draft in drafts) <= len(drafts) // 20, [
        (draft.ticket, [c.check for c in draft.checks if not c.passed and c.check in BLOCKING])
        for draft in drafts
        if draft.blocked
    ]


@pytest.mark.parametrize("text", [*OWN, *OURS], ids=lambda text: repr(text)[:20])
def test_every_string_has_a_tone_and_a_priority(text: str) -> None:
    one = ticket(subject=text[:5_000], description=text)
    assert sentiment(one.text).label
    assert suggest(one, Standing(None, NOW - NOW, 1, 5)).reasons
    assert scan(text[:50_000]) is not None
