"""What cannot be among the writing assistant's settings, each at its field; and how they stand in the file. Pure."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.domain.assistant import problem_of
from desktop.domain.errors import FieldError
from desktop.preferences.contract import AssistantSettings

_TITLE = "The writing assistant cannot be set so"
_MODEL = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,118}[\x21-\x7e])?")
_SECONDS, _TOKENS = range(1, 121), range(10_000_001)
_KEY = re.compile(r"[\x21-\x7e]{0,400}")
_TABLE = "[assistant]"


def problems(settings: AssistantSettings, key: str | None = None) -> tuple[FieldError, ...]:
    """Return everything that cannot be, in the order of the form."""
    return tuple(FieldError(field, words, _TITLE) for field, words in _wrong(settings, key))


def _wrong(settings: AssistantSettings, key: str | None) -> Iterator[tuple[str, str]]:
    if settings.url and (wrong := problem_of(settings.url)):
        yield "url", wrong
    if settings.url and not _MODEL.fullmatch(settings.model):
        yield "model", "name the model as its host does, with at most 120 plain characters."
    if key is not None and not _KEY.fullmatch(key):
        yield "key", "it holds a blank or a sign no key has, or is longer than 400."
    if settings.seconds not in _SECONDS:
        yield "seconds", "from 1 to 120 seconds."
    if settings.tokens_per_mission not in _TOKENS:
        yield "tokens_per_mission", "from 0, which asks nothing, to 10 million."


def with_assistant(text: str, settings: AssistantSettings) -> str:
    """Return a preferences file with this table in the place of the one it has; every other line stays as it is.

    Raises ValueError where the file says it in a way that cannot be replaced line by line.
    """
    kept = _without_table(text.splitlines())
    values = msgspec.to_builtins(settings)
    table = [_TABLE, *(f"{name} = {_written(value)}" for name, value in values.items())]
    fresh = "\n".join([*kept, *([""] if kept else []), *table]) + "\n"
    if tomllib.loads(fresh) != {**tomllib.loads(text), "assistant": values}:
        raise ValueError(f"it does not hold the assistant as one table {_TABLE}")
    return fresh


def _without_table(lines: list[str]) -> list[str]:
    kept, inside = [], False
    for line in lines:
        if line.lstrip().startswith("["):
            inside = line.split("#")[0].strip() == _TABLE
        if not inside:
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _written(value: Any) -> str:
    """Numbers, switches and plain ASCII text are written in TOML as in JSON."""
    return msgspec.json.encode(value).decode()
