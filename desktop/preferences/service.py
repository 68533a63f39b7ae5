"""Reading settings: TOML in the profile's folder, every value checked, a wrong one named with its place."""

import tomllib
from pathlib import Path

import msgspec

from desktop.domain.errors import InputError
from desktop.preferences.assistant_rules import problems
from desktop.preferences.contract import Preferences


def load_preferences(path: Path) -> Preferences:
    """Return the settings; the defaults when there is no file. Raises InputError for a wrong value."""
    if not path.exists():
        return Preferences()
    try:
        read = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Preferences)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as wrong:
        raise InputError(
            "A setting cannot be used",
            f"{path.name}: {wrong}",
            "Correct the file, or delete it to go back to the defaults.",
        ) from wrong
    for problem in problems(read.assistant):
        raise InputError(
            "A setting cannot be used",
            f"{path.name}: assistant.{problem.message}",
            "Correct the file, or delete these lines to turn the writing assistant off.",
        )
    return read
