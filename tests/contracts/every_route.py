"""Every address of the sandbox that an official document speaks of, asked once, good questions and bad ones."""

from functools import cache
from typing import Any

import httpx

from tests import plain_http
from tests.contracts.traffic import Exchange, exchange
from tests.sandboxes import start_sandbox

_NUMBER = 48104
_COMMENT = {"comment": {"body": "Looked at it", "public": False}}
_SEARCH = "query=type:ticket status<solved"

ZENDESK: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/search?" + _SEARCH + "&per_page=3&sort_by=created_at&sort_order=asc", None),
    ("GET", "/search?" + _SEARCH + "&page=11", None),
    ("GET", "/search/count?" + _SEARCH, None),
    ("GET", "/search/export?" + _SEARCH + "&page[size]=3&filter[type]=ticket", None),
    ("GET", "/tickets?page[size]=3&sort=-updated_at", None),
    ("GET", "/tickets?per_page=3&page=2", None),
    ("GET", "/tickets/show_many?ids={ticket}", None),
    ("GET", "/tickets/{ticket}", None),
    ("GET", "/tickets/1", None),
    ("PUT", "/tickets/{ticket}", {"ticket": {"priority": "urgent", "status": "open", **_COMMENT}}),
    ("PUT", "/tickets/{ticket}", {"ticket": {"priority": "huge"}}),
    ("GET", "/tickets/{ticket}/comments", None),
    ("GET", "/tickets/{ticket}/audits?include=users", None),
    ("GET", "/tickets/{ticket}/tags", None),
    ("PUT", "/tickets/{ticket}/tags", {"tags": ["a"]}),
    ("POST", "/tickets/{ticket}/tags", {"tags": ["a", "b"]}),
    ("DELETE", "/tickets/{ticket}/tags", {"tags": ["b"]}),
    ("PUT", "/tickets/{ticket}/comments/{comment}/make_private", None),
    (
        "PUT",
        "/comment_redactions/{comment}",
        {"ticket_id": _NUMBER, "html_body": "<redact>x</redact>"},
    ),
    ("PUT", "/tickets/update_many?ids={ticket}", {"ticket": {"priority": "high"}}),
    ("GET", "/job_statuses/{job}", None),
    ("POST", "/tickets", {"ticket": {"subject": "New", "priority": "low", **_COMMENT}}),
    ("GET", "/incremental/tickets/cursor?start_time=1", None),
    ("GET", "/incremental/ticket_metric_events?start_time=1", None),
    ("GET", "/users/me", None),
    ("GET", "/users", None),
    ("GET", "/users/show_many?ids={user}", None),
    ("GET", "/users/{user}", None),
    ("GET", "/organizations", None),
    ("GET", "/organizations/show_many?ids={organisation}", None),
    ("GET", "/organizations/{organisation}", None),
    ("GET", "/groups", None),
    ("GET", "/ticket_fields", None),
    ("GET", "/slas/policies", None),
    ("GET", "/business_hours/schedules", None),
    ("GET", "/business_hours/schedules/{schedule}/holidays", None),
    ("GET", "/triggers", None),
    ("GET", "/triggers/active", None),
)
CONFLUENCE: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/rest/api/search?cql=label=verified&limit=2", None),
    ("GET", "/rest/api/content/search?cql=type=page&limit=2", None),
    ("GET", "/rest/api/user/current", None),
    ("GET", "/api/v2/pages?limit=2&body-format=storage", None),
    ("GET", "/api/v2/pages?limit=2&body-format=atlas_doc_format", None),
    ("GET", "/api/v2/pages/{page}?body-format=view&include-labels=true", None),
    ("GET", "/api/v2/pages/{page}?body-format=atlas_doc_format", None),
    ("GET", "/api/v2/pages/0", None),
    ("GET", "/api/v2/pages/{page}/labels", None),
    ("GET", "/api/v2/spaces", None),
)


@cache
def asked() -> tuple[Exchange, ...]:
    """Return all of it, with the ids of the shipped queue filled in."""
    process = start_sandbox()
    headers = {"authorization": "Bearer any"}
    heard: list[Exchange] = []
    try:
        with plain_http.client(base_url=process.url, headers=headers) as client:
            known = _ids(client)
            for service, root, rows in (
                ("Zendesk", "/api/v2", ZENDESK), ("Confluence", "/wiki", CONFLUENCE)
            ):  # fmt: skip
                for method, path, body in rows:
                    response = client.request(method, root + path.format(**known), json=body)
                    heard.append(exchange(service, response))
                    job = (heard[-1].answer or {}).get("job_status") or {}
                    known["job"] = job.get("id", known.get("job", ""))
    finally:
        process.close()
    return tuple(heard)


def _ids(client: httpx.Client) -> dict[str, Any]:
    def first(path: str, name: str) -> Any:
        return client.get(path).json()[name][0]["id"]

    return {
        "ticket": _NUMBER,
        "comment": first(f"/api/v2/tickets/{_NUMBER}/comments", "comments"),
        "user": first("/api/v2/users", "users"),
        "organisation": first("/api/v2/organizations", "organizations"),
        "schedule": first("/api/v2/business_hours/schedules", "schedules"),
        "page": first("/wiki/api/v2/pages", "results"),
    }
