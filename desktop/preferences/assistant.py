"""The writing assistant of a profile: its settings in the preferences file, its key and the consent sealed.

Settings act at once. The key belongs to the address it was entered for and is sent nowhere else; so does the consent.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from desktop.base.whole import write_whole
from desktop.domain.assistant import host_of, origin_of
from desktop.domain.errors import FieldError, InputError, RuleError, StoreError
from desktop.domain.values import Id
from desktop.ports import Assistant, Keys
from desktop.preferences.assistant_rules import problems, with_assistant
from desktop.preferences.contract import AssistantSettings
from desktop.preferences.service import load_preferences

Connect = Callable[[AssistantSettings, str], Assistant]
"""Makes the way to an assistant, with its key."""

_KEY, _CONSENT = "assistant/key", "assistant/consent"
_TRIAL = "Answer with the one word: ready"
_TRIAL_TOKENS = 64


class AssistantBook:
    """Implements ``AssistantCommands``.

    Args:
        path: The preferences file; need not be there.
        keys: Where key and consent lie sealed.
        now: The settings as read when the profile was opened.
        connect: Makes the way to the assistant.
    """

    def __init__(self, path: Path, keys: Keys, now: AssistantSettings, connect: Connect) -> None:
        self._path, self._keys, self._connect = path, keys, connect
        self._one_at_a_time = asyncio.Lock()
        self.known = now
        """As read or kept last."""

    async def read(self) -> AssistantSettings:
        """Return what is set. Raises InputError for a broken file."""
        self.known = (await asyncio.to_thread(load_preferences, self._path)).assistant
        return self.known

    async def has_key(self, url: str) -> bool:
        """Whether a key is kept for this address."""
        return bool(await self._key_of(url))

    async def save(self, settings: AssistantSettings, key: str | None) -> tuple[FieldError, ...]:
        """Keep them when nothing is wrong; return what is."""
        wrong = problems(settings, key)
        if wrong:
            return wrong
        async with self._one_at_a_time:
            await asyncio.to_thread(_save, self._path, settings)
            self.known = settings
            if key is not None:
                await self._keep_key(settings.url, key)
        return ()

    async def try_out(self, settings: AssistantSettings, key: str | None) -> str:
        """Ask for one word and return in words what came."""
        wrong = problems(settings, key)
        if wrong or not settings.url:
            raise wrong[0] if wrong else FieldError("url", "there is no address yet.")
        assistant = self._connect(
            settings, await self._key_of(settings.url) if key is None else key
        )
        try:
            words = await assistant.reword(_TRIAL, _TRIAL, _TRIAL_TOKENS)
        finally:
            await assistant.close()
        return f"{host_of(settings.url)} answers as {settings.model} ({words.tokens} tokens)."

    async def assistant(self) -> tuple[Assistant, Id]:
        """Return the way to the assistant, to be closed, and its host. Raises RuleError while it is off or nobody agreed."""
        now = self.known
        if not now.may_be_asked or not await self._agreed_to(now.url):
            raise RuleError(
                "The writing assistant is off",
                "It has no address, was turned off, or nobody agreed to it.",
                "Set it up in the settings first.",
            )
        return self._connect(now, await self._key_of(now.url)), host_of(now.url)

    async def agree(self) -> None:
        """A person agreed that texts go to this address; another one needs another yes."""
        await self._keys.keep(_CONSENT, origin_of(self.known.url).encode())

    async def agreed(self) -> bool:
        """Whether somebody agreed to the address that is set now."""
        return await self._agreed_to(self.known.url)

    async def _agreed_to(self, url: str) -> bool:
        kept = await self._keys.secret(_CONSENT)
        return bool(kept) and kept == origin_of(url).encode()

    async def _keep_key(self, url: str, key: str) -> None:
        if key and url:
            await self._keys.keep(_KEY, f"{origin_of(url)}\n{key}".encode())
        else:
            await self._keys.drop(_KEY)

    async def _key_of(self, url: str) -> str:
        kept = (await self._keys.secret(_KEY) or b"").decode()
        origin, _, key = kept.partition("\n")
        return key if url and origin == origin_of(url) else ""


def _save(path: Path, settings: AssistantSettings) -> None:
    """Write the file whole or not at all; what stands in it beside the assistant stays."""
    load_preferences(path)  # a broken file is somebody's own work: it is named, not written over
    try:
        before = path.read_text("utf-8") if path.exists() else ""
        write_whole(path, with_assistant(before, settings).encode())
    except ValueError as unlike:
        raise InputError(
            "The settings were not saved",
            f"{path.name}: {unlike}.",
            "Delete what the file says of the assistant, then save again.",
        ) from unlike
    except OSError as failed:
        raise StoreError(
            "The settings were not saved",
            f"{path.name}: {failed.strerror or failed}",
            "Make room or correct the folder's rights, then save again. What was kept before still holds.",
        ) from failed
