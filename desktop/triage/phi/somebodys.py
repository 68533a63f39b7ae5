"""A number nothing names, in a sentence about a person: "the scanner reads HX0044192 from the pt bracelet".

It looks like an identifier (letters and six digits or more, eight digits and more, or six after a zero), a person's word stands in its
sentence, and no word before it says that it is a thing's.
"""

import re
from collections.abc import Iterator

from desktop.triage.phi.allowed import technical
from desktop.triage.phi.kinds import Kind, Span

_NUMBER = re.compile(
    r"(?<![\w./:#=&?%+-])(?:[A-Z]{1,4}-?\d{6,13}|0\d{5,11}|\d{8,12}|[A-Z]{2,3}-\d{2,6}-\d{2,6})(?![\w%/:-]|\.\d)",
    re.ASCII,
)
_PERSON = re.compile(
    r"(?<![^\W\d_])(?:patient(?:s|'s|in|en)?|pts?|charts?|persons?|guarantor|policy ?holder|sponsor|insured|subscriber|beneficiary|deceased|bracelet|wristband|armband"
    r"|insurance card|gesundheitskarte|krankenkasse|kassenwechsel|aok|barmer|versicherte[rn]?|her|his|hers|mother|mom|daughter|son|husband|wife|twins?|newborn"
    r"|patientin|mutter|vater|tochter|sohn)(?![^\W\d_])",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:claims?|checks?|cheque|batch|samples?|specimen|accession|icn|rx|prescription|auth(?:orization|s)?|approval|lot|terminal|trace|groups?|grp|bin|file"
    r"|order|statement|invoice|device|cart|printer|workstation|payer|cpt|pzn|charge|beleg|druckjob|quittung|vertrag|artikel|kundennr|seit|since|eff|datei|scheine?"
    r"|form|template|edit|note|doc(?:ument)?|event|cached|sitzung|session|report|table|row|zeile|datensatz)\b\s?(?:nos?|nr|numbers?|nummer|ids?|codes?|is|was|from|of)?[#:.=( ]{0,3}\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?\n]\s")
_NEAR = 90


def somebodys(text: str) -> Iterator[Span]:
    """Yield each such number."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if _about_a_person(text, start, end) and not (
            technical(text, start) or _THING.search(text, max(0, start - 32), start)
        ):
            yield Span(start, end, Kind.MRN)


def _about_a_person(text: str, start: int, end: int) -> bool:
    """Whether a person's word stands in the sentence, near."""
    before = _SENTENCE.split(text[max(0, start - _NEAR) : start])[-1]
    after = _SENTENCE.split(text[end : end + _NEAR])[0]
    return bool(_PERSON.search(before) or _PERSON.search(after))
