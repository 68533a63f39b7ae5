"""The control door of the sign-ins: what an application is registered with, and tokens that end now."""

from typing import cast, get_args

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.sandbox.answers import RefusalError, answer, read_json, sandbox_of
from desktop.sandbox.authority import expire
from desktop.sandbox.composio_accounts import expire_accounts
from desktop.sandbox.grants import Client, Service
from desktop.sandbox.queue_shapes import Json


async def change_client(request: Request) -> Response:
    """POST ``service`` and what changes of its client: redirects, scopes, secret, rotation, lives, role."""
    sandbox, body = sandbox_of(request), await read_json(request)
    service = _service(body)
    clients = sandbox.state.grants.clients
    changes = {key: value for key, value in body.items() if key != "service"}
    try:
        whole = msgspec.to_builtins(clients[service]) | changes
        clients[service] = msgspec.convert(whole, Client)
    except msgspec.ValidationError as error:
        raise _wrong(str(error)) from error
    sandbox.dirty = True
    return answer({"client": clients[service]})


async def expire_tokens(request: Request) -> Response:
    """POST ``service``: its access tokens end now, what renews them stays; Composio's accounts end."""
    sandbox, service = sandbox_of(request), _service(await read_json(request))
    ended = expire_accounts(sandbox) if service == "composio" else expire(sandbox, service)
    return answer({"expired": ended})


def _service(body: Json) -> Service:
    if body.get("service") not in get_args(Service):
        raise _wrong(f"service must be one of {', '.join(get_args(Service))}")
    return cast("Service", body["service"])


def _wrong(message: str) -> RefusalError:
    return RefusalError(422, {"error": "invalid", "description": message})
