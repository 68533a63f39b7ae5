"""Values that show themselves: an address, a card number, a number written like a phone's.

Every pattern is bounded, so that a hostile text costs time in its length and no more.
"""

import re
from collections.abc import Callable, Iterator
from ipaddress import AddressValueError, IPv6Address
from typing import NamedTuple

from desktop.triage.phi import checksums
from desktop.triage.phi.dates import DATE
from desktop.triage.phi.kinds import Kind, Span

_TAIL = r"(?:[ ]?(?:x|ext\.?|extension|durchwahl)[ ]?\d{1,6})?"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]"
    "|T[NX]|UT|V[AT]|W[AIVY]"
)
_LOCAL_LETTERS = re.compile(r"[\w.%+'-]{1,64}\Z")
_NOBODY = ("127.", "0.", "255.")
_CARD_GROUPS = re.compile(
    r"\d+|\d{4}([ -])\d{4}(?:\1\d{4}){1,2}(?:\1\d{1,4})?|\d{4}([ -])\d{6}\2\d{4,5}"
)


class Shape(NamedTuple):
    """A class by its pattern; the first group is the value where there is one."""

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = lambda _match: True
    technical: bool = True
    """Whether a word like "build" or "order" before it says that it is something else."""


def _digits(least: int, most: int) -> Callable[[re.Match[str]], bool]:
    return lambda match: least <= len(checksums.digits_of(match.group())) <= most


def _is_card(match: re.Match[str]) -> bool:
    return bool(_CARD_GROUPS.fullmatch(match.group())) and checksums.card(match.group())


def _is_ipv6(match: re.Match[str]) -> bool:
    try:
        found = IPv6Address(match.group())
    except AddressValueError:
        return False
    return not (found.is_loopback or found.is_unspecified)


def _is_host(match: re.Match[str]) -> bool:
    return not match.group().startswith(_NOBODY)


