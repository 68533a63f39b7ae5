"""Texts sealed before own checks and KPI numbers existed still open."""

import json

import msgspec

from desktop.domain.approval import PacketSafeguard
from desktop.domain.brief import Brief, Check, Safeguard
from desktop.domain.outcome import Outcome
from desktop.domain.plan import CheckResult

OLD = {
    "intent": "API authentication",
    "scope": {
        "topic": "API authentication",
        "priorities": ["high"],
        "statuses": ["new"],
        "max_age_seconds": 14400,
        "organisation": "",
    },
    "objective": "Categorise 47",
    "audience": "25 customers",
    "kpi": "0 SLA breaches",
    "safeguards": [
        {"check": "no_jargon", "text": "No jargon"},
        {"check": "own", "text": "Be kind"},
    ],
    "tips": ["Support: answer"],
    "matched": 47,
}


def test_an_old_brief_opens_without_numbers_for_its_kpi() -> None:
    brief = msgspec.json.decode(json.dumps(OLD), type=Brief)
    assert brief.measure is None
    assert brief.safeguards[1] == Safeguard(Check.OWN, "Be kind")
    assert [one.own for one in brief.safeguards] == [False, True]


def test_an_old_verdict_an_old_outcome_and_an_old_packets_line_open() -> None:
    verdict = b'{"check": "empathy", "passed": false, "detail": "says by when"}'
    assert msgspec.json.decode(verdict, type=CheckResult).found == ""
    outcome = b'{"at": "2026-11-23T14:05:00Z", "sealed": true, "figures": [], "at_risk": [], "breached": []}'
    assert msgspec.json.decode(outcome, type=Outcome).kpi is None
    line = b'{"text": "No jargon", "passed": 12, "total": 12}'
    assert msgspec.json.decode(line, type=PacketSafeguard).understood == ""
