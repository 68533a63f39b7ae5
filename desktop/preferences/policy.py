"""What an administrator demands of every user of this computer: the table ``[window]`` of the one policy file.

The rest of that file is the accounts' (``desktop.accounts.setup``).
"""

import tomllib
from pathlib import Path

import msgspec

from desktop.domain.account import WindowSetup


class _Policy(msgspec.Struct, frozen=True):
    window: WindowSetup = WindowSetup()


_LARGEST = 64 * 1024


def read_policy(path: Path) -> tuple[WindowSetup, str]:
    """Return what is demanded, and in words why the file cannot be used; empty when it can or is not there."""
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise ValueError("it is too long")  # noqa: TRY301 - damage like any other
        said = tomllib.loads(text.decode()) if path.suffix == ".toml" else msgspec.json.decode(text)
        return msgspec.convert(said, _Policy).window, ""
    except FileNotFoundError:
        return WindowSetup(), ""
    except (OSError, ValueError) as wrong:
        # The path and the place of the fault: what stands in the file is the administrator's own business.
        why = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
        return WindowSetup(), f"The administrator's file {path} cannot be used: {why}."
