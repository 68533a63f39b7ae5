"""Tickets as the API shows them. What did not change is encoded once: a queue of ten thousand is read in pages."""

from collections.abc import Callable, Sequence

import msgspec
from starlette.requests import Request

from desktop.base.clock import format_instant, parse_instant
from desktop.domain.sla.clock import SlaClock, current
from desktop.sandbox.answers import base_url, sandbox_of
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_sla import find_clocks, sla_metrics, tell_metrics


class _Rendered(msgspec.Struct, frozen=True):
    """A ticket's bytes and clocks, and what they were made of."""

    base: str
    made_of: tuple[str, int, int]
    encoded: bytes
    clocks: tuple[SlaClock, ...]


def render(request: Request, record: Record) -> Json:
    """Return the ticket as the API shows it, with ``slas`` when they are asked for."""
    shown = _shown(base_url(request), record)
    if "slas" in included(request):
        shown["slas"] = {"policy_metrics": sla_metrics(sandbox_of(request), record)}
    return shown


def render_rows(
    request: Request, records: Sequence[Record], found: bool = False
) -> list[msgspec.Raw]:
    """Return tickets as ``render`` shows them, encoded; ``found`` marks them as hits of a search."""
    sandbox, base = sandbox_of(request), base_url(request)
    now = sandbox.now() if "slas" in included(request) else None
    rows: list[msgspec.Raw] = []
    for record in records:
        kept = _kept(sandbox, base, record)
        more = b',"result_type":"ticket"' if found else b""
        if now is not None:
            metrics = tell_metrics(kept.clocks, now)
            more += b',"slas":{"policy_metrics":' + msgspec.json.encode(metrics) + b"}"
        rows.append(msgspec.Raw(kept.encoded[:-1] + more + b"}"))
    return rows


def remembered(sandbox: Sandbox, what: str, find: Callable[[], list[Record]]) -> list[Json]:
    """Return the tickets found, as long as nothing changed and no second passed: pages ask again and again."""
    second = format_instant(sandbox.now())
    kept = sandbox.found.get(what)
    if kept is None or kept[0] != second:
        kept = sandbox.found[what] = (second, [record.ticket for record in find()])
    rows: list[Json] = kept[1]
    return rows


def included(request: Request) -> set[str]:
    """Return what is asked for beside the rows themselves."""
    return set(request.query_params.get("include", "").replace(" ", "").split(","))


def _kept(sandbox: Sandbox, base: str, record: Record) -> _Rendered:
    number = record.ticket["id"]
    made_of = (record.ticket["updated_at"], len(record.comments), len(record.audits))
    kept: _Rendered | None = sandbox.rendered.get(number)
    if kept is None or kept.made_of != made_of or kept.base != base:
        encoded = msgspec.json.encode(_shown(base, record))
        clocks = tuple(current(find_clocks(sandbox, record)))
        kept = sandbox.rendered[number] = _Rendered(base, made_of, encoded, clocks)
    return kept


def _shown(base: str, record: Record) -> Json:
    ticket = record.ticket
    url = f"{base}/api/v2/tickets/{ticket['id']}.json"
    shown = {"url": url, **ticket, "fields": ticket["custom_fields"]}
    shown["generated_timestamp"] = int(parse_instant(ticket["updated_at"]).timestamp())
    return shown
