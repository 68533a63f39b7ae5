"""What never reaches the log: values under telling names, and whatever looks like a right to ask inside a text."""

import re
from collections.abc import MutableMapping
from typing import Any

BLANK = "[redacted]"

_SECRET = ("token", "secret", "password", "passphrase", "authorization", "cookie", "key")
_FREE_TEXT = ("subject", "body", "text", "comment", "note", "name", "email")

_RIGHTS = re.compile(
    r"(?P<keep>(?:authorization['\"]?\s*[:=]\s*['\"]?|x-api-key['\"]?\s*[:=]\s*['\"]?)(?:basic\s+|bearer\s+)?"
    r"|\b(?:basic|bearer)\s+"
    r"|\b(?:access_token|refresh_token|client_secret|code_verifier|passphrase|password|secret|token|code|state)"
    r"['\"]?\s*[:=]\s*['\"]?"
    r"|/approval/)"
    r"[^\s'\"&,;}<>]{4,}"
    # What services call their tokens: Slack, Atlassian, Composio, a JWT, our sandbox.
    r"|\bxox[a-z](?:[.-][\w.-]+)+|\bATATT[\w=+/-]{8,}|\bak_[\w-]{8,}|\beyJ[\w-]{4,}\.[\w.-]+"
    r"|\bsandbox-[\w]+-[\w-]{8,}"
    # A recovery key as it is printed.
    r"|\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b"
    # Nothing an id of ours is as long as: other services' tokens, verifiers, keys.
    r"|[\w+/=-]{40,}",
    re.IGNORECASE,
)


def redact(event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank every value whose name is telling, and in all others what looks like a secret."""
    for name, value in event.items():
        if name == "exception":
            continue  # kinds and places alone: names of our own code
        telling = any(word in name.lower() for word in _SECRET + _FREE_TEXT)
        event[name] = BLANK if telling and name != "event" else _clean(value)
    return event


def clean_text(text: str) -> str:
    """Return a text without what looks like a token, an ``Authorization`` header or a recovery key."""
    return _RIGHTS.sub(lambda found: (found["keep"] or "") + BLANK, text)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return redact(dict(value))
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value if isinstance(value, int | float | None) else clean_text(str(value))
