"""What may stand: our own links and addresses, and numbers a technical word explains."""

import re
from urllib.parse import urlsplit

from desktop.triage.phi.kinds import Kind, Known, Span
from desktop.triage.phi.versions import worn_by_software

_TECHNICAL = re.compile(
    r"(?:\b(?:build|ticket|tickets|order|case|version|release|firmware|rev(?:ision)?|error|code|request|req|incident|rma|po"
    r"|invoice|trace|correlation|job|batch|commit|hash|port|ref(?:erence)?|tracking|part|sku|asset|patch|kb|transaction|session"
    r"|message|run|thread|process|timestamp|epoch|status|count|queue|module|schema|licen[cs]e key|product|v|ver|driver|treiber|sdk|java|api|app|client|server version"
    r"|(?:bestell|auftrags|vorgangs|fehler|rechnungs|anfrage|vorfall|sendungs)-?(?:nummer|nr|id|code)?|vorgang|bestellung|auftrag"
    r"|anfrage|vorfall|rechnung|fehler|fassung)s?[ _-]?(?:numbers?|no|nr|ids?|codes?|nummer|hash)?\.?"
    r"|\bcase-|\b(?:INC|REQ|CHG|PRB|TKT|SR|PO|RMA)[-#]?|(?:\A|(?<=\s))\#(?=\Z))[\s:#=(\[\"'-]{0,3}(?:(?:is|was|ist|war)[\s:]{1,2})?\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 36
_SUBSCRIBER = 7
_RESERVED = ("example", "test", "invalid", "localhost", "local", "internal", "lan")
"""Names that lead nowhere outside (RFC 2606, RFC 6762)."""
_SERVICES = frozenset(
    [
        "api",
        "app",
        "apps",
        "portal",
        "status",
        "support",
        "docs",
        "doc",
        "kb",
        "help",
        "helpdesk",
        "staging",
        "stage",
        "sso",
        "login",
        "auth",
        "idp",
        "admin",
        "fhir",
        "ehr",
        "emr",
        "mail",
        "dev",
        "uat",
        "prod",
        "test",
        "vpn",
        "cdn",
        "static",
        "download",
        "downloads",
        "updates",
        "account",
        "accounts",
        "my",
        "files",
        "dashboard",
        "hilfe",
        "doku",
        "konto",
    ]
)
_TELLING = re.compile(
    r"[?&;/](?:patient|mrn|dob|ssn|member|mbi|person|subscriber)[^/&=]{0,20}[=/][^&/]*\d",
    re.IGNORECASE,
)


def explained(text: str, span: Span) -> bool:
    """Whether a technical word just before says what the number is: a build, an order, an error."""
    return technical(text, span.start) or worn_by_software(text, span)


def technical(text: str, at: int) -> bool:
    """Whether a technical word stands just before this place."""
    return _TECHNICAL.search(text, max(0, at - _LOOK_BACK), at) is not None


def allowed(text: str, span: Span, known: Known) -> bool:
    """Whether this value may stand as it is."""
    if any(_is_own(text, span, own) for own in known.texts):
        return True
    value = text[span.start : span.end]
    if span.kind is Kind.EMAIL:
        return _under(value.rpartition("@")[2], known.domains)
    return span.kind is Kind.URL and _own_link(value, known)


def _is_own(text: str, span: Span, own: str) -> bool:
    """Whether it is a value of ours however it is spaced, lies in one, or is our phone without its prefix."""
    value, ours = _bare(text[span.start : span.end]), _bare(own)
    at = text.find(own, max(0, span.start - len(own)), span.end + len(own))
    inside = 0 <= at <= span.start and span.end <= at + len(own)
    short = span.kind in (Kind.PHONE, Kind.FAX) and len(value) >= _SUBSCRIBER
    return value == ours or inside or (short and ours.endswith(value))


def _own_link(value: str, known: Known) -> bool:
    """Whether a link leads to us or to a service, not to somebody, and names no patient on its way."""
    if _TELLING.search(value):
        return False
    host = _host(value)
    labels = host.split(".")
    return _under(host, known.hosts) or labels[-1] in _RESERVED or labels[0] in _SERVICES


def _host(value: str) -> str:
    try:
        return (urlsplit(value if "://" in value else f"//{value}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _under(host: str, domains: tuple[str, ...]) -> bool:
    low = host.casefold()
    return any(low == own.casefold() or low.endswith(f".{own.casefold()}") for own in domains)


def _bare(text: str) -> str:
    """Letters and digits alone: how a number is spaced does not matter."""
    return "".join(filter(str.isalnum, text)).casefold()
