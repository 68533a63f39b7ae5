"""A jump of time in words."""

from desktop.base.clock import Jump


def jump_words(jump: Jump) -> str:
    """Say what happened: ``The computer slept for 2 h``, ``The clock was set back by 5 min``."""
    span = _span(abs(jump.seconds))
    if jump.asleep:
        return f"The computer slept for {span}"
    return f"The clock was set {'forward' if jump.seconds > 0 else 'back'} by {span}"


def _span(seconds: int) -> str:
    """Two parts at most: ``2 h 5 min``, ``45 s``."""
    minutes = seconds // 60
    days, hours = minutes // 1440, minutes % 1440 // 60
    parts = [(days, "d"), (hours, "h"), (minutes % 60, "min"), (seconds % 60, "s")]
    return " ".join([f"{count} {unit}" for count, unit in parts if count][:2])
