"""Confluence, read only: search by CQL (v1) and pages, labels and spaces (v2)."""

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from desktop.sandbox.answers import RefusalError, answer, base_url, sandbox_of
from desktop.sandbox.confluence_document import encode_document
from desktop.sandbox.cql import parse_cql
from desktop.sandbox.paging import decode_cursor, encode_cursor, is_number
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox
from desktop.sandbox.zendesk_shapes import to_text

_EXCERPT = 200


async def search(request: Request) -> Response:
    """GET ``/wiki/rest/api/search``: hits with an excerpt."""
    found = _find(request)
    page, links, first = _page(request, found)
    rows = [{**_hit(row), "content": _content(row), "entityType": "content"} for row in page]
    body = {"results": rows, "start": first, "limit": _limit(request), "size": len(rows)}
    body |= {"totalSize": len(found), "cqlQuery": request.query_params["cql"]}
    body["searchDuration"] = 1
    return answer({**body, "_links": links})


async def search_content(request: Request) -> Response:
    """GET ``/wiki/rest/api/content/search``: the pages alone."""
    page, links, first = _page(request, _find(request))
    rows = [_content(row) for row in page]
    body = {"results": rows, "start": first, "limit": _limit(request), "size": len(rows)}
    return answer({**body, "_links": links})


async def show_page(request: Request) -> Response:
    """GET one page in v2 shape, its text in the format asked for."""
    for row in sandbox_of(request).queue.confluence["pages"]:
        if row["id"] == request.path_params["page_id"]:
            shown = _render(row, request.query_params.get("body-format", ""))
            if request.query_params.get("include-labels") == "true":
                shown["labels"] = {"results": _labels(row), "meta": {}, "_links": {}}
            return answer(shown)
    raise _missing()


async def list_pages(request: Request) -> Response:
    """GET the pages, of one space if asked, by cursor."""
    wanted = {each for each in request.query_params.get("space-id", "").split(",") if each}
    pages = sandbox_of(request).queue.confluence["pages"]
    rows = [row for row in pages if not wanted or row["spaceId"] in wanted]
    page, links, _ = _page(request, rows)
    kind = request.query_params.get("body-format", "")
    return answer({"results": [_render(row, kind) for row in page], "_links": links})


async def list_labels(request: Request) -> Response:
    """GET the labels of a page."""
    for row in sandbox_of(request).queue.confluence["pages"]:
        if row["id"] == request.path_params["page_id"]:
            page, links, _ = _page(request, _labels(row))
            return answer({"results": page, "_links": links})
    raise _missing()


async def list_spaces(request: Request) -> Response:
    """GET the spaces."""
    page, links, _ = _page(request, sandbox_of(request).queue.confluence["spaces"])
    return answer({"results": page, "_links": links})


async def show_me(request: Request) -> Response:
    """GET the signed-in user; an anonymous reader is one too."""
    if not request.headers.get("authorization"):
        nobody = {"type": "anonymous", "username": "", "displayName": "Anonymous"}
        return answer(nobody)
    me = sandbox_of(request).me
    who = {"accountId": f"sandbox:{me['id']}", "accountType": "atlassian", "email": me.get("email")}
    names = {"publicName": me.get("name"), "displayName": me.get("name")}
    return answer({"type": "known", **who, **names, "_expandable": {}, "_links": {}})


def _find(request: Request) -> list[Json]:
    query = request.query_params.get("cql", "")
    if not query:
        raise RefusalError(400, {"statusCode": 400, "message": "cql is required"})
    matches = parse_cql(query)
    return [page for page in _searchable(sandbox_of(request)) if matches(page)]


def _searchable(sandbox: Sandbox) -> list[Json]:
    names = {space["id"]: space for space in sandbox.queue.confluence["spaces"]}
    return [
        {
            **page,
            "words": f"{page['title']}\n{to_text(page['body']['storage']['value'])}",
            "label_names": {label["name"].lower() for label in page.get("labels", [])},
            "space_names": {page["spaceId"], names[page["spaceId"]]["key"]},
        }
        for page in sandbox.queue.confluence["pages"]
        if page.get("status", "current") == "current"
    ]


def _content(page: Json) -> Json:
    links = {"webui": _webui(page), "self": f"/wiki/rest/api/content/{page['id']}"}
    status = page.get("status", "current")
    return {
        "id": page["id"],
        "type": "page",
        "status": status,
        "title": page["title"],
        "_links": links,
    }


def _hit(page: Json) -> Json:
    text = " ".join(page["words"].removeprefix(page["title"]).split())
    parts = {"title": page["title"], "excerpt": text[:_EXCERPT], "url": _webui(page)}
    shown = {"iconCssClass": "aui-icon content-type-page", "breadcrumbs": []}
    return {**parts, **shown, "lastModified": page["version"]["createdAt"]}


def _webui(page: Json) -> str:
    return f"/spaces/{page['spaceId']}/pages/{page['id']}"


def _labels(page: Json) -> list[Json]:
    rows = enumerate(page.get("labels", []))
    return [{"id": f"{page['id']}{index}", "prefix": "global", **row} for index, row in rows]


def _render(page: Json, kind: str) -> Json:
    value = page["body"]["storage"]["value"]
    bodies = {"storage": value, "view": value, "atlas_doc_format": encode_document(value)}
    body = {kind: {"representation": kind, "value": bodies[kind]}} if kind in bodies else {}
    shown = {key: page[key] for key in page if key != "labels"}
    links = {"webui": _webui(page), "tinyui": f"/x/{page['id']}"}
    return {"status": "current", **shown, "body": body, "_links": links}


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", "25")
    if not is_number(text) or int(text) < 1:
        raise RefusalError(400, {"statusCode": 400, "message": "limit is not valid"})
    return min(int(text), 250)


def _page(request: Request, rows: Sequence[Json]) -> tuple[list[Json], Json, int]:
    limit, cursor = _limit(request), request.query_params.get("cursor", "")
    try:
        first = int(decode_cursor(cursor)) if cursor else 0
    except ValueError as error:
        raise RefusalError(400, {"statusCode": 400, "message": "cursor is not valid"}) from error
    links: Json = {"base": f"{base_url(request)}/wiki"}
    if first + limit < len(rows):
        query = dict(request.query_params) | {"cursor": encode_cursor(str(first + limit))}
        asked = request.scope["asked_path"]
        path = asked[asked.index("/wiki") :]
        # v1 links are relative to the context, v2 links to the site.
        path = path.removeprefix("/wiki") if path.startswith("/wiki/rest/") else path
        links["next"] = f"{path}?{urlencode(query)}"
    return list(rows[first : first + limit]), links, first


def _missing() -> RefusalError:
    error = {"status": 404, "code": "NOT_FOUND", "title": "Not Found", "detail": None}
    return RefusalError(404, {"errors": [error]})
