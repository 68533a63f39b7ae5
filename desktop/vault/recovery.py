"""The recovery key: 128 bits a person can print, type and read out, that open the profile key once more.

Crockford's base 32 (no I, L, O, U), four to a group, with a check value so that a slip of the pen is told from a
wrong key.
"""

import hashlib

from msgspec import Struct

from desktop.base.ids import Ids
from desktop.domain.errors import InputError
from desktop.vault.sealing import NONCE_SIZE, derive, seal, unseal

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SIZE = 16
_WRITTEN = 26
_CHECKED = 2
_GROUP = 4
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_ABOUT = "profile key under the recovery key"


class Wrapped(Struct, frozen=True):
    """The profile key sealed under a recovery key, hexadecimal."""

    nonce: str
    sealed: str


def make_recovery(profile_key: bytes, ids: Ids) -> tuple[str, Wrapped]:
    """Return a new recovery key as it is printed, and what the profile keeps of it."""
    secret, nonce = ids.token(_SIZE), ids.token(NONCE_SIZE)
    sealed = seal(_key(secret), nonce, profile_key, _ABOUT)
    return _write(secret), Wrapped(nonce.hex(), sealed.hex())


def open_recovery(printed: str, wrapped: Wrapped) -> bytes:
    """Return the profile key. Raises InputError for a slip, KeyLostError for another profile's key."""
    secret = _read(printed)
    return unseal(_key(secret), bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.sealed), _ABOUT)


def _key(secret: bytes) -> bytes:
    return derive(secret, "triagedeck recovery v1")


def _write(secret: bytes) -> str:
    number = int.from_bytes(secret)
    letters = "".join(_LETTERS[number >> (5 * at) & 31] for at in reversed(range(_WRITTEN)))
    whole = letters + _check(secret)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def _read(printed: str) -> bytes:
    letters = printed.upper().translate(_ALIKE)
    fits = len(letters) == _WRITTEN + _CHECKED and not set(letters) - set(_LETTERS)
    number = 0
    for letter in letters[:_WRITTEN] if fits else "":
        number = number << 5 | _LETTERS.index(letter)
    secret = number.to_bytes(_SIZE + 1)[1:]
    if not fits or number >> (8 * _SIZE) or letters[_WRITTEN:] != _check(secret):
        raise InputError(
            "This is not a recovery key",
            "It has seven groups of four letters and digits; one of them was misread or left out.",
            "Type it again from the print. O is read as 0, I and L as 1.",
        )
    return secret


def _check(secret: bytes) -> str:
    digest = hashlib.sha256(b"triagedeck recovery check" + secret).digest()
    return _LETTERS[digest[0] & 31] + _LETTERS[digest[1] & 31]
