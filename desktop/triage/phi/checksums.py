"""Check digits: what tells an identifier from any other row of digits."""

import re

_MBI = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d"
    r"[AC-HJKMNP-RT-Y]{2}\d{2}",
    re.ASCII,
)
"""CMS, "Understanding the MBI format": 11 places, letters without S, L, O, I, B and Z."""
_ISSUERS = re.compile(r"4|5[0-8]|6|2[2-7]|3[04-9]|1800|2131")
_CARD_LENGTHS = range(13, 20)

_IBAN_LENGTHS = {
    22: "DE GB GE IE ME RS BG BH CR VA", 15: "NO", 16: "BE", 18: "DK FI FO GL NL SD", 19: "MK SI",
    20: "AT BA EE KZ LT LU XK MN", 21: "CH HR LI LV", 23: "AE IL TL IQ OM SO", 24: "AD CZ ES MD PK RO SA SE SK TN VG DZ",
    25: "LY PT ST", 26: "IS TR", 27: "BI DJ FR GR IT MC MR SM", 28: "AL AZ BY CY DO GT HU LB NI PL SV",
    29: "BR EG PS QA UA", 30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
}  # fmt: skip
IBAN_LENGTH = {country: length for length, row in _IBAN_LENGTHS.items() for country in row.split()}
"""How long an IBAN of each country is (SWIFT's registry)."""


def digits_of(text: str) -> str:
    """Return its digits alone."""
    return "".join(filter(str.isdigit, text))


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card(text: str) -> bool:
    """Whether it is the number of a payment card: an issuer's first digits, its length, its check digit."""
    digits = digits_of(text)
    return len(digits) in _CARD_LENGTHS and bool(_ISSUERS.match(digits)) and luhn(digits)


def iban(text: str) -> bool:
    """Whether a compact text is an IBAN: its country's length, the rest of 97 (ISO 13616)."""
    compact = text.replace(" ", "").replace("-", "").upper()
    if len(compact) != IBAN_LENGTH.get(compact[:2]) or not compact.isascii():
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def npi(text: str) -> bool:
    """Whether it is a National Provider Identifier: Luhn with the prefix 80840 (45 CFR 162.406)."""
    return len(text) == 10 and text[0] in "12" and luhn("80840" + text)


def dea(text: str) -> bool:
    """Whether it is a DEA number: two letters, seven digits, the last one checks the others."""
    digits = [int(digit) for digit in text[2:]]
    return len(digits) == 7 and ((sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6])


def mbi(text: str) -> bool:
    """Whether it has the form of a Medicare Beneficiary Identifier; it carries no check digit."""
    return _MBI.fullmatch(text.replace("-", "").replace(" ", "").upper()) is not None


def kvnr(text: str) -> bool:
    """Whether it is a German health insurance number: a letter, eight digits and their check digit.

    The letter counts as its two-digit place in the alphabet; every second digit is doubled, digit sums
    are added (§ 290 SGB V).
    """
    compact = text.replace(" ", "").upper()
    row = f"{ord(compact[0]) - 64:02d}{compact[1:9]}"
    total = sum(_digit_sum(int(digit) * (1 + place % 2)) for place, digit in enumerate(row))
    return total % 10 == int(compact[9])


def _digit_sum(value: int) -> int:
    return value - 9 if value > 9 else value


def ahv(text: str) -> bool:
    """Whether it is a Swiss AHV number: thirteen digits that begin with 756, the last one as in EAN-13."""
    digits = [int(digit) for digit in digits_of(text)]
    weighed = sum(digit * (1 + 2 * (place % 2)) for place, digit in enumerate(digits[:12]))
    return len(digits) == 13 and (weighed + digits[12]) % 10 == 0


_SVNR = (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)
"""Weights of an Austrian number's places; its fourth is the check digit (§ 31 ASVG)."""


def svnr(text: str) -> bool:
    """Whether it is an Austrian social insurance number: the rest of 11 stands in its fourth place."""
    digits = [int(digit) for digit in digits_of(text)]
    if len(digits) != len(_SVNR):
        return False
    return (
        sum(digit * weight for digit, weight in zip(digits, _SVNR, strict=True)) % 11 == digits[3]
    )
