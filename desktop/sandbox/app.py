"""The one ASGI application: which path is served by whom."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from desktop.sandbox import (
    atlassian,
    composio_accounts,
    composio_tools,
    confluence,
    control,
    control_grants,
    slack,
    slack_oauth,
    zendesk_oauth,
)
from desktop.sandbox import zendesk_creation as creation
from desktop.sandbox import zendesk_incremental as incremental
from desktop.sandbox import zendesk_people as people
from desktop.sandbox import zendesk_tickets as tickets
from desktop.sandbox import zendesk_writes as writes
from desktop.sandbox.answers import RefusalError, answer, on_refusal
from desktop.sandbox.approver import answer_links
from desktop.sandbox.front import Front
from desktop.sandbox.state import Sandbox

_PUT, _POST, _DELETE = ["PUT"], ["POST"], ["DELETE"]

ZENDESK = [
    Route("/search", tickets.search),
    Route("/search/count", tickets.search_count),
    Route("/search/export", tickets.search_export),
    Route("/tickets", tickets.list_tickets),
    Route("/tickets", creation.post_ticket, methods=_POST),
    Route("/tickets/show_many", tickets.show_many),
    Route("/tickets/update_many", writes.update_many, methods=_PUT),
    Route("/tickets/{ticket_id:int}", tickets.show_ticket),
    Route("/tickets/{ticket_id:int}", writes.put_ticket, methods=_PUT),
    Route("/tickets/{ticket_id:int}/comments", tickets.list_comments),
    Route("/tickets/{ticket_id:int}/audits", tickets.list_audits),
    Route("/tickets/{ticket_id:int}/tags", writes.show_tags),
    Route("/tickets/{ticket_id:int}/tags", writes.change_tags, methods=[*_PUT, *_POST, *_DELETE]),
    Route(
        "/tickets/{ticket_id:int}/comments/{comment_id:int}/make_private",
        writes.make_private,
        methods=_PUT,
    ),
    Route("/comment_redactions/{comment_id:int}", writes.redact_comment, methods=_PUT),
    Route("/incremental/tickets/cursor", incremental.export_tickets),
    Route("/incremental/ticket_metric_events", incremental.export_metric_events),
    Route("/job_statuses/{job_id}", people.show_job),
    Route("/users/me", people.show_me),
    Route("/users", people.list_users),
    Route("/users/show_many", people.many_of("users")),
    Route("/users/{row_id:int}", people.one_of("users", "user")),
    Route("/organizations", people.list_of("organizations")),
    Route("/organizations/show_many", people.many_of("organizations")),
    Route("/organizations/{row_id:int}", people.one_of("organizations", "organization")),
    Route("/groups", people.list_of("groups")),
    Route("/ticket_fields", people.list_of("ticket_fields")),
    Route("/slas/policies", people.for_admins(people.list_of("sla_policies"))),
    Route("/business_hours/schedules", people.for_admins(people.list_schedules)),
    Route(
        "/business_hours/schedules/{schedule_id:int}/holidays",
        people.for_admins(people.list_holidays),
    ),
    Route("/triggers", people.list_of("triggers")),
    Route("/triggers/active", people.list_active_triggers),
    Route("/oauth/tokens/current", zendesk_oauth.show_current, methods=["GET", *_DELETE]),
    Route("/oauth/tokens/{token_id:int}", zendesk_oauth.delete_token, methods=_DELETE),
]
CONFLUENCE = [
    Route("/rest/api/search", confluence.search),
    Route("/rest/api/content/search", confluence.search_content),
    Route("/api/v2/pages", confluence.list_pages),
    Route("/api/v2/pages/{page_id}", confluence.show_page),
    Route("/api/v2/pages/{page_id}/labels", confluence.list_labels),
    Route("/api/v2/spaces", confluence.list_spaces),
    Route("/rest/api/user/current", confluence.show_me),
]
ON_CLOUD = [Route(one.path, atlassian.on_cloud(one.endpoint)) for one in CONFLUENCE]
COMPOSIO = [
    Route("/connected_accounts/link", composio_accounts.create_link, methods=_POST),
    Route("/connected_accounts/{account_id}", composio_accounts.show_account),
    Route("/connected_accounts/{account_id}", composio_accounts.delete_account, methods=_DELETE),
    Route("/tools/execute/proxy", composio_tools.proxy, methods=_POST),
    Route("/tools/execute/{slug}", composio_tools.execute, methods=_POST),
]
SIGN_INS = [
    Route("/oauth/authorizations/new", zendesk_oauth.authorize, methods=["GET", *_POST]),
    Route("/oauth/tokens", zendesk_oauth.give_token, methods=_POST),
    Route("/slack/oauth/v2/authorize", slack_oauth.authorize, methods=["GET", *_POST]),
    Route("/slack/api/oauth.v2.access", slack_oauth.access, methods=["GET", *_POST]),
    Route("/atlassian/authorize", atlassian.authorize, methods=["GET", *_POST]),
    Route("/atlassian/oauth/token", atlassian.give_token, methods=_POST),
    Route("/atlassian/oauth/token/accessible-resources", atlassian.list_resources),
    Mount("/atlassian/ex/confluence/{cloud_id}/wiki", routes=ON_CLOUD),
    Route("/composio/link/{link}", composio_accounts.link_page, methods=["GET", *_POST]),
    Mount("/composio/api/v3.1", routes=COMPOSIO),
]
CONTROL = [
    Route("/clock", control.show_clock),
    Route("/clock", control.move_clock, methods=_POST),
    Route("/state", control.show_state),
    Route("/breaches", control.show_breaches),
    Route("/approvers", control.show_approvers),
    Route("/faults", control.add_faults, methods=_POST),
    Route("/faults", control.clear_faults, methods=_DELETE),
    Route("/limits", control.set_limits, methods=_POST),
    Route("/index", control.set_index, methods=_POST),
    Route("/clients", control_grants.change_client, methods=_POST),
    Route("/expire", control_grants.expire_tokens, methods=_POST),
    Route("/tickets", control.add_ticket, methods=_POST),
    Route("/tickets/{ticket_id:int}", control.edit_ticket, methods=_POST),
    Route("/tickets/{ticket_id:int}/comment", control.write_comment, methods=_POST),
]
ROUTES = [
    Mount("/api/v2", routes=ZENDESK),
    Mount("/wiki", routes=CONFLUENCE),
    Mount("/sandbox", routes=CONTROL),
    *SIGN_INS,
    Route("/slack/api/{method}", slack.call, methods=["GET", "POST"]),
]


def make_app(sandbox: Sandbox) -> Starlette:
    """Return the application that serves a sandbox."""
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Front, sandbox=sandbox)],
        exception_handlers={RefusalError: on_refusal, HTTPException: _on_http},
        lifespan=_live,
    )
    app.state.sandbox = sandbox
    return app


@asynccontextmanager
async def _live(app: Starlette) -> AsyncIterator[None]:
    """Keep the approver and the clock's memory running while the application is."""
    sandbox: Sandbox = app.state.sandbox
    work = [asyncio.create_task(answer_links(sandbox)), asyncio.create_task(_remember(sandbox))]
    try:
        yield
    finally:
        for task in work:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        sandbox.dirty = True
        sandbox.save()


async def _remember(sandbox: Sandbox) -> None:
    while True:
        sandbox.save_clock()
        await asyncio.sleep(1)


async def _on_http(_: Request, error: Exception) -> Response:
    """A path nobody serves: what Zendesk says when a plan lacks an endpoint."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    body = {"error": "InvalidEndpoint", "description": "Not found"}
    return answer(body, status)
