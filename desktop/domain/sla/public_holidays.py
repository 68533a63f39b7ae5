"""Public holidays by country and part of it, from the PyPI library ``holidays``: dates and names, nothing else.

The library is imported when it is first asked for: who takes no country never waits for it.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from desktop.domain.errors import FieldError

_ENGLISH = "en_US"
_SMALL = ("and", "of", "the")
_TITLE = "These public holidays are unknown"

Choice = tuple[str, str]
"""A code and its name, as a form offers them."""


def public_holidays(country: str, subdivision: str, years: range) -> tuple[tuple[date, str], ...]:
    """Return the days off of a country in these years, oldest first, with their names: in English where known.

    Raises:
        FieldError: ``country`` or ``subdivision`` is none that is known.
    """
    import holidays

    known = _parts(country)
    if subdivision and subdivision not in known:
        told = f"{subdivision!r} is no part of {country} that has holidays of its own"
        raise FieldError("subdivision", told, _TITLE)
    entity = holidays.country_holidays(country)
    # A language it does not know would be replaced by the one this computer is set to.
    language = _ENGLISH if _ENGLISH in entity.supported_languages else entity.default_language
    found = holidays.country_holidays(
        country, subdiv=subdivision or None, years=years, language=language
    )
    return tuple(sorted((day, name) for day, name in found.items() if day.year in years))


def countries() -> tuple[Choice, ...]:
    """Return every country as (ISO 3166 code, English name), by name."""
    return tuple(sorted(((code, name) for code, name in _names().items()), key=lambda one: one[1]))


def subdivisions(country: str) -> tuple[Choice, ...]:
    """Return the parts of a country that may differ, as (code, name), by name. Raises FieldError at ``country``."""
    return tuple(sorted(_parts(country).items(), key=lambda one: one[1]))


@cache
def _names() -> Mapping[str, str]:
    from holidays.registry import COUNTRIES

    return {codes[1]: _name(words) for words, codes in COUNTRIES.items()}


def _name(words: str) -> str:
    parts = words.split("_")
    return " ".join(part if part in _SMALL else part.capitalize() for part in parts)


@cache
def _parts(country: str) -> Mapping[str, str]:
    """Return the parts by code; the longest of a part's other names is the one people know."""
    import holidays

    if country not in _names():
        told = f"{country!r} is no country whose holidays are known. Use a code such as DE or US"
        raise FieldError("country", told, _TITLE)
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    return {code: max([code, *names], key=len) for code, names in aliases.items()}
