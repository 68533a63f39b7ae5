"""What a plan asks of each service, against the account's limit."""

from collections.abc import Mapping

from desktop.domain.effect import EffectKind
from desktop.domain.plan import ServiceUse

_HELP_DESK = {
    EffectKind.CATEGORISE: 2,
    EffectKind.INTERNAL_NOTE: 2,
    EffectKind.PUBLIC_REPLY: 3,
}
"""Requests to the help desk for one effect: the ticket read fresh, the guarded write; before a held reply also
what the customer wrote since."""

_PAGE = 100
_READINGS = 3
"""The scope is read again when the run starts, when the outcome is counted, and at the seal."""

_HISTORY = 2
_PROMISES = 3
"""For the evidence, at the seal: each answered ticket and its audits; once its clocks, the policies, the schedules."""

_CHAT = 2
_CHAT_A_MINUTE = 50
"""Slack's tier 3 (docs.slack.dev/apis/web-api/rate-limits): 50 a minute and method; a post is two methods."""


def uses(
    effects: Mapping[EffectKind, int], tickets: int, limit: int | None
) -> tuple[ServiceUse, ...]:
    """Return the requests to help desk and chat; ``limit`` is the help desk's per minute, None if not told.

    The share is of one minute's limit. Whatever it is, no minute takes more than half of the account's.
    """
    writes = sum(_HELP_DESK.get(kind, 0) * count for kind, count in effects.items())
    replies = effects.get(EffectKind.PUBLIC_REPLY, 0)
    evidence = _PROMISES + _HISTORY * replies if replies else 0
    asked = writes + _READINGS * -(-tickets // _PAGE) + evidence
    posts = _CHAT * effects.get(EffectKind.SLACK_ESCALATION, 0)
    made = [ServiceUse("Zendesk", asked, _share(asked, limit))]
    if posts:
        made.append(ServiceUse("Slack", posts, _share(posts, _CHAT_A_MINUTE)))
    return tuple(made)


def _share(requests: int, limit: int | None) -> int:
    return -(-100 * requests // limit) if limit else 0
