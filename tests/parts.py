"""The real parts a test needs beside Python: found, or the test is skipped; with CI=true it fails."""

import os
import shutil
from pathlib import Path

import pytest


def find_part(command: str) -> str:
    """Return the path of a command; PostgreSQL's own lie outside PATH on Debian."""
    folders = [
        str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    ]
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    found = shutil.which(command, path=path)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{command} is missing, and with CI=true nothing may be")
    return found or pytest.skip(f"{command} is missing")
