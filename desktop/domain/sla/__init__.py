"""Service level agreements as arithmetic: schedules, policies and the clocks of a ticket. Pure.

``ruler`` and ``schedule`` are business time; ``history`` is what happened to a ticket, ``runs`` when each metric's
clock ran, ``terms`` what was promised from when on, ``clock`` the two together, ``why`` the list that explains
it, ``verdict`` the service's opinion beside ours; ``columns`` does a whole queue at once.
"""

from desktop.domain.sla.schedule import Schedule, deadline, elapsed

__all__ = ["Schedule", "deadline", "elapsed"]