SHAPES = (
    Shape(Kind.URL, re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'\]})|\\]{3,2000}", re.I), technical=False),
    Shape(Kind.MAC, re.compile(r"(?<![\w:-])(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}(?![\w:-])", re.I)),
    Shape(Kind.IP, re.compile(rf"(?<![\w.-])(?:{_OCTET}\.){{3}}{_OCTET}(?![\w-]|\.\d)"), _is_host),
    Shape(
        Kind.IP,
        re.compile(
            r"(?<![\w:])(?:[0-9A-F]{1,4}:){1,7}(?:(?::[0-9A-F]{1,4}){1,6}|[0-9A-F]{1,4}|:)(?![\w:])", re.I
        ),
        _is_ipv6,
    ),
    Shape(Kind.SSN, re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")),
    Shape(Kind.SSN, re.compile(r"(?<![\w.-])756(?:\.\d{4}\.\d{4}\.\d\d|\d{10})(?!\w|[.-]\d)"),
          lambda match: checksums.ahv(match.group())),
    Shape(Kind.SSN, re.compile(r"(?<![\w.,/+-])[1-9]\d{3} (?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d(?!\w|[.-]\d| ?\d)"),
          lambda match: checksums.svnr(match.group())),
    Shape(Kind.MEMBER_ID, re.compile(r"(?<![\w.-])80756\d{15}(?![\w-])")),
    Shape(Kind.CARD, re.compile(r"(?<![\w.,/-])\d(?:[ -]?\d){11,18}(?!\w|[-.]\d)"), _is_card),
    Shape(Kind.MBI, re.compile(r"(?<![\w-])[1-9][A-Z][A-Z0-9]\d([ -]?)[A-Z][A-Z0-9]\d\1[A-Z]{2}\d\d(?![\w-])", re.I | re.ASCII),
          lambda match: checksums.mbi(match.group())),
    Shape(Kind.MEMBER_ID, re.compile(r"(?<![\w-])[A-Z]\d{9}(?![\w-])", re.ASCII),
          lambda match: checksums.kvnr(match.group())),
    Shape(
        Kind.PHONE,
        re.compile(
            r"(?<![\w.+/-])(?:\+?1[ .-]?)?(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}" + _TAIL + r"(?!\w|[-.]\d)",
            re.I,
        ),
    ),
    Shape(
        Kind.PHONE,
        re.compile(
            r"(?<![\w+])(?:\+[1-9]\d{0,2}[ ./-]?|00[1-9]\d[ /-])(?:\(0?\d{0,4}\)[ ./-]?)?\d(?:[ ./-]{0,2}\d){5,13}"
            + _TAIL + r"(?!\w)",
            re.I,
        ),
        _digits(8, 15),
    ),
    Shape(
        Kind.PHONE,
        re.compile(
            r"(?<![\w.,/+-])\(?0[1-9]\d{1,4}\)?(?: ?[/-] ?| )\d{2,8}(?:(?: ?- ?| )\d{1,8}){0,3}" + _TAIL + r"(?!\w|[.:/]\d)", re.I
        ),
        _digits(8, 14),
    ),
    Shape(
        Kind.PHONE,
        re.compile(
            r"(?<![\w.])(\+?\(?\d(?:[ ().-]{0,2}\d){5,14})[ ]?[-(,][ ]?(?:office|fax|home|mobile|cell|work|privat|mobil)\b",
            re.I,
        ),
    ),
    Shape(Kind.PHONE, re.compile(r"(?<![\w.,/+-])01[567]\d{8,9}(?!\w|[-.:]\d)")),
    Shape(Kind.DATE_OF_CARE, re.compile(rf"(?<![\w.])({DATE}) (?:verstorben|gestorben|entlassen|aufgenommen|operiert)(?!\w)")),
    Shape(Kind.DOB, re.compile(rf"(?<![\w.])b\. ?({DATE})")),
    Shape(Kind.DOB, re.compile(r"(?<![\w*])\*\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\w)")),
    Shape(Kind.ZIP, re.compile(rf",\s{{1,4}}(?:{_STATES})\s{{1,4}}(\d{{5}}(?:-\d{{4}})?)(?![\w-])")),
)  # fmt: skip
_AT = re.compile(r"@[^\W_](?:[\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?![\w@])")
_SPELT = re.compile(
    r"(?<![\w.])\w[\w.+-]{0,63} ?[\[(] ?at ?[\])] ?[\w-]{1,63}(?: ?(?:\.|[\[(] ?dot ?[\])]) ?[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
_IBAN_START = re.compile(r"(?<![^\W_])[A-Z]{2}\d\d(?=[ -]?[A-Z0-9]{4})", re.IGNORECASE | re.ASCII)
_IBAN_LETTER = re.compile(r"[ -]?[A-Z0-9]", re.IGNORECASE | re.ASCII)


def shaped(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield each value that shows itself, and whether a technical word before it would explain it."""
    for shape in SHAPES:
        for match in shape.pattern.finditer(text):
            if shape.holds(match):
                start, end = match.span(1 if _whole(match) else 0)
                yield Span(start, end, shape.kind), shape.technical
    for span in (*_addresses(text), *_ibans(text)):
        yield span, span.kind is Kind.EMAIL


def _whole(match: re.Match[str]) -> bool:
    """Whether the first group is a value and not only a sign that is repeated."""
    return bool(match.re.groups and match[1] and any(map(str.isdigit, match[1])))


def _addresses(text: str) -> Iterator[Span]:
    for match in _AT.finditer(text) if "@" in text else ():
        local = _LOCAL_LETTERS.search(text, max(0, match.start() - 64), match.start())
        if local:
            yield Span(local.start(), match.end(), Kind.EMAIL)
    if "at)" in text or "at]" in text:
        yield from (Span(*match.span(), Kind.EMAIL) for match in _SPELT.finditer(text))


def _ibans(text: str) -> Iterator[Span]:
    """Take as many letters as the country's IBANs have; the check decides."""
    for match in _IBAN_START.finditer(text):
        end = _after(text, match.end(), checksums.IBAN_LENGTH.get(match.group()[:2].upper(), 0) - 4)
        if end and checksums.iban(text[match.start() : end]):
            yield Span(match.start(), end, Kind.IBAN)


def _after(text: str, at: int, letters: int) -> int:
    """Return where so many letters and digits end, single spaces between them allowed; 0 when they do not."""
    if letters <= 0:
        return 0
    for _ in range(letters):
        match = _IBAN_LETTER.match(text, at)
        if match is None:
            return 0
        at = match.end()
    return at if not text[at : at + 1].isalnum() else 0
