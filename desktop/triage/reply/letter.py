"""A letter from its parts: the template filled, its middle alone, and the same letter around another middle."""

import re
from collections.abc import Mapping

from desktop.triage.reply.wording import Wording, template

_GAPS = re.compile(r" {2,}")
_AROUND = ("greeting", "sign")
"""What stands around the middle: it is ours, and no assistant ever sees it."""
_FIRST = "thanks"


def letter(slots: Mapping[str, str], words: Wording) -> str:
    """Fill the template; a part that says nothing leaves no gap."""
    form = template(f"reply_{words.language}.txt")
    filled = form.substitute({**dict.fromkeys(form.get_identifiers(), ""), **slots})
    paragraphs = [_GAPS.sub(" ", part).strip() for part in filled.split("\n\n")]
    return "\n\n".join(part for part in paragraphs if part) + "\n"


def middle(slots: Mapping[str, str], words: Wording) -> str:
    """Return the letter without greeting and close."""
    return letter({**slots, **dict.fromkeys(_AROUND, "")}, words).strip()


def around(middle: str, slots: Mapping[str, str], words: Wording) -> str:
    """Return the letter with another middle between the same greeting and close."""
    kept = {name: slots.get(name, "") for name in _AROUND}
    return letter({**kept, _FIRST: middle}, words)
