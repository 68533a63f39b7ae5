"""The writing assistant on record: agreed to first, its cost added up."""

import pytest

from desktop.domain.errors import RuleError
from desktop.domain.facts import AssistantAsked, AssistantConsented, AssistantOutcome, ConsentKind
from desktop.domain.fold import apply
from desktop.domain.mission import Mission

AGREED = AssistantConsented(host="llm.example:8443", consent=ConsentKind.GIVEN)


def asked(tokens: int, outcome: AssistantOutcome = AssistantOutcome.SUGGESTED) -> AssistantAsked:
    return AssistantAsked(draft="draft-7", tokens=tokens, outcome=outcome, redacted=1, replaced=4)


def test_what_it_cost_is_added_up_whatever_came_of_it() -> None:
    mission = apply(Mission("m1"), AGREED, 1)
    for fact in (
        asked(100),
        asked(50, AssistantOutcome.FAILED),
        asked(0, AssistantOutcome.OVER_BUDGET),
    ):
        mission = apply(mission, fact, 2)
    assert (mission.assistant_host, mission.assistant_tokens) == ("llm.example:8443", 150)


def test_nothing_can_have_been_sent_before_somebody_agreed() -> None:
    with pytest.raises(RuleError, match="Nobody agreed"):
        apply(Mission("m1"), asked(1), 1)
