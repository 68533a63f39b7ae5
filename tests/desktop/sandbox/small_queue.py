"""A small queue for the sandbox's tests, built fresh each time so that a test may bend it."""

from typing import Any

NOW = "2026-11-23T14:05:00Z"
LEAD, AGENT, NURSE, CLERK = 11, 12, 21, 22
CATEGORY = 900
SECRET = "JBSWY3DPEHPK3PXP"


def ticket(number: int, subject: str, **more: Any) -> dict[str, Any]:
    """Return a ticket of the nurse's, an hour old, high priority."""
    base = {
        "id": number,
        "subject": subject,
        "description": f"{subject}. Please help.",
        "status": "new",
        "priority": "high",
        "created_at": "2026-11-23T13:05:00Z",
        "requester_id": NURSE,
        "organization_id": 1,
        "tags": ["api"],
    }
    return base | more


def small_queue() -> dict[str, Any]:
    """Return a whole queue file's object."""
    return {
        "format": 1,
        "name": "small",
        "now": NOW,
        "zendesk": zendesk(),
        "confluence": confluence(),
        "slack": slack(),
        "approvers": [approver()],
        "faults": [],
    }


def zendesk() -> dict[str, Any]:
    """Return the Zendesk part: three open tickets, one solved, one that arrives later."""
    first_reply = {"metric": "first_reply_time", "priority": "high", "target": 120}
    next_reply = {"metric": "next_reply_time", "priority": "high", "target": 30}
    solved = {"status": "solved", "created_at": "2026-10-01T08:00:00Z", "tags": []}
    category = [{"id": CATEGORY, "value": "billing"}]
    later = {"created_at": "2026-11-23T14:30:00Z"}
    return {
        "organizations": [{"id": 1, "name": "Lakeside Clinic", "tags": ["vip"]}],
        "users": [
            {"id": LEAD, "name": "Sam Lead", "email": "sam@deck.test", "role": "admin"},
            {"id": AGENT, "name": "Ann Agent", "email": "ann@deck.test", "role": "agent"},
            {"id": NURSE, "name": "Nora Nurse", "role": "end-user", "organization_id": 1},
            {"id": CLERK, "name": "Carl Clerk", "role": "end-user"},
        ],
        "groups": [{"id": 5, "name": "Integrations"}],
        "tickets": [
            ticket(101, "Token refused with 401"),
            ticket(102, "Webhook payload is empty", priority="urgent", tags=["api", "webhook"]),
            ticket(103, "Invoice shows twice", priority=None, status="open", tags=[]),
            ticket(104, "Arrives later", **later),
        ],
        "solved_tickets": [ticket(201, "Old invoice question", custom_fields=category, **solved)],
        "ticket_fields": [
            {
                "id": CATEGORY,
                "type": "tagger",
                "title": "Category",
                "custom_field_options": [
                    {"name": "Billing", "value": "billing"},
                    {"name": "API authentication", "value": "api_authentication"},
                ],
            }
        ],
        "sla_policies": [
            {"id": 1, "title": "High", "position": 1, "policy_metrics": [first_reply, next_reply]}
        ],
        "schedules": [],
        "arrivals": [{"hour": "2026-11-23T12:00:00Z", "count": 9}],
        "triggers": [
            {
                "id": 70,
                "title": "Notify requester",
                "active": True,
                "actions": [{"field": "notification_user", "value": ["requester_id"]}],
            },
            {"id": 71, "title": "Off", "active": False},
        ],
    }


def page(number: int, title: str, text: str, *labels: str) -> dict[str, Any]:
    """Return a page in v2 shape."""
    return {
        "id": str(number),
        "status": "current",
        "title": title,
        "spaceId": "7",
        "version": {"number": 1, "createdAt": "2026-10-01T00:00:00Z"},
        "body": {
            "storage": {"value": f"<h2>{title}</h2><p>{text}</p>", "representation": "storage"}
        },
        "labels": [{"name": label} for label in labels],
    }


def confluence() -> dict[str, Any]:
    """Return the Confluence part."""
    return {
        "spaces": [{"id": "7", "key": "KB", "name": "Knowledge"}],
        "pages": [
            page(1, "Renew an API token", "Open settings and rotate.", "verified"),
            page(2, "Read an invoice", "Totals are at the end.", "draft"),
            page(3, "API rate limits", "Slow down on 429.", "verified", "api"),
        ],
    }


def slack() -> dict[str, Any]:
    """Return the Slack part."""
    return {
        "channels": [
            {"id": "C1", "name": "eng-oncall"},
            {"id": "C2", "name": "old", "is_archived": True},
        ],
        "users": [
            {"id": "U1", "name": "sam", "profile": {"email": "sam@deck.test"}},
            {"id": "U2", "name": "mara", "profile": {"email": "mara@deck.test"}},
        ],
    }


def approver(**more: Any) -> dict[str, Any]:
    """Return a manager who approves after 90 seconds."""
    base = {
        "id": "mara",
        "name": "Mara Manager",
        "email": "mara@deck.test",
        "slack_user_id": "U2",
        "totp_secret": SECRET,
        "answer": "approve",
        "answer_after_seconds": 90,
        "note": "Go ahead",
    }
    return base | more
