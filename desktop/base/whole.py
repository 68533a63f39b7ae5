"""Writing a file whole or not at all: whoever reads it meanwhile, or after a crash, finds the old one or the new one."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside it, to the disk, then take its place. Raises OSError; what was there stays."""
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
