"""An open profile: folder, database, keys, bus, worker, log."""

import asyncio
import os
from dataclasses import dataclass, field
from logging import Handler

from desktop.base.ids import Ids, RandomIds
from desktop.base.log import start_log, stop_log
from desktop.base.paths import Folder, policy_file
from desktop.bus import Bus
from desktop.connectors.assistant import ChatAssistant
from desktop.deck.restored import RestoredProfile, read_restored
from desktop.ledger.telemetry import Telemetry
from desktop.preferences.assistant import AssistantBook, Connect
from desktop.preferences.contract import AssistantSettings, KeptBy, Preferences
from desktop.preferences.levels import LevelsBook
from desktop.preferences.lock import LockBook
from desktop.preferences.service import load_preferences
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.keychain import Keychain, system_keychain
from desktop.vault.profile import (
    kept_under_passphrase,
    new_recovery_key,
    open_profile_key,
    recover_profile_key,
)
from desktop.vault.vault import Vault
from desktop.work.pool import Pool

_VARIABLE = "TRIAGEDECK_PASSPHRASE"
_FICTION = "triagedeck sandbox"
"""The sandbox profile's passphrase where no keyring may keep a key: published, since its data is fiction.

Only the sandbox profile ever uses it; a profile with real accounts asks for one.
"""


@dataclass(frozen=True)
class Deck:
    """An open profile."""

    folder: Folder
    name: str
    preferences: Preferences
    levels: LevelsBook
    assistant: AssistantBook
    lock: LockBook
    database: Database
    keys: Vault
    ids: Ids
    bus: Bus
    work: Pool
    log: Handler
    _profile_key: bytes = field(repr=False)
    restored: RestoredProfile | None = None
    """What is to be told where the database is a copy; None where it was whole."""

    def new_recovery_key(self) -> str:
        """Return a recovery key to print; the one before opens nothing any more. Blocks."""
        return new_recovery_key(self.folder.profile, self._profile_key, self.ids)

    def close(self) -> None:
        """Stop the worker; close the database and the log."""
        self.work.close()
        self.database.close()
        stop_log(self.log)


async def open_deck(
    folder: Folder,
    name: str,
    keychain: Keychain | None,
    passphrase: str | None,
    recovery_key: str = "",
) -> Deck:
    """Open a profile; with a recovery key even where its own key is lost.

    Raises StoreError, KeyLostError or InputError in words.
    """
    await asyncio.to_thread(folder.make)
    log = start_log(folder.log)
    try:
        return await _opened(folder, name, log, (keychain, passphrase), recovery_key)
    except BaseException:
        stop_log(log)
        raise


async def _opened(
    folder: Folder,
    name: str,
    log: Handler,
    kept: tuple[Keychain | None, str | None],
    recovery_key: str,
) -> Deck:
    preferences = load_preferences(folder.preferences)
    ids, bus = RandomIds(), Bus()
    if recovery_key:
        key = await asyncio.to_thread(recover_profile_key, folder.profile, recovery_key, ids, *kept)
    else:
        key = await asyncio.to_thread(open_profile_key, folder.profile, name, ids, *kept)
    database = await open_database(sqlite_url(folder.database), backed_up=True)
    bus.listen(Telemetry(folder.telemetry))
    keys = Vault(key, LocalSecrets(database), ids, kept[0])
    levels = LevelsBook(folder.levels)
    connect = _to_assistant(preferences.proxy)
    assistant = AssistantBook(folder.preferences, keys, preferences.assistant, connect)
    lock = await asyncio.to_thread(_lock, folder, name, ids, kept[1])
    return Deck(
        folder,
        name,
        preferences,
        levels,
        assistant,
        lock,
        database,
        keys,
        ids,
        bus,
        Pool(),
        log,
        key,
        await read_restored(database, folder),
    )


def _lock(folder: Folder, name: str, ids: Ids, passphrase: str | None) -> LockBook:
    def prove(typed: str) -> None:
        open_profile_key(folder.profile, name, ids, None, typed)

    kept_by = KeptBy.KEYRING
    if kept_under_passphrase(folder.profile):
        kept_by = KeptBy.PUBLISHED if passphrase == _FICTION else KeptBy.PHRASE
    return LockBook(folder.preferences, policy_file(), kept_by, prove)


def _to_assistant(proxy: str) -> Connect:
    def connect(now: AssistantSettings, key: str) -> ChatAssistant:
        return ChatAssistant(now.url, now.model, key, now.seconds, proxy)

    return connect


async def open_sandbox_deck(folder: Folder) -> Deck:
    """Open the sandbox profile: its key in the keyring where one is allowed, else by passphrase."""
    passphrase = os.environ.get(_VARIABLE, _FICTION)
    keychain = None if _VARIABLE in os.environ else await allowed_keychain()
    return await open_deck(folder, "sandbox", keychain, passphrase)


async def allowed_keychain() -> Keychain | None:
    """Return the system's keyring when it may keep keys; asked in a thread, it may show a prompt."""
    return await asyncio.to_thread(system_keychain)


async def open_account_deck(
    folder: Folder, name: str, passphrase: str | None = None, recovery_key: str = ""
) -> Deck:
    """Open a profile with real accounts: never with a passphrase that is published.

    Raises PassphraseError where no keyring may keep the key and none was given, KeyLostError where the key is gone.
    """
    given = passphrase or os.environ.get(_VARIABLE)
    keychain = None if given else await allowed_keychain()
    return await open_deck(folder, name, keychain, given, recovery_key)
