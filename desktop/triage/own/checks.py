"""The checks an own safeguard can become, run on the words a customer would read.

A verdict's detail is in our words and counts only: it goes into the evidence. What was found in the draft is
apart, for the screen.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from desktop.domain.brief import Check, Safeguard
from desktop.domain.ticket import KbPage
from desktop.triage.language import NAMES, language_of
from desktop.triage.own.promises import promises_in, times_in, unauthorised
from desktop.triage.phi import named_in

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_QUOTE = re.compile(r"\"[^\"\n]*\"")
_GREETING = re.compile(r"\A\s*(?:hello|hi|hey|dear|hallo|guten tag|sehr)\b[^\n]*\n", re.IGNORECASE)
_FILES = re.compile(
    r"\b(?:attach(?:ments?|ed|ing)?|screen ?shots?|log files?|send us (?:the |your |a )?(?:files?|logs?)"
    r"|anh(?:ang|änge[n]?)|bildschirmfotos?|protokolldatei(?:en)?)\b",
    re.IGNORECASE,
)
_FAMILIAR = re.compile(
    r"\b(?:du|dich|dir|dein(?:e[nmrs]?)?|hi|hey|guys|cheers|\w+n['\u2019]t|\w+['\u2019](?:ll|re|ve)|it['\u2019]s)\b",
    re.IGNORECASE,
)
_SORRY = re.compile(r"\b(?:sorry|apolog\w+|entschuldig\w+|tut uns leid)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{5,}\b")
_TEAM = re.compile(r"\bteam\b|\w+-?team\b", re.IGNORECASE)
_ENDINGS = r"(?:s|es|ed|d|ing|y|ies|'s|en|n)?"


@dataclass(frozen=True)
class About:
    """What a check knows beside the words: the ticket's number, the people it names, its language ("" unsure).

    ``written`` is the language of the draft, ``authorised`` the one sentence in it that may promise a time.
    """

    ticket: int = 0
    people: tuple[str, ...] = ()
    language: str = ""
    written: str = "en"
    authorised: str = ""


class Verdict(NamedTuple):
    """How it went, in our words; ``found`` are the draft's words it rests on."""

    passed: bool
    detail: str = ""
    found: str = ""


@dataclass(frozen=True)
class Seen:
    """One draft as a check sees it."""

    reply: str
    page: KbPage | None
    about: About


def judge(safeguard: Safeguard, seen: Seen) -> Verdict:
    """Run one own safeguard. Raises KeyError for one that only a person can check."""
    return _RUN[safeguard.check](safeguard, seen)


def _none(found: Sequence[str], one: str, rest: str = "") -> Verdict:
    """Pass when nothing was found; else say how many of ``one`` there are."""
    if not found:
        return Verdict(True)
    count = f"{len(found)} {one}" + "s" * (len(found) > 1)
    return Verdict(False, count + rest, ", ".join(found))


def _length(one: Safeguard, seen: Seen) -> Verdict:
    unit = one.words[0]
    counts = {
        "words": len([word for word in seen.reply.split() if any(map(str.isalnum, word))]),
        "sentences": len(re.findall(r"[^.!?\n]*\w[^.!?\n]*(?:[.!?](?=\s|$)|\n|$)", seen.reply)),
        "characters": len(seen.reply.strip()),
    }
    return Verdict(counts[unit] <= one.limit, f"{counts[unit]} of at most {one.limit} {unit}")


