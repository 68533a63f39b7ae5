"""Words that order something a scope cannot be: deleting, closing, refunding, code, or commands to a machine.

A verb counts where a clause begins; many are nouns too ("refund requests"), and those count only with an object.
"""

import re

from desktop.triage.letters import fold

_ALWAYS = (
    "delete", "close(?! to)", "erase", "purge", "wipe", "remove", "reassign", "reopen", "uninstall", "unsubscribe",
    "set", "turn (?:off|on)", "switch (?:off|on)", "disable", "approve", "reject", "ban", "grant", "buy", "sing",
    "make (?:me|us|a)", "tell (?:me|us|them|all|every|the|him|her|his|their|our|my)", "write (?:me|us|a|an|to|all)", "translate", "summari[sz]e", "explain",
    "calculate", "mark (?:as|all|every|them|the|these)", "send(?! me| us)", "give (?:everyone|everybody|them|him|her|all customers)",
    "stop", "shut down", "skip the (?:review|approvals?|checks?|confirmation|safeguards?|gates?|steps?|queue|draft\\w*)", "pay", "email (?:me|us|the|all|every|my|him|her)", "call (?:me|us|the|all|every|my|him|her)",
    "message (?:me|us|the|all|every)", "reply to (?:all|every|the|each) (?:customers?|clients?|users?|patients?)",
    "reset (?:the|all|every|my|his|her|their|our)", "change (?:the|all|every|status|priority|my)", "tag (?:all|every|the|them)",
    "hold (?:all|every|the|these|them)", "loesche", "loeschen sie", "schliesse", "schliess", "schliessen sie", "entferne",
    "archiviere", "vernichte", "erstatte", "storniere", "verschiebe", "sperre", "ueberweise", "weise", "schreibe",
    "schreib", "sende", "schicke", "setze", "aendere", "exportiere", "erklaere", "erzaehl\\w*", "uebersetze", "koche",
    "mach (?:mir|uns|alle|das|die)", "genehmige", "bestell\\w*", "kauf\\w*", "rufe? .{1,40} an",
)  # fmt: skip
"""Nothing a lead says of tickets begins like this."""

_WITH_OBJECT = (
    "drop", "archive", "merge", "destroy", "kill", "execute", "export", "cancel", "transfer", "move", "copy", "forward",
    "assign", "update", "print", "charge", "share", "download", "block", "publish", "post", "bill", "credit",
    "compensate", "upgrade", "downgrade", "restart", "run", "install", "invite", "lock", "unlock", "truncate", "reset",
    "enable", "release",
)  # fmt: skip
"""These order only with everybody or everything as their object; else they may be a topic."""

_OBJECT = (
    r"(?:all|every\w*|each|any\w*|the|them|these|those|it|him|her|his|their|my|our|your|this|duplicates?|"
    r"(?:[\w-]+\s+){0,3}[\w-]+['\u2019]s|"
    r"alle\w*|jede\w*|table|database)"
)
_AS_NOUN = (
    r"(?:$|[,;.?!]|(?:tickets?|requests?|questions?|issues?|problems?|cases?|complaints?|related|and|or|from|since|for|"
    r"in|about|of|older|younger|by|on|last|this|from|emails?|calls?|policy|status|not|without|except|but|with|today|"
    r"yesterday|processing|delays?|errors?|disputes?)\b)"
)
_INFINITIVES = (
    "loeschen", "schliessen", "erstatten", "stornieren", "entfernen", "verschieben", "zuweisen", "exportieren",
    "herunterladen", "archivieren", "weiterleiten", "zurueckerstatten", "umbenennen", "ueberweisen", "sperren",
    "abschliessen", "versenden", "verschicken", "vernichten", "zumachen", "anrufen", "anschreiben", "informieren",
    "benachrichtigen", "umstellen", "setzen", "aendern", "abschalten", "ausschalten", "freigeben", "genehmigen",
    "auszahlen", "kochen", "kaufen", "bestellen", "uebersetzen", "wegwerfen", "zusammenfuehren",
)  # fmt: skip
"""A German order ends with its verb."""

