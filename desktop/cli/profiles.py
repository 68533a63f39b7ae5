"""`triagedeck profile …`: the recovery key of a profile, and the codes its approvers enrol."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from desktop.base.paths import ACCOUNT_PROFILES, Folder, profile_folder
from desktop.connectors.approvers import ENROLMENT
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
    """Open a profile for one command."""
    deck = await open_account_deck(folder_of(name, out), name, recovery_key=recovery_key)
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
    if not folder_of(name, out).profile.exists():
        raise InputError(
            "There is no profile to recover",
            f"{folder_of(name, out).root} holds none.",
            "Copy the old folder there first, then start again.",
        )
    async with opened(name, out, key):
        return f"The profile {name} opens again on this computer."


async def enrol(name: str, out: Path | None, email: str) -> str:
    """Make a code generator for an approver (RFC 6238) and return what to hand over."""
    async with opened(name, out) as deck:
        secret = base64.b32encode(deck.ids.token(_CODE_BYTES)).decode()
        await deck.keys.keep(ENROLMENT + email, secret.encode())
    return (
        f"Hand this to {email}, in person; their authenticator app reads it:\n\n"
        f"    otpauth://totp/Triage%20Deck:{quote(email)}?secret={secret}&issuer=Triage%20Deck\n\n"
        "From now on a yes of theirs asks for the app's code and may release final replies."
    )
