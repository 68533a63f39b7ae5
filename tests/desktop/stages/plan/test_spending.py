"""What a plan asks of the services."""

from desktop.domain.effect import EffectKind
from desktop.domain.plan import ServiceUse
from desktop.stages.plan.spending import uses


def test_each_service_is_named_with_its_share_of_a_minute() -> None:
    effects = {
        EffectKind.CATEGORISE: 47,
        EffectKind.INTERNAL_NOTE: 6,
        EffectKind.PUBLIC_REPLY: 6,
        EffectKind.SLACK_ESCALATION: 3,
    }
    assert uses(effects, 47, 400) == (ServiceUse("Zendesk", 142, 36), ServiceUse("Slack", 6, 12))


def test_without_a_limit_told_no_share_is_invented() -> None:
    assert uses({EffectKind.CATEGORISE: 1}, 1, None) == (ServiceUse("Zendesk", 5, 0),)