def says(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase as whole words, its last one in any common ending."""
    return _pattern(phrase).search(text) is not None


def _pattern(phrase: str) -> re.Pattern[str]:
    stem = re.sub(r"(?<=\w{3})(?:ies|(?<!s)s)$", "", phrase)
    flat = r"\s+".join(map(re.escape, stem.split()))
    return re.compile(rf"(?<!\w){flat}{_ENDINGS}(?!\w)", re.IGNORECASE)


def _forbidden(one: Safeguard, seen: Seen) -> Verdict:
    return _none([word for word in one.words if says(seen.reply, word)], "forbidden phrase")


def _required(one: Safeguard, seen: Seen) -> Verdict:
    missing = [word for word in one.words if not says(seen.reply, word)]
    lacks = f"{len(missing)} of {len(one.words)} missing"
    return Verdict(False, lacks, ", ".join(missing)) if missing else Verdict(True)


def _number(_: Safeguard, seen: Seen) -> Verdict:
    number = seen.about.ticket
    there = re.search(rf"(?<!\d){number}(?!\d)", seen.reply) is not None
    return Verdict(there, "" if there else f"#{number} is not there")


def _signed(one: Safeguard, seen: Seen) -> Verdict:
    last = next((line for line in reversed(seen.reply.splitlines()) if line.strip()), "")
    there = all(says(last, word) for word in one.words) if one.words else bool(_TEAM.search(last))
    return Verdict(
        there, "" if there else "The last line says something else.", "" if there else last
    )


def _links(one: Safeguard, seen: Seen) -> Verdict:
    found = [match.group().rstrip(".,;:!?)") for match in _URL.finditer(seen.reply)]
    if one.words and seen.page:
        home = urlsplit(seen.page.url).netloc
        found = [url for url in found if urlsplit(url).netloc != home]
    return _none(found, "other link" if one.words else "link")


def _attachments(_: Safeguard, seen: Seen) -> Verdict:
    return _none(_all(_FILES, seen.reply), "request", " for a file")


def _formal(_: Safeguard, seen: Seen) -> Verdict:
    return _none(_all(_FAMILIAR, _QUOTE.sub('""', seen.reply)), "familiar word")


def _language(one: Safeguard, seen: Seen) -> Verdict:
    wanted = seen.about.language if one.words == ("ticket",) else one.words[0]
    found = language_of(_QUOTE.sub('""', seen.reply))
    if not wanted:
        return Verdict(False, "The ticket's language is not sure.")
    is_ = NAMES.get(found, "no language for sure")
    return Verdict(found == wanted, "" if found == wanted else f"It is {is_}, not {NAMES[wanted]}.")


def _calm(one: Safeguard, seen: Seen) -> Verdict:
    free = _QUOTE.sub('""', seen.reply)
    marks = ["!"] * free.count("!") if "marks" in one.words else []
    loud = _all(_CAPITALS, _URL.sub("", free)) if "capitals" in one.words else []
    return _none([*marks, *loud], "loud place")


def _apology(_: Safeguard, seen: Seen) -> Verdict:
    there = _SORRY.search(_QUOTE.sub('""', seen.reply)) is not None
    return Verdict(there, "" if there else "No word of apology.")


def _promises(one: Safeguard, seen: Seen) -> Verdict:
    if one.words == ("authority",):
        return _none(unauthorised(seen.reply, seen.about.authorised), "promise")
    find = times_in if one.words == ("dates",) else promises_in
    return _none(find(_QUOTE.sub('""', seen.reply)), "promise")


def _names(one: Safeguard, seen: Seen) -> Verdict:
    everywhere = one.words != ("patients",)
    text = seen.reply if everywhere else _GREETING.sub("", seen.reply, count=1)
    parts = [part for person in seen.about.people for part in _known_as(person, everywhere)]
    found = [name for name in parts if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    return _none(list(dict.fromkeys([*found, *named_in(text)])), "name")


def _known_as(person: str, first_too: bool) -> list[str]:
    """The full name and the last one; with ``first_too`` every part. Titles and initials name nobody."""
    parts = [part for part in person.split() if len(part.strip(".")) > 2]
    return list(dict.fromkeys([*parts[-1:], *(parts if first_too else [])]))


def _all(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(match.group() for match in pattern.finditer(text)))


_RUN: dict[Check, Callable[[Safeguard, Seen], Verdict]] = {
    Check.LENGTH: _length,
    Check.FORBIDDEN: _forbidden,
    Check.REQUIRED: _required,
    Check.TICKET_NUMBER: _number,
    Check.SIGNED: _signed,
    Check.LINKS: _links,
    Check.NO_ATTACHMENTS: _attachments,
    Check.FORMAL: _formal,
    Check.LANGUAGE: _language,
    Check.CALM: _calm,
    Check.APOLOGY: _apology,
    Check.NO_PROMISES: _promises,
    Check.NO_NAMES: _names,
}
