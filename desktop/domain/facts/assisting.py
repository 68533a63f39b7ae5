"""The writing assistant: that it may be asked, what was asked, and whose words were taken. Never a word of a draft."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Count, Id
from desktop.domain.words import AssistantOutcome, ConsentKind


class AssistantConsented(Fact, frozen=True):
    """A person agreed that drafts, with what identifies anybody replaced, go to this host."""

    host: Id
    consent: ConsentKind


class AssistantAsked(Fact, frozen=True):
    """Other words for one draft were asked for.

    Attributes:
        draft: Which one.
        tokens: What it cost, as the host counts; our own estimate where the host said nothing. 0 when nothing was sent.
        outcome: How it ended.
        redacted: Places of the draft that the tripwire found and that were replaced.
        replaced: All places replaced before anything was sent: these, names, numbers, links, quotes.
    """

    draft: Id
    tokens: Count
    outcome: AssistantOutcome
    redacted: Count
    replaced: Count


class AssistantWordsTaken(Fact, frozen=True):
    """A person took the suggested words for this draft; the plan is made again with them."""

    draft: Id
