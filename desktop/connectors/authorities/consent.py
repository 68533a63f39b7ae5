"""The address of a consent page (RFC 6749 §4.1.1, PKCE by RFC 7636), made by oauthlib.

oauthlib refuses plain http, rightly; a sandbox on this computer has nothing else and is the one exception.
"""

from oauthlib.oauth2 import WebApplicationClient

from desktop.domain.errors import InputError
from desktop.ports import Question

_LOOPBACK = "http://127.0.0.1:"


def consent_address(
    page: str, client_id: str, question: Question, *, pkce: bool, **more: str
) -> str:
    """Return the address; ``more`` holds what only this service asks for.

    Raises InputError while no client id is known.
    """
    if not client_id:
        raise InputError(
            "The client id is missing",
            "Nobody can sign in before this app is known to the service.",
            "Ask your admin for the client id; the admin guide says how one is made.",
        )
    client = WebApplicationClient(client_id)
    if pkce:
        challenge = client.create_code_challenge(question.verifier, "S256")
        more |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    scope = " ".join(question.scopes) or None
    secure = page.replace(_LOOPBACK, "https://127.0.0.1:", 1)
    made = client.prepare_request_uri(
        secure, redirect_uri=question.redirect, scope=scope, state=question.state, **more
    )
    return page + made[len(secure) :]
