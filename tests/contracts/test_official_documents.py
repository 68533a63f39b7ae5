"""Every request our connectors send and every answer the sandbox gives, held against the services' own documents.

Where a document is wrong or silent, the difference stands below with its reason; one that no longer occurs fails.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from desktop.cli.drive import Wishes
from desktop.cli.mission import Options, run_mission
from desktop.connectors.confluence import Confluence
from desktop.connectors.direct import Direct
from desktop.connectors.slack import Slack
from desktop.connectors.zendesk import Zendesk
from desktop.sandbox.app import CONFLUENCE as WIKI_ROUTES
from desktop.sandbox.app import ZENDESK as DESK_ROUTES
from desktop.sandbox.app import make_app
from desktop.sandbox.process import default_queue
from desktop.sandbox.queue_file import load_queue
from desktop.sandbox.state import open_sandbox
from tests.contracts import every_route
from tests.contracts.documents import Contract, confluence_v1, confluence_v2, zendesk
from tests.contracts.judging import problems
from tests.contracts.traffic import CALLED, Exchange, exchange, public_methods, recorded
from tests.desktop.sandbox.sign_ins import bearer, zendesk_token

_PAGES = "cursor and offset pages are documented in words for every list, not as parameters"
_FIELD = "the document takes custom_fields for field definitions; its own text and every client send id and value"
EXCEPTIONS = {
    "GET /api/v2/tickets/show_many: parameter include is not declared": "sideloads are documented in words",
    "GET /api/v2/users: parameter page[size] is not declared": _PAGES,
    "GET /api/v2/tickets/{ticket_id}/audits: parameter page[size] is not declared": _PAGES,
    "GET /api/v2/tickets/{ticket_id}/audits: parameter include is not declared": "sideloads are documented in words",
    "GET /api/v2/tickets/{ticket_id}/comments: parameter page[size] is not declared": _PAGES,
    "GET /api/v2/tickets/{ticket_id}/comments: parameter sort is not declared": "sorting is documented in words",
    "GET /api/v2/tickets: parameter page[size] is not declared": _PAGES,
    "GET /api/v2/tickets: parameter sort is not declared": "sorting is documented in words",
    "GET /api/v2/tickets: parameter page is not declared": _PAGES,
    "GET /api/v2/tickets: parameter per_page is not declared": _PAGES,
    "GET /api/v2/search: parameter page is not declared": _PAGES,
    "GET /api/v2/search: parameter per_page is not declared": _PAGES,
    "PUT /api/v2/tickets/{ticket_id}: sent $.ticket.custom_fields[*]: 'key' is a required property": _FIELD,
    "PUT /api/v2/tickets/{ticket_id}: sent $.ticket.custom_fields[*]: 'type' is a required property": _FIELD,
    "PUT /api/v2/tickets/{ticket_id}: sent $.ticket.custom_fields[*]: 'title' is a required property": _FIELD,
    "PUT /api/v2/tickets/{ticket_id}: answered $.audit.events[*].value: […] is not valid under any of the given "
    "schemas": "tags are a list in a Change event, as in a live one; the document knows texts and numbers",
    "PUT /api/v2/tickets/{ticket_id}: sent $.ticket.priority: 'huge' is not one of ['urgent', 'high', 'normal', "
    "'low', None]": "sent wrong on purpose, to see the 422",
    "GET /api/v2/business_hours/schedules: no such operation": "schedules stand in a document of their own",
    "GET /api/v2/business_hours/schedules/73001/holidays: no such operation": "with their schedules",
}  # fmt: skip


_ROW, _TAGS = re.compile(r"\[\d+\]"), re.compile(r"\[(?:'.*)?\] is not valid")
"""Which row it was and which tags: no part of a difference."""


def contract_of(one: Exchange) -> Contract | None:
    if one.service == "Zendesk":
        return zendesk()
    if one.service == "Confluence":
        return confluence_v2() if "/api/v2/" in one.path else confluence_v1()
    return None


def differences(every: Iterable[Exchange]) -> set[str]:
    pairs = ((contract_of(one), one) for one in every)
    every = {found for contract, one in pairs if contract for found in problems(contract, one)}
    return {_ROW.sub("[*]", _TAGS.sub("[…] is not valid", found)) for found in every}


def test_what_goes_over_the_wire_is_what_the_documents_say() -> None:
    found = differences((*recorded(), *every_route.asked()))
    assert found - EXCEPTIONS.keys() == set()
    assert EXCEPTIONS.keys() - found == set(), "these no longer occur"


async def test_a_whole_mission_says_and_hears_what_the_documents_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zendesk()
    heard: list[Exchange] = []
    make = Direct._client

    def listening(
        self: Direct, base_url: str, kept: dict[bool, httpx.AsyncClient]
    ) -> httpx.AsyncClient:
        async def hear(response: httpx.Response) -> None:
            await response.aread()
            heard.append(exchange(self._service, response))

        client = make(self, base_url, kept)
        client.event_hooks = {"response": [hear]}
        return client

    monkeypatch.setattr(Direct, "_client", listening)
    monkeypatch.setenv("TRIAGEDECK_PASSPHRASE", "a passphrase for this test")
    options = Options(
        Wishes("Triage high-priority API authentication tickets from the last 4 hours"),
        out=tmp_path,
    )
    await run_mission(options, lambda *_: None, lambda *_: None)
    assert len([one for one in heard if one.service == "Zendesk"]) > 100
    assert differences(heard) - EXCEPTIONS.keys() == set()


def test_every_method_of_every_connector_was_heard() -> None:
    zendesk()
    recorded()
    every = [public_methods(kind) for kind in (Zendesk, Confluence, Slack)]
    assert set().union(*every) - CALLED == set()


def test_every_address_of_the_sandbox_was_asked() -> None:
    zendesk()
    heard = every_route.asked()
    for root, routes in (("/api/v2", DESK_ROUTES), ("/wiki", WIKI_ROUTES)):
        for route in routes:
            asked = [
                one for one in heard
                if one.method in (route.methods or ()) and one.path.startswith(root)
                and route.path_regex.match(one.path.removeprefix(root))
            ]  # fmt: skip
            assert asked or route.path.startswith("/oauth"), route.path


async def test_the_token_endpoints_answer_as_documented() -> None:
    contract, sandbox = zendesk(), open_sandbox(load_queue(default_queue()))
    transport = httpx.ASGITransport(app=make_app(sandbox))
    heard: list[Exchange] = []

    async def hear(response: httpx.Response) -> None:
        await response.aread()
        if "oauth/tokens" in response.request.url.path:
            heard.append(exchange("Zendesk", response))

    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1:1", event_hooks={"response": [hear]}
    ) as client:
        token = await zendesk_token(client)
        for method in ("GET", "DELETE"):
            await client.request(method, "/api/v2/oauth/tokens/current", headers=bearer(token))
    assert [one.status for one in heard] == [201, 200, 204]
    assert [problems(contract, one) for one in heard] == [[], [], []]


@pytest.mark.parametrize("service", ["Zendesk", "Confluence"])
def test_the_judge_notices_a_wrong_type_and_a_made_up_parameter(service: str) -> None:
    one = next(
        each for each in recorded()
        if each.service == service and isinstance(each.answer.get("results"), list) and each.answer["results"]
    )  # fmt: skip
    contract = contract_of(one)
    assert contract
    bent = replace(one, answer={**one.answer, "results": "none"})
    assert any("results" in found for found in problems(contract, bent))
    asked = replace(one, query=(*one.query, ("no-such", "1")))
    assert any("no-such" in found for found in problems(contract, asked))
