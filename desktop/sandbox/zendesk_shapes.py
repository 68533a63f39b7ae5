"""What Zendesk adds by itself: every key of a ticket and a comment, text as HTML and back."""

import html
import re
from collections.abc import Sequence

from desktop.base.clock import format_instant, parse_instant
from desktop.sandbox.queue_shapes import Json

MAX_COMMENT = 64 * 1024
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h\d)>\s*")
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)[^}]*\}\}")

_SYSTEM_FIELDS = ("subject", "description", "status", "tickettype", "priority", "group", "assignee")
_TICKET: Json = {
    "external_id": None, "via": {"channel": "web", "source": {"from": {}, "to": {}, "rel": None}},
    "type": None, "priority": None, "recipient": None, "organization_id": None,
    "assignee_id": None, "group_id": None, "collaborator_ids": [], "follower_ids": [], "email_cc_ids": [],
    "forum_topic_id": None, "problem_id": None, "has_incidents": False, "is_public": True, "due_at": None,
    "tags": [], "custom_fields": [], "satisfaction_rating": None, "sharing_agreement_ids": [],
    "followup_ids": [], "ticket_form_id": None, "brand_id": None, "allow_channelback": False,
    "allow_attachments": True, "from_messaging_channel": False, "description": "", "subject": "",
}  # fmt: skip


def fill_ticket(row: Json, fields: Sequence[Json]) -> Json:
    """Return the ticket with every key Zendesk sends, instants in its notation, one value per field."""
    ticket = {**_TICKET, **row}
    ticket["created_at"] = _stamp(row["created_at"])
    ticket["updated_at"] = _stamp(row.get("updated_at") or row["created_at"])
    ticket["raw_subject"] = ticket["subject"]
    ticket["submitter_id"] = row.get("submitter_id") or row["requester_id"]
    ticket["tags"] = list(ticket["tags"])
    given = {each["id"]: each.get("value") for each in ticket["custom_fields"]}
    custom = [field["id"] for field in fields if field["type"] not in _SYSTEM_FIELDS]
    ids = dict.fromkeys([*custom, *given])
    ticket["custom_fields"] = [{"id": each, "value": given.get(each)} for each in ids]
    return ticket


def fill_comment(row: Json) -> Json:
    """Return the comment with every key Zendesk sends; ``html_body`` and ``body`` follow each other."""
    markup = row.get("html_body") or to_html(row.get("body", ""))
    text = row.get("body") or to_text(markup)
    return {
        "type": "Comment", "attachments": [], "audit_id": None, "via": {"channel": "web"}, "public": True,
        "metadata": {"system": {}, "custom": {}},
        **row,
        "html_body": markup, "body": text, "plain_body": row.get("plain_body") or text,
        "created_at": _stamp(row["created_at"]),
    }  # fmt: skip


def to_html(text: str) -> str:
    """Return plain text as Zendesk wraps it."""
    paragraphs = (html.escape(part, quote=False) for part in text.split("\n\n"))
    inner = "".join(f'<p dir="auto">{part.replace(chr(10), "<br>")}</p>' for part in paragraphs)
    return f'<div class="zd-comment" dir="auto">{inner}</div>'


def to_text(markup: str) -> str:
    """Return the words of HTML, a line per paragraph."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup))).strip()


def expand(text: str, ticket: Json, requester: Json) -> str:
    """Replace ``{{placeholders}}`` as Zendesk does before it stores a comment; unknown ones vanish."""
    name = str(requester.get("name", ""))
    values = {
        "ticket.id": str(ticket["id"]),
        "ticket.title": ticket["subject"],
        "ticket.status": ticket["status"],
        "ticket.requester.name": name,
        "ticket.requester.first_name": name.split(" ")[0],
    }
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), text)


def _stamp(text: str) -> str:
    return format_instant(parse_instant(text))


def comment_event(comment: Json) -> Json:
    """Return a comment as the event of its audit."""
    keys = ("id", "type", "author_id", "body", "html_body", "plain_body", "public", "attachments")
    return {key: comment[key] for key in keys}
