"""Which lines can be checked: a table of whole-line patterns, English and German.

A pattern takes in the whole line: what it does not cover it does not pretend to have understood. The first
that fits wins; a line that fits none is left to a person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.brief import Check
from desktop.triage.language import NAMES
from desktop.triage.own.phrases import all_of, literals

SHORT = 120
"""Words at most, where a line only says "short"."""

Reading = tuple[int, tuple[str, ...]]
"""The number and the words a check needs."""
Make = Callable[[re.Match[str]], Reading | None]
"""Reads a line that fits; None when its object is more than words."""

_NOT = r"(?:never(?: ever)?|not|do not|don't|no|avoid|without|nie(?:mals)?|kein(?:e[nmrs]?)?|nicht|ohne)"
_UNIT = r"(?P<unit>words?|sentences?|characters?|wörtern?|worten?|sätzen?|zeichen)"
_NUMBERS = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
)
_NUMBER = rf"\d{{1,5}}|{'|'.join(word for words in _NUMBERS for word in words)}"
_UNDER = r"under|below|(?:fewer|less|shorter) than|weniger als|unter"
_MOST = r"(?:at|the) most|(?:no|not|never) (?:more|longer) than|max(?:\.|imum)?(?: of)?|up to|höchstens|maximal|(?:nicht|nie) (?:mehr|länger) als"
_FILES = r"(?:attachments?|screen ?shots?|files?|logs?|log files?|anhänge?n?|anlagen?|bildschirmfotos?|dateien|protokolle)"
_KB = r"(?:the |our |die |der |unsere[r]? )?(?:verified )?(?:kb|knowledge[ -]?base|help cent(?:er|re)|wissensdatenbank|wissensbasis)(?: (?:pages?|articles?|links?|artikel|seiten))?"
_LOUD = r"(?:exclamation (?:marks?|points?)|ausrufezeichen|capitals?|capital letters|(?:all )?caps|upper ?case|shouting|großbuchstaben|versalien)"
_DATE = r"(?:dates?|times?|deadlines?|termine?n?|zeiten|fristen)"
_PROMISE = r"(?:promises?|commitments?|guarantees?|zusagen?|versprechen|versprechungen|zusicherungen|garantien)"
_AUTHORITY = r"(?:without (?:any |the |our )?(?:authority|approval|permission)|ohne (?:vollmacht|freigabe|erlaubnis))"
_SAY = r"(?:(?:mention(?:ing)?|say(?:ing)?|nam(?:e|ing)|talk(?:ing)? about|refer(?:ring)? to|bring up|discuss)(?: (?:the (?:words?|phrases?|terms?)|anything about))?|(?:us(?:e|ing)|writ(?:e|ing)) (?:the (?:words?|phrases?|terms?)|(?=\")))"
"""To use or to write without quotes is about style ("technical terms"), not about words."""
_SAGEN = r"(?:erwähnen|sagen|schreiben|nennen|verwenden|benutzen|ansprechen)"
_WORT = r"(?:(?:das wort|die wörter|den begriff|etwas über) )?"
_TONGUES = {name.lower(): code for code, name in NAMES.items()} | {
    "deutsch": "de", "englisch": "en", "spanisch": "es", "französisch": "fr", "niederländisch": "nl",
    "italienisch": "it", "portugiesisch": "pt", "polnisch": "pl", "schwedisch": "sv", "dänisch": "da",
}  # fmt: skip
_TONGUE = rf"(?P<tongue>{'|'.join(_TONGUES)})"


@dataclass(frozen=True)
class Rule:
    """Lines that become ``check``."""

    check: Check
    patterns: tuple[re.Pattern[str], ...]
    make: Make


def _rule(check: Check, make: Make, *patterns: str) -> Rule:
    return Rule(check, tuple(re.compile(one, re.IGNORECASE) for one in patterns), make)


def _always(limit: int = 0, *words: str) -> Make:
    return lambda _: (limit, words)


def _length(match: re.Match[str]) -> Reading | None:
    named = match.groupdict()
    limit = _number(named["number"].lower()) - bool(named.get("under"))
    unit = named["unit"].lower()
    kind = "sentences" if unit[0] == "s" else "characters" if unit[0] in "cz" else "words"
    return (limit, (kind,)) if limit > 0 else None


def _number(said: str) -> int:
    spelt = (words.index(said) + 1 for words in _NUMBERS if said in words)
    return next(spelt, 0) or int(said)


def _objects(match: re.Match[str]) -> Reading | None:
    words = literals(match["what"])
    return (0, words) if words else None


def _needed(match: re.Match[str]) -> Reading | None:
    words = all_of(match["what"])
    return (0, words) if words else None


def _loud(match: re.Match[str]) -> Reading:
    said = match.group().lower()
    marks = "exclamation" in said or "ausruf" in said
    capitals = re.search(r"cap|upper|groß|versal", said) is not None
    both = "shout" in said or marks == capitals
    return 0, ("marks", "capitals") if both else ("marks",) if marks else ("capitals",)


def _tongue(match: re.Match[str]) -> Reading:
    return 0, (_TONGUES[match["tongue"].lower()],)


RULES = (
    _rule(
        Check.LENGTH,
        _length,
        rf"(?:(?:keep|limit|be|stay|use|repl(?:y|ies)|answers?|antwort(?:en)?)\b.{{0,20}}?\s)?(?:(?P<under>{_UNDER})|{_MOST}) (?P<number>{_NUMBER}) {_UNIT}(?: long| lang)?",
        rf"(?:keep|limit) (?:it|them|repl(?:y|ies)|answers?|every reply) (?:to|within) (?P<number>{_NUMBER}) {_UNIT}",
        rf"(?P<number>{_NUMBER}) {_UNIT} (?:at most|or (?:less|fewer)|max(?:\.|imum)?|höchstens|maximal)",
    ),
    _rule(
        Check.LENGTH,
        _always(SHORT, "words"),
        r"(?:be |keep (?:it|them|repl(?:y|ies)|answers) |write )?(?:short|brief|concise|briefly)(?: repl(?:y|ies)| answers)?",
        r"(?:fass(?:e|t)? (?:dich|euch) )?kurz(?:e antworten| fassen| halten| und knapp)?",
    ),
    _rule(
        Check.TICKET_NUMBER,
        _always(),
        r"(?:always )?(?:include|mention|quote|state|name|give|add|show) (?:the |a )?(?:ticket|case|request)(?:'s)? (?:number|id)",
        r"(?:immer |stets )?(?:die )?(?:ticket|vorgangs|fall)-?nummer (?:immer |stets )?(?:nennen|angeben|erwähnen)",
        r"nenne (?:immer |stets )?die (?:ticket|vorgangs|fall)-?nummer",
    ),
    _rule(
        Check.SIGNED,
        _always(),
        r"(?:always )?(?:sign(?: off)?|close|end) (?:with|as|by) (?:the |our )?team(?:'s)?(?: name)?",
        r"(?:immer )?mit (?:dem )?(?:team-?namen|namen des teams) unterschreiben",
    ),
    _rule(
        Check.SIGNED,
        _needed,
        r"(?:always )?(?:sign(?: off)?|close) (?:with|as) (?P<what>.+)",
        r"(?:immer )?(?:mit|als) (?P<what>.+) unterschreiben",
    ),
    _rule(
        Check.LINKS,
        _always(0, "kb"),
        rf"(?:no|keine|never (?:use|include|send)) links? (?:other than|except|but|besides|outside(?: of)?|außer)(?: to| in| zu[rm]?| auf)? {_KB}",
        rf"(?:use |send )?only (?:use |link |links? )?(?:to )?{_KB}",
        rf"never link (?:anywhere|to anything) (?:but|except|other than|outside)(?: to)? {_KB}",
        rf"nur links? (?:auf|zu[rm]?|in) {_KB}",
    ),
    _rule(
        Check.LINKS,
        _always(),
        rf"{_NOT} (?:(?:use|using|include|including|send|add|any|a) )*links?",
    ),
    _rule(
        Check.NO_ATTACHMENTS,
        _always(),
        rf"{_NOT} (?:(?:ask|request)(?:ing)?(?: (?:the )?customers?)?(?: for)? )?(?:any |an? |for )?{_FILES}(?:(?:,| or| and)+ {_FILES})*(?: (?:asked|requested)(?: for)?)?",
        rf"{_NOT}(?: um)? {_FILES}(?:(?:,| oder| und)+ {_FILES})*(?: an)?(?:fordern|verlangen|bitten|erbitten)?",
        rf"{_NOT}(?: um)? {_FILES} (?:anfordern|verlangen|bitten|erbitten)",
    ),
    _rule(
        Check.FORMAL,
        _always(),
        r"(?:always )?(?:(?:be|use|write|stay|keep|reply|address(?: them| customers)?|in|an?) )*(?:formal|formally)(?: (?:address|tone|style|language|form))?",
        r"(?:(?:(?:always )?(?:use|say)|immer|stets|nur|per|mit) )+\"?Sie\"?(?:-form)?(?: verwenden| benutzen| sagen)?",
        r"(?:kunden )?(?:immer |stets )?siezen",
        r"(?:(?:in |mit )?(?:der )?)?(?:formelle[nr]?|förmliche[nr]?) (?:anrede|ton)",
        rf"{_NOT} (?:say )?(?:duzen|\"du\")",
    ),
    _rule(
        Check.LANGUAGE,
        _tongue,
        rf"(?:(?:always|only|reply|answer|write|respond|immer|nur|antwort(?:e[nt]?)?|schreibe?n?) )*(?:in|auf) {_TONGUE}(?: only)?(?: antworten| schreiben)?",
        rf"{_TONGUE} only",
        rf"(?:nur|only|always|immer) {_TONGUE}",
    ),
    _rule(
        Check.LANGUAGE,
        _always(0, "ticket"),
        r"(?:(?:always|reply|answer|write|respond) )*in (?:the |their )?(?:(?:customer|requester|ticket|sender)(?:'s|s'|s)? )?(?:own )?language",
        r"(?:(?:always|reply|answer|write|respond) )*in the (?:same )?language (?:of|as) the (?:ticket|customer|requester)",
        r"(?:(?:immer|antworte[nt]?) )*in der sprache de[sr] (?:kunden|kundin|tickets|anfrage)(?: antworten)?",
    ),
    _rule(
        Check.CALM,
        _loud,
        rf"{_NOT} (?:(?:use|using|write|writing|any|in|single) )*{_LOUD}(?:(?:,| or| and| oder| und| no| keine)+ {_LOUD})*(?: verwenden| benutzen| setzen)?",
    ),
    _rule(
        Check.APOLOGY,
        _always(),
        r"(?:(?:always|immer|stets|you|must) )*(?:apologi[sz]e|say sorry|(?:make|include|offer|add) an apology|(?:sich )?entschuldigen|um entschuldigung bitten)",
        r"(?:an )?apology (?:is )?required",
    ),
    _rule(
        Check.NO_PROMISES,
        _always(0, "dates"),
        rf"{_NOT} (?:(?:make|give|making|giving|any) )*{_PROMISE} (?:of|about|for|on) (?:an? |any |the )?{_DATE}",
        rf"{_NOT} (?:(?:promise|promising|commit to|name|give|guarantee) )+(?:an? |any )?{_DATE}",
        r"keine (?:terminzusagen|termine zusagen|termine versprechen)(?: machen| geben)?",
    ),
    _rule(
        Check.NO_PROMISES,
        _always(0, "authority"),
        rf"{_NOT} (?:(?:make|give|making|giving|any) )*{_PROMISE}(?:(?:,| or| and| oder| und|/)+ ?(?:no |any |keine )?{_PROMISE})* {_AUTHORITY}(?: machen| geben)?",
        rf"{_NOT} (?:promise|commit to|guarantee)(?: (?:anything|something))? {_AUTHORITY}",
    ),
    _rule(
        Check.NO_PROMISES,
        _always(0, "all"),
        rf"{_NOT} (?:(?:make|give|making|giving|any) )*{_PROMISE}(?:(?:,| or| and| oder| und|/)+ ?(?:no |any |keine )?{_PROMISE})*(?: machen| geben)?",
        rf"{_NOT} (?:promise|commit to|guarantee)(?: (?:anything|something))?",
        r"(?:promise nothing|nichts (?:versprechen|zusagen|garantieren))",
    ),
    _rule(
        Check.NO_NAMES,
        _always(0, "patients"),
        rf"{_NOT} (?:name|naming) (?:an? |any |the )?patients?(?: by name)?",
        rf"{_NOT} (?:(?:mention|use|include|using|mentioning|any|the) )*(?:patients?(?:'s?)? names?|names? of (?:an? |any |the )?patients?|patients? by name)",
        rf"{_NOT} (?:den |die )?patient(?:en|in|innen)? (?:beim|mit|bei) namen (?:nennen|erwähnen|ansprechen)",
        rf"{_NOT} (?:patient(?:en|innen)?-?namen)(?: nennen| erwähnen| verwenden)?",
        rf"{_NOT} patient(?:en|in|innen)? nennen",
    ),
    _rule(
        Check.NO_NAMES,
        _always(0, "all"),
        rf"{_NOT} (?:(?:mention|use|include|using|any|personal|people's|customers?'?s?) )*names?",
        rf"{_NOT} (?:(?:name|mention) (?:anybody|anyone|people|persons?|customers?|requesters?) by name|name (?:anybody|anyone|people|persons?|customers?|requesters?))",
        rf"{_NOT} (?:personen-?|klar|kunden)?namen(?: nennen| erwähnen| verwenden)?",
        r"niemanden (?:beim|mit) namen (?:nennen|ansprechen)",
    ),
    _rule(
        Check.FORBIDDEN,
        _objects,
        rf"{_NOT} {_SAY} ?(?P<what>.+)",
        rf"{_NOT} mention of (?P<what>.+)",
        rf"{_NOT} (?:the (?:words?|phrases?|terms?) )?(?P<what>\"[^\"]+\"(?:(?:,| or| and| oder| und)+ \"[^\"]+\")*)",
        rf"{_NOT} {_WORT}(?P<what>.+) {_SAGEN}",
        rf"{_WORT}(?P<what>.+) (?:nie(?:mals)?|nicht) {_SAGEN}",
        rf"(?:sag|sage|erwähne|nenne|schreibe?|verwende|benutze) (?:nie(?:mals)?|nicht) {_WORT}(?P<what>.+)",
    ),
    _rule(
        Check.FORBIDDEN,
        _always(0, "sorry", "apologise", "apologize", "apology", "entschuldigung"),
        rf"{_NOT} (?:apologi[sz]e|apologi[sz]ing|say sorry|apologies|entschuldigen)",
    ),
    _rule(
        Check.REQUIRED,
        _needed,
        r"always (?:include (?:an? |the )?link to|mention|include|say|use|write|name|refer to|link(?: to)?|add|quote|point to)(?: the (?:words?|phrases?))? (?P<what>.+)",
        r"(?:mention|include|refer to|link to|point to|quote|add)(?: the (?:words?|phrases?))? (?P<what>(?:the|our|\").+)",
        rf"(?:immer|stets) {_WORT}(?P<what>.+) {_SAGEN}",
        rf"{_WORT}(?P<what>.+) (?:immer|stets) {_SAGEN}",
        r"(?:(?:nenne|erwähne|verwende) (?:immer|stets)|verweise (?:immer |stets )?auf) (?P<what>.+)",
    ),
)
"""In this order."""
