"""How a profile keeps its key: in the keyring, or under a passphrase. The file never holds the key."""

import base64
import hmac
from pathlib import Path
from typing import Literal

import msgspec

from desktop.base.ids import Ids
from desktop.base.whole import write_whole
from desktop.domain.errors import KeyLostError, PassphraseError
from desktop.vault.keychain import Keychain
from desktop.vault.recovery import Wrapped, make_recovery, open_recovery
from desktop.vault.sealing import KEY_SIZE, NONCE_SIZE, from_passphrase, seal, unseal

_COST = 2**15
_ABOUT = "profile key under a passphrase"


class Profile(msgspec.Struct, frozen=True):
    """What ``profile.json`` says: the way, and a check value that tells a wrong key from damaged data."""

    way: Literal["keyring", "passphrase"]
    name: str
    check: str
    salt: str = ""
    cost: int = _COST
    wrapped: Wrapped | None = None
    """The key under the passphrase, where it was there before the passphrase was."""
    recovery: Wrapped | None = None


def open_profile_key(
    path: Path, name: str, ids: Ids, keychain: Keychain | None, passphrase: str | None
) -> bytes:
    """Return the 32-byte profile key, made on first use.

    A new profile takes the keyring where one is allowed, else the passphrase. An old one keeps its way.
    Raises KeyLostError when the key is not there any more, PassphraseError for a wrong or missing passphrase.
    """
    if path.exists():
        return _reopen(_read(path), keychain, passphrase)
    if keychain is not None:
        return _make_in_keyring(path, name, ids, keychain)
    return _make_with_passphrase(path, name, ids, passphrase)


def kept_under_passphrase(path: Path) -> bool:
    """Whether a passphrase keeps the key. Raises KeyLostError for a damaged file."""
    return _read(path).way == "passphrase"


def new_recovery_key(path: Path, key: bytes, ids: Ids) -> str:
    """Return a recovery key to print; the one before no longer opens the profile."""
    printed, wrapped = make_recovery(key, ids)
    _write(path, msgspec.structs.replace(_read(path), recovery=wrapped))
    return printed


def recover_profile_key(
    path: Path, printed: str, ids: Ids, keychain: Keychain | None, passphrase: str | None
) -> bytes:
    """Open a profile whose key is lost, and keep the key here: a new laptop, a reset keyring, a forgotten passphrase.

    Raises InputError for a mistyped key, KeyLostError for another profile's.
    """
    profile = _read(path)
    if profile.recovery is None:
        raise KeyLostError(
            "This profile has no recovery key",
            "None was made while its key was still there.",
            "Restore the keyring, or begin a new profile; the old database stays sealed.",
        )
    key = open_recovery(printed, profile.recovery)
    if keychain is not None:
        name = _free_name(profile, keychain, key)
        keychain.write(name, key)
        fresh = msgspec.structs.replace(profile, way="keyring", name=name, wrapped=None, salt="")
        _write(path, fresh)
        return key
    salt, nonce = ids.token(16), ids.token(NONCE_SIZE)
    under = from_passphrase(_required(passphrase), salt, _COST)
    wrapped = Wrapped(nonce.hex(), seal(under, nonce, key, _ABOUT).hex())
    fresh = msgspec.structs.replace(
        profile,
        way="passphrase",
        wrapped=wrapped,
        salt=base64.b64encode(salt).decode(),
        cost=_COST,
    )
    _write(path, fresh)
    return key


def _free_name(profile: Profile, keychain: Keychain, key: bytes) -> str:
    """This computer may hold a profile of the same name already: its key must not be written over."""
    there = keychain.read(profile.name)
    taken = there is not None and there != key
    return f"{profile.name}-{profile.check[:8]}" if taken else profile.name


def _read(path: Path) -> Profile:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Profile)
    except msgspec.DecodeError as damaged:
        raise KeyLostError(
            "The profile file is damaged", f"{path.name}: {damaged}", "Restore it from a backup."
        ) from damaged


def _reopen(profile: Profile, keychain: Keychain | None, passphrase: str | None) -> bytes:
    if profile.way == "passphrase":
        key = _by_passphrase(profile, _required(passphrase))
        if not hmac.compare_digest(_check(key), profile.check):
            raise PassphraseError(
                "Wrong passphrase", "It does not open this profile.", "Type it again."
            )
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


def _by_passphrase(profile: Profile, passphrase: str) -> bytes:
    under = from_passphrase(passphrase, base64.b64decode(profile.salt), profile.cost)
    if profile.wrapped is None:
        return under
    nonce, sealed = bytes.fromhex(profile.wrapped.nonce), bytes.fromhex(profile.wrapped.sealed)
    try:
        return unseal(under, nonce, sealed, _ABOUT)
    except KeyLostError:
        return b""  # no key has this check value: a wrong passphrase, said as such


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
        raise PassphraseError(
            "A passphrase is needed",
            "There is no keyring that may keep the profile key.",
            "Set TRIAGEDECK_PASSPHRASE, or start where a keyring is unlocked.",
        )
    return passphrase


def _check(key: bytes) -> str:
    return hmac.digest(key, b"triagedeck profile check", "sha256").hex()


def _write(path: Path, profile: Profile) -> None:
    # The salt is half of a passphrase's key: it survives a power cut.
    write_whole(path, msgspec.json.encode(profile))
