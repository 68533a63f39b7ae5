"""`triagedeck doctor`: what this machine offers, and what to do where something is missing."""

import asyncio
import os
import platform
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop.accounts.contract import ToolCard
from desktop.accounts.readiness import ask
from desktop.base.paths import Folder, profile_folder
from desktop.cli.findings import Finding, Findings, findings
from desktop.cli.profiles import folder_of, opened
from desktop.deck import connect_accounts, connect_sandbox
from desktop.domain.errors import TriageError
from desktop.domain.values import Readiness
from desktop.ports import Account
from desktop.preferences.contract import Preferences
from desktop.preferences.service import load_preferences
from desktop.sandbox.process import start_sandbox
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.triage.sentences import NAME, WIDTH, embed, model_file
from desktop.vault.keychain import backend_name, system_keychain


async def examine(out: Path | None, profile: str = "sandbox") -> Findings:
    """Look at everything a mission needs; nothing is changed."""
    sandbox = profile == "sandbox"
    if sandbox:
        folder = Folder(out) if out else profile_folder(profile)
    else:
        folder = folder_of(profile, out)
    return findings(
        Finding("Python", True, f"{platform.python_version()} on {platform.system()}"),
        await asyncio.to_thread(_folder, folder),
        await asyncio.to_thread(_keyring),
        await asyncio.to_thread(sentence_model),
        _settings(folder),
        await _database(folder),
        *await (_services() if sandbox else _accounts(profile, out)),
    )


def _folder(folder: Folder) -> Finding:
    place = next(p for p in (folder.root, *folder.root.parents) if p.exists())
    try:
        with tempfile.TemporaryFile(dir=place):
            return Finding("Folder", True, str(folder.root))
    except OSError as failed:
        return Finding("Folder", False, str(failed), "Choose another folder with --out.")


def _keyring() -> Finding:
    if system_keychain() is not None:
        return Finding("Keyring", True, backend_name())
    passphrase = "TRIAGEDECK_PASSPHRASE" in os.environ
    words = f"{backend_name()} may not keep keys; a passphrase is used instead"
    return Finding(
        "Keyring", True, words + ("" if passphrase else " (the sandbox's published one)")
    )


def sentence_model() -> Finding:
    """Whether triage compares sense; without the model it goes by words, so that is no fault."""
    if model_file() is None:
        return Finding("Sentence model", True, "not here: tickets are compared by words alone")
    vectors = embed(["It runs."])
    runs = vectors is not None and vectors.shape == (1, WIDTH)
    return Finding("Sentence model", runs, NAME, "" if runs else "Install the program again.")


def _settings(folder: Folder) -> Finding:
    try:
        load_preferences(folder.preferences)
    except TriageError as wrong:
        return Finding("Settings", False, wrong.message, wrong.remedy)
    return Finding("Settings", True, "valid" if folder.preferences.exists() else "defaults")


async def _database(folder: Folder) -> Finding:
    if not folder.database.exists():
        return Finding("Database", True, "none yet; the first mission makes it")
    try:
        database = await open_database(sqlite_url(folder.database))
    except TriageError as failed:
        return Finding("Database", False, failed.message, failed.remedy)
    try:
        return Finding("Database", True, f"{len(await database.missions())} missions")
    finally:
        database.close()


async def _accounts(profile: str, out: Path | None) -> list[Finding]:
    """Ask every service of the profile who we are there."""
    if not folder_of(profile, out).profile.exists():
        return [Finding("Profile", True, "none yet; connecting an account in the window makes it")]
    try:
        async with opened(profile, out) as deck:
            services = await connect_accounts(deck)
            try:
                known = services.connections.known
                return [
                    _card(await ask(toolkit, one, services.gate)) for toolkit, one in known.items()
                ]
            finally:
                await services.close()
    except TriageError as failed:
        return [Finding("Profile", False, failed.message, failed.remedy)]


def _card(card: ToolCard) -> Finding:
    if card.readiness is Readiness.READY:
        more = f"; {card.rights.words}" if card.rights.words else ""
        return Finding(card.title, True, f"answers as {card.account}{more}")
    words = f"{card.readiness.value.replace('_', ' ')}: {card.reason}"
    return Finding(card.title, not card.required, words, card.fix)


async def _services() -> list[Finding]:
    """Start a sandbox and ask each service who we are, as a mission would."""
    try:
        sandbox = await asyncio.to_thread(start_sandbox)
    except TriageError as failed:
        return [Finding("Sandbox", False, failed.message, failed.remedy)]
    try:
        services = await connect_sandbox(sandbox.url, Preferences(), "doctor")
        try:
            found = [Finding("Sandbox", True, sandbox.url)]
            known = services.connections
            for name, ask in (
                ("Zendesk", known.tickets.account),
                ("Confluence", known.knowledge.account),
                ("Slack", known.chat.account),
            ):
                found.append(await _account(name, ask))
            return found
        finally:
            await services.close()
    finally:
        await asyncio.to_thread(sandbox.close)


async def _account(name: str, ask: Callable[[], Awaitable[Account]]) -> Finding:
    try:
        account = await ask()
    except TriageError as failed:
        return Finding(f"{name} (sandbox)", False, failed.message, failed.remedy)
    return Finding(f"{name} (sandbox)", True, f"answers as {account.name}")
