"""A hundred stories that nobody thought of: each effect once, nothing lost, nothing of others overwritten."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from desktop.connectors.zendesk_writes import ZendeskWrites
from desktop.domain.approval import Answer
from desktop.domain.fold import execution
from desktop.domain.fold.base import put_increment
from desktop.domain.mission import Increment, Mission
from desktop.stages.execute import runner, service
from tests.desktop.stages.standing import SCOPE
from tests.faults.amending import Amend, Drop
from tests.faults.blind_undo import restore_blindly
from tests.faults.boundaries import BOUNDARIES
from tests.faults.conftest import in_memory
from tests.faults.edits import KINDS, Edit
from tests.faults.failures import REPEATABLE, Failure, How
from tests.faults.indoors import Indoors
from tests.faults.judge import Verdict
from tests.faults.late_journal import LateJournal
from tests.faults.prepared import Prepared
from tests.faults.sequences import Crash, Jump, Meanwhile, Player, Release, Run, Step, TakeBack
from tests.faults.virtual import run

PLACES = (
    ("zendesk", "PUT"),
    ("zendesk", "GET"),
    ("slack", "POST", "/slack/api/chat."),
    ("slack", "GET"),
)
FAILURES = st.builds(
    lambda how, place, skip: Failure(how, *place, skip=skip),
    st.sampled_from(How),
    st.sampled_from(PLACES),
    st.integers(0, 9),
).filter(lambda f: f.method in REPEATABLE or f.how is not How.DELIVERED_TWICE)
EDITS = st.builds(Edit, st.sampled_from(sorted(SCOPE)), st.sampled_from(KINDS))
EVERY = frozenset(range(7))
STEPS = st.one_of(
    st.just(Run()),
    st.just(Release()),
    st.just(TakeBack(EVERY)),
    st.builds(TakeBack, st.frozensets(st.integers(0, 6), min_size=1)),
    st.builds(Meanwhile, EDITS, st.booleans()),
    FAILURES,
    st.builds(Crash, st.sampled_from(BOUNDARIES), st.integers(1, 12)),
    st.builds(
        Amend, st.integers(0, 5), st.sampled_from((None, *Answer, Answer.APPROVE)), st.booleans()
    ),
    st.builds(Amend, st.integers(0, 1), st.just(Answer.APPROVE)),
    st.just(Drop()),
    st.builds(Jump, st.sampled_from((30, 600, 1200, 86_400))),
)
STORIES = st.builds(
    lambda begun, steps: [*begun, *steps],
    st.sampled_from(([], [Run()], [Run()])),
    st.lists(STEPS, min_size=1, max_size=8),
)
"""Most begin with a run: without one there is little to go wrong."""


Judged = Callable[[list[Step]], Verdict]


@pytest.fixture
def judged(prepared: Prepared) -> Judged:
    """Play on the prepared mission; a failed story then tells its steps, not the whole mission."""
    return lambda steps: verdict(prepared, steps)


@settings(
    max_examples=100,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STORIES)
def test_whatever_befalls_a_run_it_does_no_harm(judged: Judged, steps: list[Step]) -> None:
    assert judged(steps).wrong == {}


def verdict(prepared: Prepared, steps: list[Step]) -> Verdict:
    async def play(folder: Path) -> Verdict:
        with Indoors(folder, prepared) as world:
            return await Player(world).play(steps)

    with tempfile.TemporaryDirectory(prefix="faults-", dir=in_memory()) as folder:
        return run(play(Path(folder) / "round"))


@pytest.mark.parametrize("theirs", ["category", "tags"])
def test_an_undo_that_does_not_compare_is_found_out(
    judged: Judged, monkeypatch: pytest.MonkeyPatch, theirs: str
) -> None:
    monkeypatch.setattr(ZendeskWrites, "restore", restore_blindly)
    edit = Meanwhile(Edit(min(SCOPE), theirs), in_between=False)
    assert set(judged([Run(), edit, TakeBack(EVERY)]).wrong) == {"foreign_overwritten"}


def test_new_words_beside_which_the_old_ones_stay_are_found_out(
    judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Step] = [Run(), Amend(0, Answer.APPROVE), Run()]
    assert judged(steps).wrong == {}
    monkeypatch.setattr(service, "ended_by", lambda _: [])
    assert "duplicated" in judged(steps).wrong


@pytest.mark.parametrize("said", [Amend(0, Answer.DECLINE), Amend(0, Answer.APPROVE, vouched=True)])
def test_new_words_that_leave_without_a_yes_are_found_out(
    judged: Judged, monkeypatch: pytest.MonkeyPatch, said: Amend
) -> None:
    assert judged([Run(), said, Run()]).wrong == {}
    for module in (service, runner):
        monkeypatch.setattr(module, "require_same", lambda m, n: m.approval_of(n))
    monkeypatch.setattr(service, "waits_to_begin", lambda m: m.open_increment is not None)
    monkeypatch.setattr(execution, "_begin", begin_whatever_was_said)
    assert "duplicated" in judged([Run(), said, Run()]).wrong


def begin_whatever_was_said(mission: Mission, growing: Increment, *_: object) -> Mission:
    """A fold that asks for no yes."""
    return put_increment(mission, structs.replace(growing, started_at=1))


def test_a_journal_that_notes_too_late_is_found_out(
    judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "Journal", LateJournal)
    steps: list[Step] = [Crash("after_answer", 3), Run()]
    assert "duplicated" in judged(steps).wrong
