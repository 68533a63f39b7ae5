"""How a profile keeps its key: in the keyring, or under a passphrase. The file never holds the key."""

import base64
import hmac
import os
from pathlib import Path
from typing import Literal

import msgspec

from desktop.base.ids import Ids
from desktop.domain.errors import InputError, KeyLostError
from desktop.vault.keychain import Keychain
from desktop.vault.sealing import KEY_SIZE, from_passphrase

_COST = 2**15


class Profile(msgspec.Struct, frozen=True):
    """What ``profile.json`` says: the way, and a check value that tells a wrong key from damaged data."""

    way: Literal["keyring", "passphrase"]
    name: str
    check: str
    salt: str = ""
    cost: int = _COST


def open_profile_key(
    path: Path, name: str, ids: Ids, keychain: Keychain | None, passphrase: str | None
) -> bytes:
    """Return the 32-byte profile key, made on first use.

    A new profile takes the keyring where one is allowed, else the passphrase. An old one keeps its way.
    Raises KeyLostError when the key is not there any more, InputError for a wrong or missing passphrase.
    """
    if path.exists():
        return _reopen(_read(path), keychain, passphrase)
    if keychain is not None:
        return _make_in_keyring(path, name, ids, keychain)
    return _make_with_passphrase(path, name, ids, passphrase)


def _read(path: Path) -> Profile:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Profile)
    except msgspec.DecodeError as damaged:
        raise KeyLostError(
            "The profile file is damaged", f"{path.name}: {damaged}", "Restore it from a backup."
        ) from damaged


def _reopen(profile: Profile, keychain: Keychain | None, passphrase: str | None) -> bytes:
    if profile.way == "passphrase":
        key = from_passphrase(_required(passphrase), base64.b64decode(profile.salt), profile.cost)
        if not hmac.compare_digest(_check(key), profile.check):
            raise InputError("Wrong passphrase", "It does not open this profile.", "Type it again.")
        return key
    if keychain is None:
        raise KeyLostError(
            "The keyring does not answer",
            f"The key of the profile {profile.name} lies in the keyring of your account.",
            "Unlock the keyring, or log in as the user who made the profile, then start again.",
        )
    kept = keychain.read(profile.name)
    if kept is None or not hmac.compare_digest(_check(kept), profile.check):
        raise KeyLostError(
            "The profile key is gone",
            f"The keyring has no key triagedeck/{profile.name} that opens this profile.",
            "Log in as the user who made it, restore the keyring, or use the recovery key. "
            "The database was not touched.",
        )
    return kept


def _make_in_keyring(path: Path, name: str, ids: Ids, keychain: Keychain) -> bytes:
    key = keychain.read(name)
    if key is None:
        key = ids.token(KEY_SIZE)
        keychain.write(name, key)
    # else: a profile of this name lies in another folder; a new key would close that one for ever.
    _write(path, Profile("keyring", name, _check(key)))
    return key


def _make_with_passphrase(path: Path, name: str, ids: Ids, passphrase: str | None) -> bytes:
    salt = ids.token(16)
    key = from_passphrase(_required(passphrase), salt, _COST)
    _write(path, Profile("passphrase", name, _check(key), base64.b64encode(salt).decode()))
    return key


def _required(passphrase: str | None) -> str:
    if not passphrase:
        raise InputError(
            "A passphrase is needed",
            "There is no keyring that may keep the profile key.",
            "Set TRIAGEDECK_PASSPHRASE, or start where a keyring is unlocked.",
        )
    return passphrase


def _check(key: bytes) -> str:
    return hmac.digest(key, b"triagedeck profile check", "sha256").hex()


def _write(path: Path, profile: Profile) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(profile))
        file.flush()
        os.fsync(file.fileno())  # the salt is half of a passphrase's key: it survives a power cut
    fresh.replace(path)
