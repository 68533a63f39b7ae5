"""Why a connection never came about, in words: the name, the network, the proxy, or the certificate.

Nothing was sent in any of these cases: each is a refusal.
"""

import socket
import ssl
from collections.abc import Iterator

from desktop.domain.errors import Fault, RefusedError

_EXPIRED, _NOT_YET, _OTHER_HOST, _OTHER_ADDRESS = 10, 9, 62, 64
"""OpenSSL's verify codes; the ones left are chains that lead to nobody we know."""

_ASK_IT = "Ask who runs your network; a company's own certificate belongs in the system's store."


def unreached(service: str, host: str, failure: BaseException) -> RefusedError:
    """Return the error for a failed connection, by the first cause that says something."""
    for cause in _causes(failure):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _certificate(service, host, cause)
        if isinstance(cause, ssl.SSLError):
            return _error(
                f"{service} cannot be reached safely",
                f"No encrypted connection to {host} came about.",
                "A proxy or an old network device may be in between. " + _ASK_IT,
            )
        if isinstance(cause, socket.gaierror):
            return _error(
                "The network does not know the address",
                f"The name {host} of {service} could not be looked up.",
                "Check that this computer is online, and the subdomain on the tool card; then go on.",
            )
    return unanswered(service, host)


def unanswered(service: str, host: str) -> RefusedError:
    """Return the error for a host that takes no connection."""
    return RefusedError(
        f"{service} does not answer",
        f"No connection to {host}.",
        "Check the network and the service's status page, then go on. What was done is kept.",
    )


def proxy_refused(service: str, host: str, said: str) -> RefusedError:
    """Return the error for a proxy that lets nothing through; 407 is about its own sign-in."""
    signing = "407" in said
    return _error(
        "The proxy wants a sign-in" if signing else "The proxy let nothing through",
        f"The way to {host} of {service} leads through a proxy, which "
        + ("asks for a name and a password (407)." if signing else "gave no connection."),
        "Set the proxy with its sign-in in the settings (proxy), or ask who runs your network.",
    )


def proxy_unusable(why: str) -> RefusedError:
    """Return the error for proxy settings nobody can follow."""
    return _error(
        "The proxy setting cannot be used",
        f"The system's or our own proxy setting is of a kind this program does not speak ({why}).",
        "Use an http:// or https:// proxy, in the system or in the settings (proxy).",
    )


def _certificate(service: str, host: str, wrong: ssl.SSLCertVerificationError) -> RefusedError:
    said = {
        _EXPIRED: (
            "has expired",
            "Check this computer's date; if it is right, the service must renew it.",
        ),
        _NOT_YET: ("is not valid yet", "Check this computer's date and time."),
        **dict.fromkeys(
            (_OTHER_HOST, _OTHER_ADDRESS),
            ("belongs to another name", "Check the subdomain on the tool card. " + _ASK_IT),
        ),
    }
    what, remedy = said.get(wrong.verify_code, ("comes from nobody this computer trusts", _ASK_IT))
    return RefusedError(
        f"{service} cannot be reached safely",
        f"The certificate of {host} {what}; nothing was sent.",
        remedy,
    )


def _error(title: str, message: str, remedy: str) -> RefusedError:
    return RefusedError(title, message, remedy, 0, Fault.MACHINE)


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and what it came from, groups opened, never in a circle."""
    seen: set[int] = set()
    waiting = [failure]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__]
        waiting += list(one.exceptions) if isinstance(one, BaseExceptionGroup) else []
