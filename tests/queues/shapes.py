"""Plain values dressed as the services' own objects (Zendesk, Confluence, Slack), for generated queues."""

from datetime import UTC, datetime
from html import escape
from itertools import count
from typing import Any

Json = dict[str, Any]

CATEGORY_FIELD = 9001
LEAD, AGENTS = 301, (311, 312, 313)
FULL_NAMES = {"api": "API", "hl7": "HL7", "fhir": "FHIR", "sso": "SSO"}


def stamp(at: datetime) -> str:
    """Write an instant as Zendesk does."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def organization(ident: int, name: str, vip: bool) -> Json:
    """Return an organisation; a VIP one carries the tag ``vip``."""
    return {
        "id": ident,
        "name": name,
        "domain_names": [f"org{ident}.example"],
        "tags": ["vip"] if vip else [],
    }


def user(ident: int, name: str, role: str, organization_id: int | None = None) -> Json:
    """Return a user with an address nobody can write to."""
    email = f"{name.lower().replace(' ', '.')}.{ident}@mail.example"
    return {
        "id": ident,
        "name": name,
        "email": email,
        "role": role,
        "organization_id": organization_id,
        "tags": [],
    }


def comment(ident: int, author: int, at: datetime, text: str, public: bool = True) -> Json:
    """Return a comment with its three bodies."""
    html = f"<p>{escape(text, quote=False)}</p>"
    bodies = {"body": text, "plain_body": text, "html_body": html}
    return {
        "id": ident,
        "type": "Comment",
        "author_id": author,
        **bodies,
        "public": public,
        "created_at": stamp(at),
    }


def category_field(categories: list[str]) -> Json:
    """Return the ticket field "Category" with one option per category."""
    names = {c: " ".join(FULL_NAMES.get(w, w) for w in c.split("_")) for c in categories}
    options = [{"id": 9100 + n, "name": names[c], "value": c} for n, c in enumerate(categories)]
    return {
        "id": CATEGORY_FIELD,
        "type": "tagger",
        "title": "Category",
        "active": True,
        "custom_field_options": options,
    }


def policy(
    ident: int, position: int, title: str, condition: Json, first: Json, following: Json
) -> Json:
    """Return an SLA policy; ``first`` and ``following`` map a priority to minutes of calendar time."""
    metrics = [
        {"priority": p, "metric": metric, "target": minutes, "business_hours": False}
        for metric, targets in (("first_reply_time", first), ("next_reply_time", following))
        for p, minutes in targets.items()
    ]
    condition = {"field": "current_tags", **condition}
    filters = {"all": [condition], "any": []}
    return {
        "id": ident,
        "title": title,
        "position": position,
        "filter": filters,
        "policy_metrics": metrics,
    }


def page(ident: int, line: str, at: datetime, labels: list[str]) -> Json:
    """Return a Confluence page from ``title | introduction | step | step ...``."""
    title, intro, *steps = line.split(" | ")
    items = "".join(f"<li>{escape(step, quote=False)}</li>" for step in steps)
    value = f"<p>{escape(intro, quote=False)}</p><h2>Steps</h2><ol>{items}</ol>"
    return {
        "id": str(ident), "status": "current", "title": title, "spaceId": "1",
        "version": {"number": 1, "createdAt": stamp(at)},
        "body": {"storage": {"value": value, "representation": "storage"}},
        "labels": [{"name": name} for name in labels],
    }  # fmt: skip


def slack() -> Json:
    """Return a workspace with the three channels and two people."""
    people = [("U0LEAD00001", "Sam Rivera"), ("U0MANAGER01", "Dana Kiplagat")]
    names = ["eng-oncall", "support-leads", "general"]
    return {
        "channels": [
            {"id": f"C0CHANNEL0{n}", "name": name, "is_archived": False}
            for n, name in enumerate(names)
        ],
        "users": [
            {
                "id": i,
                "name": n,
                "real_name": n,
                "profile": {"email": f"{n.split()[0].lower()}@vendor.example"},
            }
            for i, n in people
        ],
    }


def approver() -> Json:
    """Return the manager who says yes after a minute and a half of sandbox time."""
    return {
        "id": "dana", "name": "Dana Kiplagat", "email": "dana@vendor.example", "slack_user_id": "U0MANAGER01",
        "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "answer": "approve", "answer_after_seconds": 90, "note": "Go.",
    }  # fmt: skip


class Numbers:
    """Counts up ids of one kind."""

    def __init__(self, start: int) -> None:
        self._count = count(start)

    def next(self) -> int:
        """Return the next id."""
        return next(self._count)
