"""The table of the seven: number, word, key, and how the page and its presenter are made (imported when needed)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop.domain.values import StageName

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Room:
    """One stage of the window. ``letter`` goes there after G."""

    stage: StageName
    word: str
    letter: str

    def make_presenter(self) -> Callable[..., Any]:
        """Return the presenter's class."""
        module = import_module(f"ui.stages.{self.stage}.presenter")
        return getattr(module, f"{self.word}Presenter")  # type: ignore[no-any-return]

    def make_page(self) -> Callable[..., Any]:
        """Return the page's class."""
        module = import_module(f"ui.stages.{self.stage}.page")
        return getattr(module, f"{self.word}Page")  # type: ignore[no-any-return]


ROOMS = (
    Room(StageName.HOME, "Home", "H"),
    Room(StageName.DEFINE, "Define", "D"),
    Room(StageName.PREPARE, "Prepare", "P"),
    Room(StageName.PLAN, "Plan", "L"),
    Room(StageName.APPROVE, "Approve", "A"),
    Room(StageName.EXECUTE, "Execute", "E"),
    Room(StageName.REFLECT, "Reflect", "R"),
)
"""In order."""

ORDER = tuple(room.stage for room in ROOMS)
