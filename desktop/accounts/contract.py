"""What a tool card shows."""

from dataclasses import dataclass

from desktop.domain.values import Readiness, Toolkit


@dataclass(frozen=True)
class ToolCard:
    """One service: what it is for, what we do there in plain words, and whether it can be used now."""

    toolkit: Toolkit
    title: str
    required: bool
    does: tuple[str, ...]
    cannot: tuple[str, ...]
    readiness: Readiness
    account: str
    reason: str
    fix: str
