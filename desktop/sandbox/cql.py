"""Confluence's query language, as far as a knowledge base is searched with it."""

import re
from collections.abc import Callable

from desktop.sandbox.answers import RefusalError
from desktop.sandbox.queue_shapes import Json

Predicate = Callable[[Json], bool]
"""Says whether a page matches; the page carries ``words``, ``label_names`` and ``space_names``."""

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\(|\)|,|!=|!~|=|~|[\w.:\-]+)')
_WORD = re.compile(r"\w+")


def parse_cql(text: str) -> Predicate:
    """Read a query. Raises RefusalError (400) when it is not understood."""
    body = re.split(r"(?i)\border\s+by\b", text)[0]
    tokens = _TOKEN.findall(body)
    if "".join(tokens) != re.sub(r"\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", "", body):
        raise _unreadable(text)
    try:
        return _Parser(tokens).parse()
    except (IndexError, KeyError, ValueError) as error:
        raise _unreadable(text) from error


def _unreadable(text: str) -> RefusalError:
    body = {"statusCode": 400, "message": f"Could not parse cql : {text}"}
    return RefusalError(400, body)


class _Parser:
    """Recursive descent: ``or`` binds looser than ``and``, ``not`` tighter than both."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens

    def parse(self) -> Predicate:
        if not self._tokens:
            return lambda _: True
        found = self._either()
        if self._tokens:
            raise ValueError(self._tokens[0])
        return found

    def _either(self) -> Predicate:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return lambda page: any(part(page) for part in parts)

    def _both(self) -> Predicate:
        parts = [self._single()]
        while self._take("and"):
            parts.append(self._single())
        return lambda page: all(part(page) for part in parts)

    def _single(self) -> Predicate:
        if self._take("not"):
            inner = self._single()
            return lambda page: not inner(page)
        if self._take("("):
            inner = self._either()
            self._expect(")")
            return inner
        return self._condition()

    def _condition(self) -> Predicate:
        check = _FIELDS[self._tokens.pop(0).lower()]
        negative = self._take("not")
        operator = self._tokens.pop(0).lower()
        negative = negative or operator.startswith("!")
        if operator not in ("=", "!=", "~", "!~", "in"):
            raise ValueError(operator)
        values = self._list() if operator == "in" else [self._value()]
        return lambda page: any(check(page, value) for value in values) != negative

    def _list(self) -> list[str]:
        self._expect("(")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._expect(")")
        return values

    def _value(self) -> str:
        token = self._tokens.pop(0)
        if token in ("(", ")", ","):
            raise ValueError(token)
        return re.sub(r"\\(.)", r"\1", token[1:-1] if token[0] == '"' else token)

    def _take(self, word: str) -> bool:
        if self._tokens and self._tokens[0].lower() == word:
            self._tokens.pop(0)
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise ValueError(word)


def _speaks_of(text: str, wanted: str) -> bool:
    """Every word must begin some word of the text: a crude stand-in for Lucene's stemming."""
    words = _WORD.findall(text.lower())
    return all(
        any(have.startswith(each) for have in words) for each in _WORD.findall(wanted.lower())
    )


_FIELDS: dict[str, Callable[[Json, str], bool]] = {
    "type": lambda _, value: value.lower() == "page",
    "label": lambda page, value: value.lower() in page["label_names"],
    "space": lambda page, value: value in page["space_names"],
    "id": lambda page, value: value == page["id"],
    "content": lambda page, value: value == page["id"],
    "title": lambda page, value: _speaks_of(page["title"], value),
    "text": lambda page, value: _speaks_of(page["words"], value),
    "sitesearch": lambda page, value: _speaks_of(page["words"], value),
}
