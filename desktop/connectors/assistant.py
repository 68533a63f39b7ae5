"""A writing assistant behind an API as OpenAI speaks it: one question, one answer, every failure in words.

``POST {base}/chat/completions``. Asked once: a question that may have been answered has cost its tokens, and a second
one would cost them again. What the host says of an error is shown without the key, and never logged.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from desktop.connectors.access import Fixed
from desktop.connectors.direct import Direct
from desktop.connectors.hosts import checked_endpoint
from desktop.connectors.http import Http
from desktop.domain.assistant import host_of, tokens_of
from desktop.domain.errors import AssistantError, Fault, RefusedError, ServiceError
from desktop.ports import Words

_LONGEST_KEY = 400
_SHOWN = 200
_REFUSALS = 400
"""Statuses below are redirects: never followed, the key would go along."""
_DEAREST = 10_000_000
"""Tokens no letter costs: a host that says more has not counted."""
_AFTER = 5.0
"""Seconds the connection outlives the question, so that one clock alone decides what was too slow."""


class _Message(Struct, frozen=True):
    content: str | None = None


class _Choice(Struct, frozen=True):
    message: _Message | None = None
    finish_reason: str | None = None


class _Usage(Struct, frozen=True):
    total_tokens: int | None = None


class _Completion(Struct, frozen=True):
    choices: tuple[_Choice, ...] | None = None
    usage: _Usage | None = None


class ChatAssistant:
    """Implements ``desktop.ports.Assistant``.

    Args:
        url: The base below which ``/chat/completions`` lies.
        model: What the host calls the model.
        key: Sent as a bearer token; empty for a host that asks for none.
        seconds: For the whole answer.
        proxy: The proxy to use; the system's when empty.
    """

    def __init__(
        self, url: str, model: str, key: str, seconds: float = 20.0, proxy: str = ""
    ) -> None:
        self._host, self._model, self._key, self._seconds = host_of(url), model, key, seconds
        access = Fixed(url, key)
        carrier = Direct(
            "the writing assistant", access, seconds + _AFTER, proxy=proxy, may=checked_endpoint
        )
        self._http = Http("the writing assistant", carrier, patience=0)

    async def close(self) -> None:
        """Close the connection."""
        await self._http.close()

    async def reword(self, instructions: str, text: str, most: int) -> Words:
        """Ask once. Raises AssistantError in words."""
        if not (self._key.isascii() and self._key.isprintable() and len(self._key) <= _LONGEST_KEY):
            raise _error("The key cannot be sent", "It holds a sign no key has.", _KEY_AGAIN)
        sent = tokens_of(instructions, text)
        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._ask(_question(self._model, instructions, text, most))
        except TimeoutError as late:
            words = f"{self._host} gave no answer within {self._seconds:g} seconds."
            raise _error("The writing assistant is too slow", words, _SLOW, sent) from late
        except RefusedError as refused:
            raise self._refusal(refused) from refused
        except ServiceError as unclear:
            raise self._unclear(unclear, sent) from unclear
        return self._words(answer, sent)

    async def _ask(self, body: Mapping[str, Any]) -> _Completion:
        return await self._http.write("POST", "/chat/completions", _Completion, body)

    def _words(self, answer: _Completion, sent: int) -> Words:
        choice = answer.choices[0] if answer.choices else _Choice()
        text = (choice.message.content if choice.message else None) or ""
        counted = answer.usage.total_tokens if answer.usage else None
        likely = counted is not None and 0 < counted <= _DEAREST
        tokens = counted if counted is not None and likely else sent + tokens_of(text)
        if choice.finish_reason == "length":
            words = f"{self._host} stopped before the end of its answer."
            raise _error("The answer is cut", words, _CUT, tokens)
        if choice.finish_reason == "content_filter":
            words = f"{self._host} holds back its answer (content filter)."
            raise _error("The writing assistant refused", words, _OURS_STAY, tokens)
        if not text.strip():
            words = f"{self._host} answered without a word."
            raise _error("The answer is empty", words, _MODEL_FITS, tokens)
        return Words(text, tokens)

    def _refusal(self, refused: RefusedError) -> AssistantError:
        """A clear no: nothing was written, nothing is owed."""
        if not refused.status:
            title = "The writing assistant cannot be reached"
            return _error(title, refused.message, _UNREACHED, 0, Fault.MACHINE)
        if refused.status < _REFUSALS:
            words = f"{self._host}: {refused.message}"
            return _error("The writing assistant is elsewhere", words, _ADDRESS, 0, Fault.USER)
        title, words, remedy, fault = _SAID.get(refused.status, _REFUSED)
        told = words.format(host=self._host, model=self._model)
        return _error(title, f"{told}{self._reason(refused)}", remedy, 0, fault)

    def _reason(self, refused: RefusedError) -> str:
        """The host's own words, without the key it was sent."""
        _, _, said = refused.message.partition(": ")
        said = said.replace(self._key, "[key]") if self._key else said
        words = said.rsplit(" (status", 1)[0].strip()
        return f" It says: {words[:_SHOWN]}" if words and words != "no reason given" else ""

    def _unclear(self, failed: ServiceError, sent: int) -> AssistantError:
        if failed.fault is Fault.MACHINE:
            words = (
                f"{self._host} answered with a web page, or the connection is not the host's own."
            )
            return _error("This is no writing assistant", words, _ADDRESS, sent, Fault.USER)
        what = f"status {failed.status}" if failed.status else "an answer that cannot be read"
        return _error("The writing assistant failed", f"{self._host}: {what}.", _LATER, sent)


def _question(model: str, instructions: str, text: str, most: int) -> dict[str, Any]:
    told = ({"role": "system", "content": instructions}, {"role": "user", "content": text})
    return {"model": model, "messages": told, "temperature": 0, "max_tokens": most}


def _error(
    title: str, words: str, remedy: str, tokens: int = 0, fault: Fault = Fault.SERVICE
) -> AssistantError:
    return AssistantError(title, words, remedy, tokens, fault)


_OURS_STAY = "The draft stays as it is."
_KEY_AGAIN = f"Enter the key again in the settings of the writing assistant. {_OURS_STAY}"
_ADDRESS = f"Correct the address in the settings; most end in /v1. {_OURS_STAY}"
_MODEL_FITS = f"Try again, or name another model in the settings. {_OURS_STAY}"
_SLOW = f"Try again, or allow more seconds in the settings. {_OURS_STAY}"
_CUT = f"Try again; a model that thinks aloud first needs more room than a letter has. {_OURS_STAY}"
_LATER = f"Try again in a minute; if it stays, ask whoever runs that host. {_OURS_STAY}"
_REFUSED = (
    "The writing assistant refused",
    "{host} does not take the question.",
    f"Look at address and model in the settings. {_OURS_STAY}",
    Fault.SERVICE,
)
_UNREACHED = f"See whether it runs, and whether this computer is online. {_OURS_STAY}"
_WRONG_KEY = (
    "The key is not accepted",
    "{host} does not know this key, or does not let it use {model}.",
    _KEY_AGAIN,
    Fault.USER,
)
_SAID = {
    401: _WRONG_KEY,
    403: _WRONG_KEY,
    404: ("There is no such model", "{host} has no model {model} at this address.", _ADDRESS, Fault.USER),
    429: (
        "The writing assistant asks for a pause",
        "{host}: too many questions, or the account's credit is used up.",
        f"Wait a minute; look at the account there. {_OURS_STAY}",
        Fault.SERVICE,
    ),
}  # fmt: skip
