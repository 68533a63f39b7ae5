"""Problems in words: whatever fails in a command becomes a title, a message and a remedy on the screen."""

import traceback
from dataclasses import dataclass

from desktop.domain.errors import Fault, TriageError


@dataclass(frozen=True)
class Problem:
    """What a person is told when something failed.

    Attributes:
        details: For "Copy details": our own words and places, never a customer's text or a token.
    """

    title: str
    message: str
    remedy: str
    fault: Fault
    details: str


def problem_of(error: BaseException) -> Problem:
    """Say an exception in words; one that is not ours is our own fault and carries where it happened."""
    if isinstance(error, TriageError):
        details = f"{error.title}\n{error.message}\n{error.remedy}\nFault: {error.fault.value}"
        return Problem(error.title, error.message, error.remedy, error.fault, details)
    places = traceback.extract_tb(error.__traceback__)[-6:]
    where = "\n".join(f"{place.filename}:{place.lineno} {place.name}" for place in places)
    return Problem(
        "Something in Triage Deck broke",
        "This is our fault. What was done is kept.",
        "Try again. If it happens again, copy the details and send them to us.",
        Fault.PROGRAM,
        f"{type(error).__name__}\n{where}",
    )
