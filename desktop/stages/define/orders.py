"""Words that order something a scope cannot be: deleting, closing, refunding, code, or commands to a machine."""

import re

from desktop.triage.letters import fold

_VERBS = (
    "delete", "close", "erase", "purge", "wipe", "destroy", "remove", "archive", "reassign", "merge", "reopen", "spam",
    "execute", "drop", "truncate", "shutdown", "hack", "kill", "uninstall", "loesche", "loeschen", "schliesse",
    "schliessen", "entferne", "entfernen", "archiviere", "vernichte", "erstatte", "storniere", "weise", "verschiebe",
    "sperre", "tell", "write me", "translate", "buy", "sing", "make me", "make us", "pay", "fire",
    "unsubscribe", "mark as", "mark all", "mark every", "mark them", "grant", "schreibe", "ueberweise",
)  # fmt: skip
"""At the start of a clause these order something else, whatever follows."""

_ALSO_NOUNS = (
    "refund", "export", "reset", "cancel", "transfer", "order", "book", "call", "email", "mail", "message", "update",
    "assign", "forward", "print", "charge", "share", "download", "ban", "block", "set", "change", "send", "give",
    "approve", "reject", "publish", "post", "copy", "move", "bill", "credit", "compensate", "upgrade", "downgrade",
    "disable", "enable", "restart", "run", "install", "invite", "lock", "unlock", "schedule", "solve", "resolve",
    "sende", "schicke", "exportiere", "gib", "aendere", "setze",
)  # fmt: skip
"""These only when they have everybody or everything as their object."""

_OBJECT = r"(?:all|every\w*|each|any\w*|the customers?|them|these|those|it|him|her|my account|our account|alle\w*|jede\w*)"
_SELECTION = frozenset(
    ["give", "gib", "solve", "resolve", "order", "email", "mail", "call", "book", "message"]
)
"""Of those, the ones a lead also says of tickets ("give me all tickets", "resolve all urgent tickets")."""

_INFINITIVES = (
    "loeschen", "schliessen", "erstatten", "stornieren", "entfernen", "verschieben", "zuweisen", "exportieren",
    "herunterladen", "archivieren", "weiterleiten", "zurueckerstatten", "umbenennen", "ueberweisen", "sperren",
    "abschliessen", "versenden", "vernichten", "zumachen", "drucken lassen",
)  # fmt: skip

_START = r"(?:^|[,;.!?:]\s*|\b(?:and|then|please|und|dann|bitte|now|to|also|just|can you|could you|you must|you should)\s+)"
_ORDERS = re.compile(
    rf"{_START}(?:please\s+|bitte\s+)*(?:{'|'.join(_VERBS)})\b(?!\s+(?:tickets?|requests?|cases)\b(?!\s*$))"
    rf"|{_START}(?:{'|'.join(_VERBS[:11])})\b"
    rf"|{_START}(?:{'|'.join(v for v in _ALSO_NOUNS if v not in _SELECTION)})\s+{_OBJECT}\b"
    rf"|{_START}(?:email|mail|call|message)\s+(?:all|every)\s+(?:customers?|clients?|users?|people|patients?)\b"
    rf"|\b(?:{'|'.join(_INFINITIVES)})\s*[.!]*$"
)
_MACHINE = re.compile(
    r"\b(?:drop|alter|truncate|create)\s+table\b|\b(?:delete|select)\b.{0,40}\bfrom\s+\w+\s*(?:where|;|--)|"
    r"\bselect\s+\*|\bunion\s+select\b|\binsert\s+into\b|--\s*$|;\s*--|\bor\s+'?1'?\s*=\s*'?1|'\s*or\s*'|"
    r"<\s*/?\s*(?:script|img|iframe|svg|html)|\{\{|\$\{|\brm\s+-|\bsudo\b|\beval\s*\(|__import__|\bos\.system|\bcurl\s+http|"
    r"\b(?:ignore|disregard|forget|override|bypass|vergiss|ignoriere)\b.{0,40}\b(?:instruction|instructions|rules?|prompt|"
    r"previous|above|everything|safeguards?|anweisung\w*|regeln|vorgaben|approval|scope)\b|"
    r"\bsystem\s*prompt\b|\byou are (?:now|an?|no longer)\b|\bpretend\b|\bact as\b|\bjailbreak\b|\bdeveloper mode\b|"
    r"\b(?:admin|root|master)\s+(?:password|passwort|kennwort|access|token|key)s?\b|\bapi keys? of\b|\bcredentials of\b|"
    r"\b(?:reveal|print|show|give|tell|send|zeig\w*|leak|dump)\b.{0,30}\b(?:secret|secrets|credentials|tokens?|api keys?|"
    r"passwords|passwoerter|database|datenbank|system prompt|your instructions)\b(?!.{0,40}\b(?:ticket|tickets|issue|issues|problem))"
)


def orders_something_else(intent: str) -> bool:
    """Whether an intent orders a deed, or talks to a machine, instead of saying which tickets are meant."""
    said = " ".join(fold(intent).split())
    return bool(_ORDERS.search(said) or _MACHINE.search(said))
