"""Reading one line of the lead's: the check it becomes, and how it was understood, said back."""

from collections.abc import Callable

from desktop.domain.brief import Check, Safeguard
from desktop.triage.language import NAMES
from desktop.triage.own.grammar import RULES, Reading
from desktop.triage.own.phrases import plain

LONGEST = 500
"""Letters of a line that are read; a longer one is no rule but a text, and is left to a person."""
BY_PERSON = "A person checks this"


def read(line: str) -> Safeguard:
    """Return the safeguard for a line, in the lead's words; no rule for it means a person checks it."""
    text = " ".join(line.split())
    bare = plain(text) if len(text) <= LONGEST else ""
    for rule in RULES:
        for pattern in rule.patterns:
            match = pattern.fullmatch(bare)
            made = rule.make(match) if match else None
            if made is not None:
                return Safeguard(rule.check, text, f"Checked: {_SAYS[rule.check](made)}", *made)
    return Safeguard(Check.OWN, text, BY_PERSON)


def _quoted(words: tuple[str, ...], join: str) -> str:
    return f" {join} ".join(f'"{word}"' for word in words)


def _length(made: Reading) -> str:
    return f"at most {made[0]} {made[1][0]}"


def _signed(made: Reading) -> str:
    last = _quoted(made[1], "and") if made[1] else "a team's name"
    return f"the last line holds {last}"


def _links(made: Reading) -> str:
    return "no link but to the knowledge base" if made[1] else "no link at all"


def _language(made: Reading) -> str:
    if made[1] == ("ticket",):
        return "written in the ticket's language"
    return f"written in {NAMES[made[1][0]]}"


def _calm(made: Reading) -> str:
    words = {
        "marks": "no exclamation mark",
        "capitals": "no word of five letters or more in capitals",
    }
    return f"{', '.join(words[one] for one in made[1])}, outside quotes"


def _promises(made: Reading) -> str:
    if made[1] == ("authority",):
        return "no promise but when they hear from us again, as the settings allow it"
    times = 'no time such as "within 2 hours" or "by 14:00"'
    return times if made[1] == ("dates",) else f'{times}, no "we will call you", no guarantee'


def _names(made: Reading) -> str:
    if made[1] == ("patients",):
        return "no name of the requester or of anybody the ticket names, the greeting aside"
    return "no name of the requester or of anybody the ticket names, in the greeting neither"


_SAYS: dict[Check, Callable[[Reading], str]] = {
    Check.LENGTH: _length,
    Check.TICKET_NUMBER: lambda _: "the ticket's number is there",
    Check.SIGNED: _signed,
    Check.LINKS: _links,
    Check.NO_ATTACHMENTS: lambda _: "asks for no attachment, screenshot, file or log",
    Check.FORMAL: lambda _: "no du or dein, no hi or hey, no short forms such as don't",
    Check.LANGUAGE: _language,
    Check.CALM: _calm,
    Check.APOLOGY: lambda _: "says sorry or apologises",
    Check.NO_PROMISES: _promises,
    Check.NO_NAMES: _names,
    Check.FORBIDDEN: lambda made: f"never says {_quoted(made[1], 'or')}",
    Check.REQUIRED: lambda made: f"always says {_quoted(made[1], 'and')}",
}
