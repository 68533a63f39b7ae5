"""Pages: Zendesk's offsets and cursors, and the plain offset cursors of Slack and Confluence."""

import base64
import binascii
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from starlette.requests import Request

from desktop.sandbox.answers import RefusalError, base_url
from desktop.sandbox.queue_shapes import Json

MAX_PAGE = 100


def read_count(request: Request, key: str, default: int, most: int) -> int:
    """Return a positive number from the query string, at most ``most``. Raises RefusalError (400)."""
    text = request.query_params.get(key, "")
    if not text:
        return default
    if not is_number(text) or int(text) < 1:
        raise RefusalError(
            400, {"error": {"title": "Invalid attribute", "message": f"{key} is invalid"}}
        )
    return min(int(text), most)


def is_number(text: str) -> bool:
    """Say whether a text is a whole number a service would accept (plain digits, 18 at most)."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def read_ids(request: Request) -> list[int]:
    """Return the numbers of ``ids=1,2``; more than 100 or a wrong one is refused (400)."""
    parts = [part.strip() for part in request.query_params.get("ids", "").split(",")]
    parts = [part for part in parts if part]
    if len(parts) > MAX_PAGE:
        body = {"error": "TooManyValues", "description": f"ids: at most {MAX_PAGE} values"}
        raise RefusalError(400, body)
    if not all(is_number(part) for part in parts):
        raise RefusalError(400, {"error": "InvalidValue", "description": "ids must be numbers"})
    return [int(part) for part in parts]


def offset_page(request: Request, name: str, rows: Sequence[Json]) -> Json:
    """Return one page by ``page`` and ``per_page``: the rows, the true count, links either way."""
    page = read_count(request, "page", 1, 10**9)
    size = read_count(request, "per_page", MAX_PAGE, MAX_PAGE)
    first = (page - 1) * size
    more = page * size < len(rows)
    return {
        name: list(rows[first : first + size]),
        "count": len(rows),
        "next_page": _link(request, page=page + 1) if more else None,
        "previous_page": _link(request, page=page - 1) if page > 1 else None,
    }


def cursor_page(
    request: Request, name: str, rows: Sequence[Json], key: Callable[[Json], str], most: int = 100
) -> Json:
    """Return one page by ``page[size]`` and ``page[after]``.

    The cursor holds the row it stopped at, so rows that come or go elsewhere shift nothing, and where that row was.
    """
    size = read_count(request, "page[size]", min(100, most), most)
    after = request.query_params.get("page[after]", "")
    first = _position(after, rows, key) if after else 0
    part = list(rows[first : first + size])
    more = first + size < len(rows)
    cursor = encode_cursor(f"{key(part[-1])}@{first + len(part) - 1}") if part else None
    following = _link(request, **{"page[after]": cursor, "page[size]": size}) if more else None
    return {
        name: part,
        "meta": {"has_more": more, "after_cursor": cursor, "before_cursor": after or None},
        "links": {"prev": None, "next": following},
    }


def encode_cursor(text: str) -> str:
    """Return an opaque cursor."""
    return base64.urlsafe_b64encode(text.encode()).decode()


def decode_cursor(cursor: str) -> str:
    """Return what a cursor holds. Raises ValueError when it is none of ours."""
    try:
        return base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(cursor) from error


def _position(cursor: str, rows: Sequence[Json], key: Callable[[Json], str]) -> int:
    """Return the place behind the row a cursor names: looked for where it was, then everywhere."""
    try:
        wanted, _, was = decode_cursor(cursor).rpartition("@")
        if [key(row) for row in rows[int(was) : int(was) + 1]] == [wanted]:
            return int(was) + 1
        return next(place for place, row in enumerate(rows, start=1) if key(row) == wanted)
    except (ValueError, StopIteration) as error:
        body = {"error": "InvalidPaginationParameter", "description": "page[after] is not valid"}
        raise RefusalError(400, body) from error


def _link(request: Request, **changes: object) -> str:
    kept = [pair for pair in request.query_params.multi_items() if pair[0] not in changes]
    query = [*kept, *((key, str(value)) for key, value in changes.items())]
    return f"{base_url(request)}{request.scope['asked_path']}?{urlencode(query)}"
