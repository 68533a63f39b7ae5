"""What each persona would say of this queue: a table of rules; a tip always says the number it rests on.

Of each persona's rules the first that applies is shown: they stand with the most telling on top. Where none
applies the persona says nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.mission import Rules
from desktop.stages.define.signs import Signs

_SHARED = 3
"""So many tickets that name the same status are no chance."""


@dataclass(frozen=True)
class _Tip:
    """``count`` is the number the tip rests on, shown from ``least`` on."""

    persona: str
    count: Callable[[Signs], int]
    words: Callable[[Signs], str]
    least: Callable[[Rules], int] = lambda _: 1


_TABLE = (
    _Tip(
        "Support",
        lambda s: s.late,
        lambda s: (
            f"{_many(s.late, 'clock')} had run out before you began. Write to these customers "
            "first and say so; no plan can save the time."
        ),
    ),
    _Tip(
        "Support",
        lambda s: s.vips_at_risk,
        lambda s: (
            f"{s.vips_at_risk} of the {s.risks} at risk {_is(s.vips_at_risk)} VIP. A call besides "
            "the written reply tells them that somebody is on it."
        ),
    ),
    _Tip(
        "Support",
        lambda s: s.burst,
        lambda s: (
            f"{s.burst} tickets came within ten minutes{_from(s)}. One good reply, adapted, "
            "serves them all."
        ),
        lambda rules: rules.threshold,
    ),
    _Tip(
        "Support",
        lambda s: s.german,
        lambda s: (
            f"{_many(s.german, 'ticket')} {_is(s.german)} written in German; our reply is English. "
            "Have a colleague who reads German look at it."
        ),
    ),
    _Tip(
        "Support",
        lambda s: s.unassigned,
        lambda s: (
            f"{s.unassigned} of {_many(s.tickets, 'ticket')} {_has(s.unassigned)} no assignee: "
            "a reply without an owner ends in a second ticket."
        ),
    ),
    _Tip(
        "Support",
        lambda s: s.old,
        lambda s: (
            f"{_many(s.old, 'ticket')} {_has(s.old)} waited more than a day. Look whether "
            "somebody promised something there."
        ),
    ),
    _Tip(
        "Compliance",
        lambda s: s.phi,
        lambda s: (
            f"{_many(s.phi, 'ticket')} {_word(s.phi, 'reads', 'read')} like a patient's data. Keep "
            "these words out of Slack and out of the reply."
        ),
    ),
    _Tip(
        "Compliance",
        lambda s: s.risks,
        lambda s: (
            f"{_many(s.risks, 'public reply', 'public replies')} will be final once sent. Each is "
            "read in the packet before anybody says yes."
        ),
    ),
    _Tip(
        "Compliance",
        lambda s: s.unassigned,
        lambda s: (
            f"{_many(s.unassigned, 'ticket')} {_has(s.unassigned)} no owner on record: an audit "
            "asks who was responsible."
        ),
    ),
    _Tip(
        "Engineering on-call",
        lambda s: s.coded,
        lambda s: (
            f"{s.coded} of {s.tickets} tickets name {s.code}, from {_many(s.coders, 'customer')}. "
            f"Start with what answers {s.code}, not with their networks."
        ),
        lambda _: _SHARED,
    ),
    _Tip(
        "Engineering on-call",
        lambda s: s.burst,
        lambda s: (
            f"{s.burst} tickets came within ten minutes{_from(s)}. Look at what was changed "
            "shortly before."
        ),
        lambda rules: rules.threshold,
    ),
    _Tip(
        "Engineering on-call",
        lambda s: s.customers,
        lambda s: f"{s.customers} customers report it. Look on our side before theirs.",
        lambda rules: rules.threshold,
    ),
    _Tip(
        "Engineering on-call",
        lambda s: s.vips_at_risk,
        lambda s: (
            f"{_many(s.vips_at_risk, 'VIP customer')} will ask for a time before the clock ends. "
            "Say what is known, and when you look again."
        ),
    ),
)


def tips(seen: Signs, rules: Rules) -> tuple[str, ...]:
    """Return one tip a persona at most, as ``Persona: words``."""
    told: dict[str, str] = {}
    for tip in _TABLE:
        count = tip.count(seen)
        if count and count >= tip.least(rules):
            told.setdefault(tip.persona, f"{tip.persona}: {tip.words(seen)}")
    return tuple(told.values())


def _from(seen: Signs) -> str:
    return f" from {seen.burst_at:%H:%M} UTC" if seen.burst_at else ""


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one}" if count == 1 else f"{count} {more or one + 's'}"


def _word(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _is(count: int) -> str:
    return _word(count, "is", "are")


def _has(count: int) -> str:
    return _word(count, "has", "have")
