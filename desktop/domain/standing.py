"""How a ticket stands: its clock, and how far it is in the mission. Numbers, since they fill columns."""

from enum import IntEnum

NO_DEADLINE = 2**62
"""Stands in ``deadlines`` where no clock runs: sorts after every real one."""


class ClockState(IntEnum):
    """How a ticket's clock stands; what is left of a running one is painted from its deadline."""

    RUNNING = 0
    PAUSED = 1
    MET = 2
    UNKNOWN = 3


class TicketState(IntEnum):
    """How far a ticket is in the mission; what needs a person sorts first."""

    KB_MISSING = 0
    TONE = 1
    UNKNOWN_EFFECT = 2
    HANDED_OVER = 3
    DRAFT_READY = 4
    REPLY_HELD = 5
    ESCALATED = 6
    CATEGORISED = 7
    ANSWERED = 8
    TAKEN_BACK = 9
    WAITING = 10
