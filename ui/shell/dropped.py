"""What was dropped on the window: one evidence bundle opens, anything else is not taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_ENDING = ".triagebag"


def bundle_of(dropped: QMimeData) -> str:
    """Return the path of the one bundle that was dropped; empty when it is anything else."""
    paths = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
    only = paths[0] if len(paths) == len(dropped.urls()) == 1 else ""
    return only if Path(only).suffix.lower() == _ENDING else ""
