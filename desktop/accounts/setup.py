"""What an admin supplies: a policy file for the whole computer, and what a lead typed where there is none.

The policy (TOML) wins field by field: what it says cannot be changed in the window. What was typed lies in the
profile's folder as JSON. Neither holds a secret.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain.account import Setup
from desktop.domain.errors import InputError

_HOSTS = {"subdomain": ".zendesk.com", "site": ".atlassian.net"}


class SetupBook:
    """The setup of one profile.

    Args:
        policy: The admin's file.
        typed: What the lead typed.
    """

    def __init__(self, policy: Path, typed: Path) -> None:
        self._policy, self._typed = policy, typed
        self._now = load_setup(policy, typed)
        self.settled = settled(policy)

    def now(self) -> Setup:
        """Return the setup in force."""
        return self._now

    def value(self, field: str) -> str:
        """Return a field's value, like that of ``zendesk.subdomain``."""
        room, name = field.split(".")
        return str(getattr(getattr(self._now, room), name))

    def name_approver(self, name: str, email: str) -> None:
        """Add an approver to those the lead named. Raises InputError; then nothing has changed."""
        known = [{"name": one.name, "email": one.email} for one in self._now.approvers]
        others = [one for one in known if one["email"] != email.strip()]
        added = {"name": name.strip(), "email": email.strip()}
        save_setup(self._typed, {"approvers": [*others, added]})
        self._now = load_setup(self._policy, self._typed)

    def change(self, values: Mapping[str, str]) -> None:
        """Keep what was typed. Raises InputError; then nothing has changed."""
        rooms: dict[str, dict[str, str]] = {}
        for field, value in values.items():
            room, name = field.split(".")
            rooms.setdefault(room, {})[name] = _tidy(name, value)
        save_setup(self._typed, rooms)
        self._now = load_setup(self._policy, self._typed)


def load_setup(policy: Path, typed: Path) -> Setup:
    """Return the setup in force. Raises InputError naming the file and the field at fault."""
    under, over = _read(typed), _read(policy)
    for said, path in ((over, policy), (under, typed)):
        _convert(said, path)  # each by itself: whose fault it is depends on the file
    return _convert(_merge(under, over), typed)


def settled(policy: Path) -> frozenset[str]:
    """Return what the policy settles, like ``zendesk.subdomain``."""
    said = _read(policy)
    whole = frozenset({"approvers"} & said.keys())
    return whole | frozenset(
        f"{room}.{field}"
        for room, fields in said.items()
        if isinstance(fields, dict)
        for field in fields
    )


def save_setup(typed: Path, changes: Mapping[str, Any]) -> None:
    """Keep what a lead typed. Raises InputError naming the value at fault; then the file is as before."""
    whole = _merge(_read(typed), dict(changes))
    _convert(whole, typed)
    fresh = typed.with_suffix(".new")
    fresh.write_bytes(msgspec.json.format(msgspec.json.encode(whole)))
    fresh.replace(typed)


def _tidy(field: str, text: str) -> str:
    """People paste what stands in the address bar: ``https://acme.zendesk.com/agent`` means ``acme``."""
    text = text.strip()
    if field not in _HOSTS:
        return text
    host = text.partition("://")[2] or text
    return re.split("[/?#:]", host, maxsplit=1)[0].lower().removesuffix(_HOSTS[field])


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        if path.suffix == ".toml":
            return tomllib.loads(path.read_text("utf-8"))
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.DecodeError) as wrong:
        raise _unusable(path, wrong) from wrong


def _merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for name, value in over.items():
        below = merged.get(name)
        both = isinstance(value, dict) and isinstance(below, dict)
        merged[name] = _merge(below, value) if both and below is not None else value
    return merged


def _convert(said: dict[str, Any], path: Path) -> Setup:
    try:
        return msgspec.convert(said, Setup)
    except msgspec.ValidationError as wrong:
        raise _unusable(path, wrong) from wrong


def _unusable(path: Path, wrong: Exception) -> InputError:
    return InputError(
        "The setup of the accounts cannot be used",
        f"{path.name}: {wrong}",
        "Correct the value named, or ask the admin who wrote the file.",
    )
