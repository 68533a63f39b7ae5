"""The readable page of a bundle: one self-contained, accessible HTML file without script or network."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desktop.base.clock import format_instant
from desktop.base.paths import resource
from desktop.domain.facts import Mode
from desktop.domain.sla.why import span_words
from desktop.domain.values import from_millis
from desktop.evidence.contract import Contents
from desktop.ledger.chain import head
from desktop.ports import MAIN, StoredFact
from desktop.triage.phi import said
from desktop.watch.validators import matrix


@dataclass(frozen=True)
class FactLine:
    """One fact as the page lists it; ``place`` is its number, with the chain where that is not main."""

    place: str
    at: str
    kind: str
    actor: str
    role: str
    hash: str


def render_report(contents: Contents) -> str:
    """Return the page. Everything in it is escaped; its style is allowed by hash, nothing else is."""
    style = "".join(resource("templates", name).read_text("utf-8") for name in _STYLES)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            style=style,
            style_hash=f"'sha256-{digest}'",
            mission=contents.mission,
            sandbox=contents.mode is Mode.SANDBOX,
            created=format_instant(contents.created_at),
            outcome=contents.outcome,
            checks=contents.checks,
            verdicts=matrix([check.judged for check in contents.checks]),
            transcript=contents.transcript,
            clocks=contents.clocks,
            screening=contents.screening,
            taken_out=said(contents.screening.taken_out) if contents.screening else "",
            facts=[_line(row) for row in contents.rows],
            head=head(contents.rows, MAIN),
            file="BUNDLE.triagebag",
        )
    )


_STYLES = ("page.css", "report.css")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = _words
    environment.filters["number"] = _number
    environment.filters["instant"] = format_instant
    environment.filters["span"] = span_words
    return environment


def _words(name: str) -> str:
    """``slack_transcript`` is shown as ``Slack transcript``."""
    return name.replace("_", " ").capitalize()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _line(row: StoredFact) -> FactLine:
    body: dict[str, Any] = json.loads(row.body)
    place = str(row.seq) if row.chain == MAIN else f"{row.chain} {row.seq}"
    at = format_instant(from_millis(body["at"]))
    actor = body["actor"]
    return FactLine(place, at, body["kind"], actor["account"], actor["role"], row.hash)