_START = (
    r"(?:^|[,;.!?:]\s*|\b(?:and|then|please|und|dann|bitte|now|can you|could you|you must|you should|you to|"
    r"i want to|we want to|i need to|we need to|i would like to|just|kannst du|koennen sie)\s+)"
)
_LEFT_OUT = (
    r"(?:drop|remove|lose|cut)\s+(?:everything|anything|whatever|all)\s+(?:that|that's|which|with|from|about|on|by|of|else)\b|"
    r"(?:drop|remove|lose|cut|kill|bin)\s+(?:the|any|all|those|all the)\s+"
    r"(?!tickets|ones|cases|requests|queue|table|database)[\w'-]+(?:\s+[\w'-]+)?"
    r"(?:\s+(?:ones?|stuff|tickets|things|lot|bits|cases|requests)\b|\s*(?:$|[,.;!?]))"
)
"""Taking some tickets from a list is no deed: "drop the low ones"."""
_ORDERS = re.compile(
    rf"{_START}(?!{_LEFT_OUT})(?:{'|'.join(_ALWAYS)})\b"
    rf"|{_START}(?!{_LEFT_OUT})(?:{'|'.join(_WITH_OBJECT)})\s+{_OBJECT}\b"
    rf"|{_START}(?:refund|reimburse)\s+(?!{_AS_NOUN})"
    rf"|{_START}(?:solve|resolve)\s+(?:everything|them all|all(?: the| our)? tickets)\s*[.!]*$"
    rf"|{_START}(?:answer|reply)\b.*[\"'“„]"
    rf"|\b(?:{'|'.join(_INFINITIVES)})\s*[.!]*$|\balle\w*\b.*\bzuruecksetzen\s*[.!]*$"
)
_MACHINE = re.compile(
    r"\b(?:drop|alter|truncate|create)\s+table\b|\b(?:delete|select)\b.{0,40}\bfrom\s+\w+\s*(?:where|;|--)|"
    r"\bselect\s+\*|\bunion\s+select\b|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|--\s*$|;\s*--|\b1\s*=\s*1\b|'\s*or\s*'|"
    r"<\s*/?\s*(?:script|img|iframe|svg|html)|</?[a-z][\w-]*/?>|\{\{|\$\{|\$\(|\brm\s+-|\bsudo\b|\beval\s*\(|__import__|\bos\.system|"
    r"\b(?:curl|wget)\s+\S+|"
    r"\b(?:ignore|disregard|forget|override|bypass|vergiss|ignoriere|missachte)\b.{0,40}\b(?:instructions?|rules?|prompts?|"
    r"previous|above|everything|safeguards?|anweisung\w*|regeln|vorgaben|approvals?|scope|guidelines|restrictions)\b|"
    r"\bsystem\s*prompt\b|\byou are (?:now|an?|no longer)\b|\bdu bist (?:jetzt|nun)\b|\bpretend\b|\bact as\b|\bjailbreak\b|"
    r"\b(?:developer|admin|debug|god) mode\b|\b(?:admin|root|master)\s+(?:password|passwort|kennwort|access|token|key)s?\b|"
    r"\b(?:reveal|print|show|give|tell|send|zeig\w*|verrat\w*|leak|dump|list)\b(?:(?!tickets?|issues|problems).){0,30}\b(?:secrets?|credentials|tokens|"
    r"api keys?|passwords|passwoerter|database|datenbank|system prompt|your instructions|your prompt)\b"
    r"(?!.{0,40}\b(?:tickets?|issues?|problems?|cases|requests?))"
)


def orders_something_else(intent: str) -> bool:
    """Whether an intent orders a deed, or talks to a machine, instead of saying which tickets are meant."""
    said = " ".join(fold(intent).split())
    return bool(_ORDERS.search(said) or _MACHINE.search(said))
