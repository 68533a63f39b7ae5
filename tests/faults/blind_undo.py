"""A help desk's restore that is wrong on purpose: it puts back what was there before, whoever changed it since."""

from collections.abc import Mapping, Sequence

from desktop.connectors.zendesk_writes import ZendeskWrites
from desktop.domain.effect import FieldBefore

_restore = ZendeskWrites.restore


async def restore_blindly(
    desk: ZendeskWrites,
    ticket: int,
    before: Sequence[FieldBefore],
    marker: Mapping[str, str],
    *,
    withdraw: bool = False,
) -> tuple[str, ...]:
    """Put fields back without comparing; takes the place of ``ZendeskWrites.restore``. A note is withdrawn as ever."""
    if withdraw:
        return await _restore(desk, ticket, before, marker, withdraw=True)
    now = await desk._show(ticket)
    fields = [{"id": int(one.field), "value": one.before} for one in before if one.field.isdigit()]
    tags = next((one.before for one in before if one.field == "tags"), now.tags)
    changes = {"custom_fields": fields, "tags": tags}
    await desk._put(ticket, changes, now.updated_at or "", marker)
    return ()
