"""Rows of numbers that software wears: a version in four parts, the fingerprint of a certificate."""

import re

from desktop.triage.phi.kinds import Kind, Span

_VERSION = re.compile(
    r"\b(?:versions?|ver|vers|v|upgrad\w{0,6}|updat\w{0,6}|aktualisier\w{0,6}|builds?|middleware|firmware|fw|releases?|driver|treiber|hot ?fix|patch\w{0,6}"
    r"|software|programmstand|stand|installer|client|module?|modul|dll|exe|agent|plug-?in|chrome|edge|firefox|java|sql server|\.net|sdk|rollback|downgrad\w{0,6})\b"
    r"|\.(?:dll|exe)\b",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"\b(?:ip|ipv4|ips|ip-?adressen?|addresse?s?|adressen?|hosts?|ping\w{0,3}|gateway|dns|subnet|router|firewall|servers?|vpn|log-?ins?|anmeldung(?:en)?|node|peers?|tunnel"
    r"|proxy|listener|endpoint|printer|drucker|(?:connect|verb[iu]nd)\w{0,8})\b|(?<=[\w])-ip\b|https?://",
    re.IGNORECASE,
)
_PRINT = re.compile(
    r"\b(?:serial(?: number)?|seriennummer|thumbprint|fingerprint|fingerabdruck|sha-?\d{0,3}|md5|hash|cert\w{0,12}|zertifikat\w{0,6}|uuid)\b[\s:=#(]{0,3}\Z",
    re.IGNORECASE,
)
_BACK = 48
_SMALL = re.compile(r"[1-9]\.")


def worn_by_software(text: str, span: Span) -> bool:
    """Whether an address is none: the last word near before it speaks of a version, or of a certificate."""
    start = max(0, span.start - _BACK)
    if span.kind is Kind.MAC:
        return _PRINT.search(text, start, span.start) is not None
    return span.kind is Kind.IP and _is_version(text, span)


def _is_version(text: str, span: Span) -> bool:
    """A first number below ten is an address only where a word near says so: versions begin like that."""
    start = max(0, span.start - _BACK)
    host = _last(_HOST, text, start, span)
    if _SMALL.match(text, span.start) and host < 0:
        return _HOST.search(text, span.end, span.end + _BACK) is None
    return _last(_VERSION, text, start, span) > host


def _last(pattern: re.Pattern[str], text: str, start: int, span: Span) -> int:
    return max((match.end() for match in pattern.finditer(text, start, span.start)), default=-1)
