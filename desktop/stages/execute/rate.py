"""How fast a run goes, and how long it still takes: in words, once there is something to judge by."""

from datetime import timedelta

_ENOUGH, _BEGUN = 3, timedelta(seconds=2)
"""Before so many changes and so much time, any figure would be a guess."""


def rate_in_words(done: int, total: int, taken: timedelta) -> str:
    """Return "42 a minute, about 30 s left", or nothing while that cannot be said.

    Args:
        done: How many are through.
        total: Of how many.
        taken: How long those took, waiting for limits included.
    """
    if done < _ENOUGH or taken < _BEGUN or done >= total:
        return ""
    left = taken / done * (total - done)
    a_minute = round(done / (taken / timedelta(minutes=1)))
    return f"{max(1, a_minute)} a minute, about {_rounded(left)} left"


def _rounded(left: timedelta) -> str:
    seconds = left.total_seconds()
    if seconds < 60:
        return f"{max(10, round(seconds / 10) * 10)} s"
    return f"{round(seconds / 60)} min"
