"""What may be done to an incident, as a presenter hands it to the sheet that offers it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """``split`` takes the tickets to take out, ``join`` the other incident's id."""

    split: Callable[[tuple[int, ...]], object]
    join: Callable[[str], object]
