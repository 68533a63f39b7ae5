"""Dates as people write them, in English and German; which ones matter is said by the cue before them."""

_MONTH = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mrz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:(?:18|19|20)\d\d|'?\d\d)"
DATE = (
    r"(?:(?:18|19|20)\d\d(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}"
    rf"|{_DAY}[ ]?[./-][ ]?\d{{1,2}}[ ]?[./-][ ]?{_YEAR}"
    r"|(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|[12]\d|3[01]) (?:19|20)\d\d"
    rf"|{_DAY}{_ORDINAL}[ -](?:of )?{_MONTH},?[ -]{_YEAR}"
    rf"|{_MONTH}[ -]{_DAY}{_ORDINAL},?[ -]{_YEAR}"
    rf"|(?:18|19|20)\d\d[- ]{_MONTH}[- ]{_DAY}"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d{8}|\d{6})(?!\w|[.:/-]\d)"
)
"""One whole date. A year alone identifies nobody (45 CFR 164.514(b)(2)(i)(C))."""
