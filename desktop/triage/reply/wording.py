"""The wording of one language: its sentences, its cues and its templates, read once. Data, no rule."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Template

from desktop.base.paths import resource
from desktop.triage.language import UNKNOWN

LANGUAGES = ("en", "de")
"""The languages with a template, by ISO 639-1 code; the first stands in for all others."""


@dataclass(frozen=True)
class Wording:
    """Everything a letter in one language needs.

    Attributes:
        sentences: Each sentence by its name, with its slots.
        steps: How a step of a page is said to a customer.
        note_lines: What an agent reads around the letter.
        spans: How long something takes.
        languages: The names of the languages in this one.
        places: A word of a ticket with the place it stands for, as it stands in a sentence.
        trouble: Shows that something does not work, rather than is asked for.
        patients: Shows that patients are near.
        repeated: Shows that the customer wrote before.
        useless: Words that say nothing of the problem.
    """

    language: str
    sentences: dict[str, str]
    steps: dict[str, str]
    note_lines: dict[str, str]
    spans: dict[str, str]
    languages: dict[str, str]
    places: tuple[tuple[str, str], ...]
    place: re.Pattern[str]
    trouble: re.Pattern[str]
    patients: re.Pattern[str]
    repeated: re.Pattern[str]
    useless: frozenset[str]

    def say(self, sentence: str, **slots: str) -> str:
        """Return a sentence with its slots filled. Raises KeyError for an unknown sentence or an open slot."""
        return Template(self.sentences[sentence]).substitute(slots)

    def span(self, minutes: int) -> str:
        """Return a length of time as this language says it: whole days, hours, else minutes."""
        for unit, long in (("day", 1440), ("hour", 60), ("minute", 1)):
            if minutes >= long and minutes % long == 0:
                count = minutes // long
                return Template(self.spans[unit if count == 1 else unit + "s"]).substitute(
                    count=str(count)
                )
        return Template(self.spans["minutes"]).substitute(count="0")


def letter_language(found: str) -> str:
    """Return the language a letter is written in for a ticket in ``found``."""
    return found if found in LANGUAGES else LANGUAGES[0]


def has_template(found: str) -> bool:
    """Whether there is a template for it; a text whose language nobody can tell asks for none."""
    return found == UNKNOWN or found in LANGUAGES


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> Wording:
    """Return the wording of a language that has one."""
    read = json.loads(resource("words", f"letter_{language}.json").read_text("utf-8"))
    places = read["places"]
    return Wording(
        language,
        read["sentences"],
        read["steps"],
        read["note_lines"],
        read["spans"],
        read["languages"],
        tuple(places.items()),
        _any_of([f"{place}*" for place in places]),
        _any_of(read["trouble"]),
        _any_of(read["patients"]),
        _any_of(read["repeated"]),
        frozenset(read["useless"]),
    )


@lru_cache(maxsize=8)
def template(name: str) -> Template:
    """Return a template by its file's name."""
    return Template(resource("templates", name).read_text("utf-8"))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """What finds any of the words, or a longer one where it ends in ``*``."""
    parts = [re.escape(word).replace(r"\*", r"\w*") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
