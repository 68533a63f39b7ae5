"""Prepare, by hand: incidents taken apart and put together."""

from desktop.domain.facts.base import Fact
from desktop.domain.values import Digest, Id


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
