"""Names: whoever a title or a relation goes before, and the people the ticket is known to be about."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from desktop.base.paths import resource
from desktop.triage.language import is_common
from desktop.triage.phi.kinds import Kind, Known, Span

_PART = r"[^\W\d_a-zßäöüàâçéèêëîïôûùñáíóúøåæ][^\W\d_]*(?:['-][^\W\d_]+){0,2}"
"""A capital letter of any script that has them, and what follows it."""
_PARTICLE = r"(?:(?:van|von|zu|de)[ ](?:(?:der|den|dem|la)[ ])?|(?:di|da|del|el|al|bin|la|ter)[ ])?"
_INITIAL = r"(?:[A-ZÄÖÜ]\.[ ]?)?"
_SHORTENED = r"(?:(?:Wm|Chas|Geo|Jos|Thos|Jas|Robt|Benj|Edw|Joh|Chr|Hch|Fr)\.[ ])?"
"""A first name as it is shortened, with its dot."""
_NICKNAME = r"(?:[ ][\"'(]{_PART}[\"')])?".replace("{_PART}", _PART)
_NAME = rf"{_SHORTENED}{_INITIAL}(?:{_PART}{_NICKNAME}|[\"'(]{_PART}[\"')])(?:[ ]{_INITIAL}{_PARTICLE}{_PART}){{0,2}}"
_FULL = rf"{_PART}[ ]{_INITIAL}{_PARTICLE}{_PART}(?:[ ]{_PART})?"
_DOCTOR = r"(?:Dr\.?[ ](?:med\.?[ ])?|Prof\.?[ ])?"
_TITLE = (
    r"(?:(?:[Pp]atient(?:in|en|s)?|PATIENT(?:IN)?|Pat\.|[Pp]t\.?|PT\.?):?\s[\"']?(?:(?:Mrs?\.?|Ms\.?|Miss|Frau|Herrn?|Hr\.|Fr\.)\s)?"
    r"|(?:Mr\.?|Mrs\.?|MRS?\.|MRS|Ms\.?|Miss|Frau|FRAU|Herrn?|HERRN?|Hr\.|Dr\.?(?:[ ]med\.)?|Prof\.?)\s[\"']?)"
)
_FIELD = (
    r"(?:(?:[Pp]atient(?:'s)?|[Mm]ember(?:'s)?|[Ss]ubscriber|[Gg]uarantor|[Rr]esident)[ ][Nn]ame|[Pp]atientenname|[Nn]ame of (?:the |a )?patient"
    r"|[Nn]ame (?:der|des) Patient(?:in|en)|[Nn]ame des Versicherten|(?:[Mm]y|[Hh]er|[Hh]is|[Mm]ein|[Ii]hr) [Nn]ame|(?:[Nn]achn|[Ff]amilienn)ame|[Ll]ast [Nn]ame|[Ff]irst [Nn]ame|Vorname)"
    r"(?:[ ](?:is|ist|lautet|was|reads))?[ \t:=\"']{1,3}"
)
_KEY = (
    r"(?i:family|given|(?:last|first|sur|full|patient|member|subscriber|guarantor)_?name|(?:nach|vor)name)"
    r"[\"']?[ ]?[:=>][ ]?[\[\"']{0,2}"
)
"""The same in data: JSON, XML, a query."""
_CALLED = r"(?:(?:patient|woman|man|child|resident|member)[ ](?:named|called)[ ]|(?:Patientin|Patienten|Patient)[ ]namens[ ])"
_RELATIVE = (
    r"(?:[Dd]aughter|[Ss]on|[Ww]ife|[Hh]usband|[Ss]pouse|[Mm]other|[Ff]ather|[Mm]om|[Mm]um|[Dd]ad|[Ss]ister|[Bb]rother|[Tt]win|[Cc]hild"
    r"|[Bb]aby|[Nn]ewborn|[Gg]rand(?:son|daughter|mother|father)|[Aa]unt|[Uu]ncle|[Gg]uardian|[Cc]aregiver|[Nn]ext of kin|[Ee]mergency contact"
    r"|Tochter|Sohn|Ehe(?:frau|mann|partner(?:in)?)|Frau|Mann|Gattin|Gatten?|Mutter|Vater|Kind|Schwester|Bruder|Enkel(?:in)?|Oma|Opa"
    r"|Betreuer(?:in|s)?|Angehörige[rn]?|Notfallkontakt|Säugling|Neugeborenes|Lebensgefährt(?:in|e))"
)
_RELATION = (
    rf"(?:(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|(?:[Tt]he[ ])?[Pp]atient's|[Pp]t's)[ ]{_RELATIVE}[ ,:]{{1,2}}"
    rf"|(?:[Mm]eine[nmr]?|[Ss]eine[nmr]?|[Ii]hre?[nmr]?|[Mm]ein|[Ss]ein|[Uu]nsere?[nr]?)[ ]{_RELATIVE}[ ,:]{{1,2}})"
)
_KIN = (
    rf"(?:{_RELATIVE}(?:[:,][ ]|[ ](?:[a-zäöüß]{{2,8}}[ ]){{0,2}}(?:of|von|des|der|named|namens)[ ](?:[Pp]atient(?:in|en)?[ ])?|[ ](?:is|was|ist|heißt)[ ]|[ ](?:of the|des|der)[ ][Pp]atient(?:en|in)?[,:]?[ ])"
    r"|(?:[Dd]aughter|[Ss]on|[Ww]ife|[Hh]usband|[Ss]pouse|[Mm]other|[Ff]ather|[Mm]om|[Dd]ad|[Kk]id|[Ss]ister|[Bb]rother|[Ll]ittle|[Gg]uardian"
    r"|Tochter|Sohn|Mutter|Vater|Ehemann|Ehefrau|Schwester|Bruder)[ ])"
)
"""A relative without "my" or "her" before it: the name must be a full one."""
_ROLE = r"(?:[Bb]eneficiary|[Mm]ember|[Ss]ubscriber|[Rr]esident|[Gg]uarantor|[Ii]nsured|[Ee]nrollee|[Vv]ersicherte[rn]?|[Tt]his is|[Cc]aller:?|[Cc]ontact:?|[Ss]poke (?:to|with))[ ]"
_RECORD_OF = (
    r"(?:(?:[Ss]een|[Kk]nown|[Rr]egistered|[Ll]isted|[Bb]ooked|[Ff]iled|[Aa]dmitted|geführt|angelegt|aufgenommen)[ ](?:by us[ ]|here[ ])?(?:as|under|als|unter)[ ]"
    r"|(?:[Rr]ecords?|[Cc]harts?|[Ff]iles?|[Aa]kte|[Kk]artei|[Kk]rankenakte|[Bb]efunde?)[ ](?:of|von|des|der)[ ]|[Cc]hart[ ]for[ ]|[Ee]st(?:ate|\.)[ ]of[ ])"
)
_CUED = re.compile(
    rf"(?<!\w)(?:(?:{_FIELD}|{_KEY})(?P<field>{_PART},[ ]{_PART}|{_DOCTOR}{_NAME})|{_TITLE}(?P<titled>{_DOCTOR}{_NAME})"
    rf"|(?:{_CALLED}|{_RELATION})(?P<called>{_NAME})|(?:{_ROLE}|{_KIN}|{_RECORD_OF})(?!(?:Frau|Herrn?|Hr|Mrs?|Ms|Miss|Dr|Prof|Patient(?:in)?|Pat)\b)(?P<insured>{_FULL}))"
)
_MORE = re.compile(rf"(?:,|[ ](?:and|und|or|oder|with|mit))[ ](?:and[ ]|und[ ])?(?P<more>{_FULL})")
_BEFORE_FIELD = re.compile(
    rf"(?<![\w-])(?P<name>{_FULL}|{_PART},[ ]{_PART})(?:[ ](?=\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d)|[ ]?\((?:[Tt]he )?(?:[Pp]atient(?:in)?|[Pp]t\.?|Pat\.)\)|(?:[ ]?[,;:(|-]{{1,2}}|[ ](?:has|with|hat|mit))[ ]?(?:\(?(?:[Tt]he |[Hh]er |[Hh]is )?"
    r"(?:MRN|[Mm]edical record|[Cc]hart|[Dd][./]?[Oo][./]?[Bb]|MBI|SSN|bd|b\.d\.|geb\.|geboren|born|Geburtsdatum|Patienten|KVNR|[Mm]ember ID|[Pp]atient ID|date of birth|\*[ ]?\d)))"
)
_GREETING = re.compile(
    r"^[ \t]{0,9}(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin)\b"
    r"(?P<who>(?:[ ](?!patient)[^\s,!:]{1,24}){0,5})[ ]?(?=[,!:\n]|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_OF = ("von", "van", "zu", "de")
_HONORIFICS = frozenset({"Dr", "Prof", "med"})
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def named_in(text: str) -> tuple[str, ...]:
    """Return the names that follow Patient, Mr, Ms, Frau, Herr and the like: once each, in order."""
    return tuple(dict.fromkeys(text[span.start : span.end] for span in cued(text)))


def cued(text: str) -> Iterator[Span]:
    """Yield each name that a title, a field or a relation goes before, or a field follows."""
    for match in _CUED.finditer(text):
        yield from _from_cue(text, match)
    for match in _BEFORE_FIELD.finditer(text):
        if not _is_no_name(match["name"]):
            yield Span(*match.span("name"), Kind.NAME)


def _from_cue(text: str, match: re.Match[str]) -> Iterator[Span]:
    start, end = match.span(match.lastgroup or 0)
    end = _kept(text, start, end)
    while end > start:
        yield Span(start, end, Kind.NAME)
        more = _MORE.match(text, end)
        start, end = more.span("more") if more and not _is_no_name(more["more"]) else (end, end)


def _kept(text: str, start: int, end: int) -> int:
    """Return where the name ends: before the first word that cannot be part of one; ``start`` when there is none."""
    kept, before = start, ""
    for word in re.finditer(r"[^\s,]+", text[start:end]):
        if (
            _stops(word.group())
            and word.group().rstrip(".") not in _HONORIFICS
            and before not in _OF
        ):
            break
        kept, before = start + word.end(), word.group()
    return kept - 2 if text[start:kept].endswith("'s") else kept


def _stops(word: str) -> bool:
    return word.casefold().removesuffix("'s").rstrip(".") in _no_names()


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return frozenset(json.loads(resource("words", "no_names.json").read_text("utf-8"))["words"])


def _is_no_name(name: str) -> bool:
    return any(_stops(word) or is_common(word.casefold()) for word in re.split(r"[\s,-]+", name))


def known_people(text: str, known: Known) -> Iterator[Span]:
    """Yield each place of a known name, whole in any case, or a part of it as it is written."""
    people = _index(known.names)
    for match in _WORD.finditer(text) if known.names else ():
        word = match.group().removesuffix("'s")
        end = max(
            _whole(text, match.start(), word, people),
            match.start() + len(word) * (word in people.parts),
        )
        if end > match.start():
            yield Span(match.start(), end, Kind.NAME)


class _People(NamedTuple):
    """Known names made ready: the telling parts, and whole names in small letters by their first word."""

    parts: frozenset[str]
    wholes: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=16)
def _index(names: tuple[str, ...]) -> _People:
    """A part that is a common word tells nobody: a Mr Will would be everywhere."""
    split = [name.split() for name in names]
    parts = {part.strip(".,") for words in split for part in words}
    wholes: dict[str, tuple[str, ...]] = {}
    for words in split:
        if len(words) > 1:
            first = words[0].strip(".,").casefold()
            wholes[first] = (*wholes.get(first, ()), " ".join(words).casefold())
    return _People(
        frozenset(part for part in parts if len(part) >= _SHORTEST and not _is_no_name(part)),
        wholes,
    )


def _whole(text: str, start: int, word: str, people: _People) -> int:
    """Return where the longest whole name that begins here ends; 0 for none."""
    ends = [0]
    for name in people.wholes.get(word.casefold(), ()):
        end = start + len(name)
        if text[start:end].casefold() == name and not text[end : end + 1].isalnum():
            ends.append(end)
    return max(ends)


def greeted(text: str, known: Known) -> tuple[int, int]:
    """Return the stretch that greets somebody; (0, 0) when there is none, or it greets another known person."""
    match = _GREETING.search(text)
    if match is None:
        return 0, 0
    who = match["who"]
    allowed = _small(known.addressee)
    named = [word for one in known_people(who, known) for word in _small(who[one.start : one.end])]
    return (0, 0) if any(word not in allowed for word in named) else match.span()


def _small(name: str) -> list[str]:
    return [word.strip(".,").casefold() for word in name.split()]
