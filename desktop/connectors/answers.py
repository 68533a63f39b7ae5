"""The services' ways of saying no, turned into one kind of error with words for people."""

from urllib.parse import urlsplit

from desktop.connectors.reasons import reason
from desktop.domain.errors import Fault, RefusedError, UnknownOutcomeError

_REMEDIES = {
    400: "This is a mistake of this program or of the service: copy the details and report it.",
    401: "Sign in again on the tool card.",
    403: "Ask an admin for the missing permission, or use another account.",
    404: "Check that it still exists; the plan may not include this call.",
    409: "Somebody else changed it in between; it is read again before the next try.",
    422: "Look at the value named; the service does not accept it.",
    429: "The account's request limit is used up. Wait a minute and go on.",
}
_WEB_PAGE = "a web page instead of data: a sign-in page of the network (guest Wi-Fi), a proxy or maintenance"


def refusal(service: str, status: int, body: bytes, where: str) -> RefusedError:
    """Return the error for a refusal before any effect, with the service's own words."""
    words = reason(body) or "no reason given"
    return RefusedError(
        f"{service} refused",
        f"{where}: {words} (status {status})",
        _REMEDIES.get(status, "Try again; if it stays, ask the service's admin."),
        status,
        Fault.PROGRAM if status == 400 else None,
    )


def moved(service: str, status: int, location: str, where: str) -> RefusedError:
    """Return the error for a redirect: it names the other host and is never followed."""
    host = urlsplit(location).hostname if "//" in location else None
    return RefusedError(
        f"{service} sends us elsewhere",
        f"{where} was answered with a redirect to {host or 'another page'} (status {status}); it was not followed.",
        "Check the subdomain on the tool card: the account may have been renamed. Nothing was sent there.",
        status,
    )


_READ_BACK = "It is read back before anything is sent again. What was done is kept."
_AGAIN = "Try again in a moment. Nothing was changed there, and what was done is kept."


def unclear(service: str, what: str, status: int = 0) -> UnknownOutcomeError:
    """Return the error for an answer that tells nothing: a write may have taken effect, a read has changed nothing."""
    read = " on GET " in what
    return UnknownOutcomeError(
        f"{service} gave no clear answer", f"{what}.", _AGAIN if read else _READ_BACK, status
    )


def unreadable(service: str, body: bytes, where: str) -> UnknownOutcomeError:
    """Return the error for a body that is not what was asked for; a web page has words of its own."""
    if body.lstrip()[:1] != b"<":
        return unclear(service, f"an answer we cannot read on {where}")
    return UnknownOutcomeError(
        f"Something stands between us and {service}",
        f"{where} was answered with {_WEB_PAGE}.",
        "Open a browser and see what it shows there, then go on. It is read back before anything is sent again.",
        0,
        Fault.MACHINE,
    )


def exhausted(service: str, seconds: float, body: bytes, where: str) -> RefusedError:
    """Return the error for a pause too long to wait out; it says when to go on."""
    words = reason(body)
    return RefusedError(
        f"{service} asks for a pause",
        f"{where}: the request limit is used up{': ' + words if words else ''} (status 429).",
        f"Go on in {_span(seconds)}. What was done is kept.",
        429,
    )


def _span(seconds: float) -> str:
    if seconds >= 86_400:
        return "a day or more, or when the service's admin has looked at the limit"
    if seconds >= 5400:
        return f"{round(seconds / 3600)} hours"
    minutes = max(1, round(seconds / 60))
    return f"{minutes} minute{'s' * (minutes > 1)}"
