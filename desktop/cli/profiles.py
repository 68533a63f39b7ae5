"""`triagedeck profile …`: the recovery key of a profile, and the codes its approvers enrol."""

import asyncio
import base64
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from desktop.accounts.setup import load_setup
from desktop.base.paths import ACCOUNT_PROFILES, Folder, policy_file, profile_folder
from desktop.connectors.approvers import enrolment
from desktop.deck import Deck, open_account_deck
from desktop.domain.errors import InputError

_CODE_BYTES = 20


def folder_of(name: str, out: Path | None) -> Folder:
    """Return where a profile lies. Raises InputError for one there cannot be."""
    if name not in ACCOUNT_PROFILES:
        raise InputError(
            "There is no such profile", name, f"Profiles are {' and '.join(ACCOUNT_PROFILES)}."
        )
    return Folder(out) if out else profile_folder(name)


@asynccontextmanager
async def opened(name: str, out: Path | None, recovery_key: str = "") -> AsyncIterator[Deck]:
    """Open a profile for one command. Raises InputError where there is none: only the window makes one."""
    folder = folder_of(name, out)
    if not folder.profile.exists():
        raise InputError(
            "There is no profile to recover" if recovery_key else "There is no profile yet",
            f"{folder.root} holds none.",
            "Copy the old folder there first, then start again."
            if recovery_key
            else "Make it in the window: Connect accounts. Or name its folder with --out.",
        )
    deck = await open_account_deck(folder, name, recovery_key=recovery_key)
    if deck.restored is not None:
        sys.stderr.write(f"{deck.restored.line}\n")
    try:
        yield deck
    finally:
        await asyncio.to_thread(deck.close)


async def print_recovery_key(name: str, out: Path | None) -> str:
    """Make a new recovery key and return what to print."""
    async with opened(name, out) as deck:
        key = await asyncio.to_thread(deck.new_recovery_key)
    return (
        f"Recovery key of the profile {name}:\n\n    {key}\n\n"
        "Print it and keep it away from this computer. An older one opens nothing any more."
    )


async def recover(name: str, out: Path | None, key: str) -> str:
    """Open a profile whose key is lost and keep the key here again."""
    async with opened(name, out, key):
        return f"The profile {name} opens again on this computer."


async def enrol(name: str, out: Path | None, email: str) -> str:
    """Make a code generator for an approver (RFC 6238) and return what to hand over.

    Raises InputError for an address no approver of the policy has: a slip would enrol nobody, unnoticed.
    """
    email = email.strip()
    _check_named(email, folder_of(name, out))
    async with opened(name, out) as deck:
        secret = base64.b32encode(deck.ids.token(_CODE_BYTES)).decode()
        await deck.keys.keep(enrolment(email), secret.encode())
    return (
        f"Hand this to {email}, in person; their authenticator app reads it:\n\n"
        f"    otpauth://totp/Triage%20Deck:{quote(email)}?secret={secret}&issuer=Triage%20Deck\n\n"
        "From now on a yes of theirs asks for the app's code and may release final replies."
    )


def _check_named(email: str, folder: Folder) -> None:
    named = [one.email for one in load_setup(policy_file(), folder.accounts).approvers]
    if enrolment(email) not in map(enrolment, named):
        raise InputError(
            "This is no approver",
            f"{email} is not among the approvers of {policy_file()}"
            + (f": {', '.join(named)}." if named else ", which names none."),
            "Correct the address, or ask the admin to add it under [[approvers]].",
        )
