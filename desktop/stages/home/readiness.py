"""Readiness: may a mission start with these tool cards?"""

from collections.abc import Iterable

from desktop.accounts.contract import ToolCard
from desktop.domain.values import Readiness


def missing(cards: Iterable[ToolCard]) -> tuple[ToolCard, ...]:
    """Return the required services that cannot be used now."""
    return tuple(c for c in cards if c.required and c.readiness is not Readiness.READY)
