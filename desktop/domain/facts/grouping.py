"""Triage on record: incidents changed by hand, categories answered and put right."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Count, Digest, Id


class ClusterSplit(Fact, frozen=True):
    """Somebody took tickets out of an incident; two or more of them are an incident of their own now.

    Attributes:
        cluster: The incident they were in.
        away: The tickets taken out.
        preview: The data preview as it is now.
    """

    cluster: Id
    away: tuple[int, ...]
    preview: Digest


class ClustersJoined(Fact, frozen=True):
    """Somebody said that two incidents are one."""

    cluster: Id
    other: Id
    preview: Digest


class CategoriesAnswered(Fact, frozen=True):
    """Each ticket's category was answered; of the unsure ones a person decides."""

    content: Digest
    sure: Count
    unsure: Count


class CategoryCorrected(Fact, frozen=True):
    """A person said what a ticket is; the plan is made again with it."""

    ticket: int
