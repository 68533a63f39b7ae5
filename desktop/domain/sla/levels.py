"""Service levels as a person enters them: text and numbers, not yet checked.

Where the account may read policies and schedules, these stay unused except for when alerts are raised.
"""

import msgspec


class EnteredTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One promise: ``minutes`` allowed for a metric at a priority."""

    metric: str
    priority: str
    minutes: float
    business_hours: bool = False


class OwnHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date with hours of its own: ``hours`` as on a weekday; empty for closed."""

    date: str
    hours: str = ""


class EnteredHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Business hours as entered.

    Attributes:
        zone: IANA name.
        week: Seven lines, Monday first: ``09:00-12:30, 13:00-17:00``; empty for closed.
        country: ISO 3166 code of the public holidays taken; empty for none.
        subdivision: Its part, for example ``BY``; may be empty.
        dates: Single dates with hours of their own.
    """

    zone: str = "UTC"
    week: tuple[str, ...] = ("09:00-17:00",) * 5 + ("", "")
    country: str = ""
    subdivision: str = ""
    dates: tuple[OwnHours, ...] = ()


class Alerting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a clock makes itself heard.

    Attributes:
        minutes: Minutes left at which an alert is raised; a breach always raises one.
        quiet_from: From when on notifications stay silent, ``HH:MM`` in this computer's zone; empty for never.
        quiet_until: Until when. A breach is told all the same.
    """

    minutes: tuple[int, ...] = (90, 30)
    quiet_from: str = ""
    quiet_until: str = ""


class ServiceLevels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is entered. Without ``targets`` nothing is promised by it."""

    hours: EnteredHours = EnteredHours()
    targets: tuple[EnteredTarget, ...] = ()
    alerting: Alerting = Alerting()
