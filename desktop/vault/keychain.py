"""The operating system's keyring, by allow-list: no plain-text fallback, ever."""

import base64
from typing import Protocol

import keyring
from keyring.errors import KeyringError

from desktop.domain.errors import KeyLostError
from desktop.vault.sealing import KEY_SIZE

SERVICE = "triagedeck"

_ALLOWED = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)


class Keychain(Protocol):
    """Where 32-byte keys are kept."""

    def read(self, name: str) -> bytes | None:
        """Return a key; None when there is none of this name."""
        ...

    def write(self, name: str, key: bytes) -> None:
        """Keep a key."""
        ...


class SystemKeychain:
    """The keyring of the logged-in user. 44 characters a key: far below Windows' 1,280."""

    def read(self, name: str) -> bytes | None:
        """Return a key; None when there is none. Raises KeyLostError when the keyring stays locked."""
        try:
            kept = keyring.get_password(SERVICE, name)
        except KeyringError as failed:
            raise _locked(failed) from failed
        return _decode(kept, name) if kept is not None else None

    def write(self, name: str, key: bytes) -> None:
        """Keep a key. Raises KeyLostError when the keyring refuses."""
        try:
            keyring.set_password(SERVICE, name, base64.b64encode(key).decode())
        except KeyringError as failed:
            raise _locked(failed) from failed


def _decode(kept: str, name: str) -> bytes:
    try:
        key = base64.b64decode(kept, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_SIZE:
        raise KeyLostError(
            "The key in the keyring is damaged",
            f"The entry {SERVICE}/{name} is not a key.",
            "Restore it from the recovery key.",
        )
    return key


def _locked(failed: Exception) -> KeyLostError:
    return KeyLostError(
        "The keyring is locked",
        f"It answered: {failed}",
        "Unlock the keyring of your account, then start again.",
    )


def backend_name() -> str:
    """Return the full name of the keyring back end in force."""
    backend = keyring.get_keyring()
    chosen = getattr(backend, "backends", None)
    if chosen:
        backend = chosen[0]  # a chainer: its first, which is the one that would keep the key
    return f"{type(backend).__module__}.{type(backend).__name__}"


def system_keychain() -> SystemKeychain | None:
    """Return the keyring if its back end is on the allow-list and answers; else None."""
    if backend_name() not in _ALLOWED:
        return None
    try:
        keyring.get_password(SERVICE, "probe")
    except KeyringError:
        return None
    return SystemKeychain()
