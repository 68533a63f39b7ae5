"""Which page answers a ticket: only verified and fresh ones are linked, and none is an answer."""

import pytest

from desktop.domain.errors import InputError
from desktop.domain.plan import DraftKind, DraftNeed
from desktop.triage.drafts import prepare
from desktop.triage.knowledge import Knowledge, Match
from desktop.triage.safeguards import DEFAULTS
from desktop.triage.sentences import PLACE
from tests.desktop.triage.tickets import NOW, page, ticket

FITS = page(1, "Token refused with 401", "The token has expired.\nAsk for a new one with your key.")
STALE = page(2, "Token refused with 401", FITS.body, days=400)
DRAFTED = page(3, "Token refused with 401", FITS.body, verified=False)
OTHERS = [
    page(n, f"Print labels of size {n}", "Choose the label's size in the menu.")
    for n in range(4, 10)
]
ASKED = ticket(subject="Our token is refused with 401 since noon")


@pytest.mark.parametrize("model", ["", "/nowhere"])
def test_the_page_that_answers_is_found_with_the_model_and_without(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setenv(PLACE, model)
    known = Knowledge([*OTHERS, FITS], NOW)
    assert known.answer(ASKED) == FITS
    found = known.candidates(ASKED)
    assert (found[0].page, len(found)) == (FITS, 5)
    assert found[0].match is not Match.WEAK
    assert found[-1].match is Match.WEAK


def test_no_article_is_an_answer() -> None:
    assert Knowledge(OTHERS, NOW).answer(ASKED) is None
    assert Knowledge([], NOW).answer(ASKED) is None
    assert Knowledge([], NOW).candidates(ASKED) == ()


@pytest.mark.parametrize("only", [STALE, DRAFTED])
def test_a_page_that_fits_but_may_not_be_linked_is_told_apart(only: object) -> None:
    known = Knowledge([*OTHERS, only], NOW)  # type: ignore[list-item]
    close = known.candidates(ASKED)
    assert known.best(close) is None
    assert known.unusable(close) == only
    made = prepare(DraftNeed(101, DraftKind.PUBLIC_REPLY, (), None), ASKED, known, DEFAULTS)
    assert (made.page_id, made.unusable) == (None, only.id)  # type: ignore[attr-defined]


def test_where_one_may_be_linked_nothing_is_stuck() -> None:
    known = Knowledge([FITS, STALE], NOW)
    assert known.unusable(known.candidates(ticket(subject="Print labels"))) is None
    made = prepare(DraftNeed(101, DraftKind.PUBLIC_REPLY, (), None), ASKED, known, DEFAULTS)
    assert (made.page_id, made.unusable) == ("1", None)


def test_the_passage_that_answers_is_shown() -> None:
    body = " ".join(["Nothing of use stands here."] * 20) + "\nAsk for a new token with your key."
    known = Knowledge([page(1, "Keys", body)], NOW)
    assert "new token" in known.passage(ticket(subject="How do I get a new token"), "1")


def test_a_page_that_may_not_be_linked_cannot_be_chosen() -> None:
    known = Knowledge([FITS, STALE, DRAFTED], NOW)
    assert known.chosen("1") == FITS
    for page_id in ("2", "3", "99"):
        with pytest.raises(InputError, match="may not be linked"):
            known.chosen(page_id)
