"""Errors in words for people: what is wrong, whose fault it is, what to do.

Two families: the *world* failed (a service, the disk, a wrong file) or *we* did (a bug). Adapters turn
foreign exceptions into these at their edge; nothing else crosses a wall.
"""

from enum import StrEnum


class Fault(StrEnum):
    """Whose fault an error is."""

    USER = "user"
    SERVICE = "service"
    MACHINE = "machine"
    PROGRAM = "program"


class TriageError(Exception):
    """An error that can be shown as it is.

    Attributes:
        title: What went wrong, a few words.
        message: What exactly, where, with the value at fault.
        remedy: What the person can do next.
        fault: Whose fault it is.
    """

    fault = Fault.PROGRAM

    def __init__(self, title: str, message: str, remedy: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message
        self.remedy = remedy


class InputError(TriageError):
    """The person or a file handed to us is at fault (an unparsable intent, a bad queue file)."""

    fault = Fault.USER


class FieldError(InputError):
    """A value that was entered or read cannot be; ``field`` is its place, like ``windows[2]``."""

    def __init__(self, field: str, message: str, title: str = "This value cannot be") -> None:
        super().__init__(title, f"{field}: {message}", f"Correct {field}.")
        self.field = field


class PassphraseError(InputError):
    """The profile opens with a passphrase: none was given, or not this one."""


class QueueFileError(InputError):
    """A queue file breaks the format; ``where`` is the path inside it, like ``zendesk.tickets[3].id``."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(
            "The queue file cannot be used",
            f"{where}: {message}" if where else message,
            "Correct the file at that place and start again. Nothing was changed.",
        )
        self.where = where


class ServiceError(TriageError):
    """A service is down, slow, refuses, or answers nonsense.

    Attributes:
        status: Its answer's HTTP status; 0 when there was none.
        fault: The service's, unless the way to it (this computer) or what was asked (the program) is at fault.
    """

    fault = Fault.SERVICE

    def __init__(
        self, title: str, message: str, remedy: str, status: int = 0, fault: Fault | None = None
    ) -> None:
        super().__init__(title, message, remedy)
        self.status = status
        self.fault = fault or Fault.SERVICE


class RefusedError(ServiceError):
    """The service refused before any effect (401, 403, 404, 409, 422, 429): nothing was changed there."""


class UnknownOutcomeError(ServiceError):
    """The request may or may not have taken effect (5xx, time-out, cut answer): read back first."""


class AssistantError(ServiceError):
    """The writing assistant gave no words that can be used.

    Attributes:
        tokens: What the question cost all the same; 0 when it was refused.
    """

    def __init__(
        self, title: str, message: str, remedy: str, tokens: int = 0, fault: Fault | None = None
    ) -> None:
        super().__init__(title, message, remedy, 0, fault)
        self.tokens = tokens


class StoreError(TriageError):
    """The database is locked, newer than this program, full or damaged."""

    fault = Fault.MACHINE


class StoreDamagedError(StoreError):
    """The database file is damaged: nothing in it was changed by opening it."""


class StoreBusyError(StoreError):
    """The database did not answer before the deadline; a state of the screen, not a crash."""


class WorkerError(TriageError):
    """A worker process of ours died."""

    fault = Fault.MACHINE


class KeyLostError(TriageError):
    """The key that opens sealed data is not where it was kept."""

    fault = Fault.MACHINE


class MissionBusyError(TriageError):
    """Another process holds this mission, or took it over."""

    fault = Fault.USER


class RuleError(TriageError):
    """A command came at the wrong moment or against a rule (``approve`` before ``plan``)."""

    fault = Fault.USER


class IntegrityError(TriageError):
    """A chain, seal or bundle does not verify: something was changed."""

    fault = Fault.MACHINE
