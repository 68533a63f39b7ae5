"""What the services cost: requests by stage, and the share of the account's limit within the last minute."""

from collections.abc import Mapping

from desktop.connectors.http import Http
from desktop.domain.values import Toolkit
from desktop.ports import Spending


class HttpSpending:
    """Implements ``desktop.ports.Meter``."""

    def __init__(self, https: Mapping[Toolkit, Http]) -> None:
        self._https = https

    def of(self, toolkit: Toolkit) -> Spending:
        """Return what was spent on one service since the program started."""
        http = self._https.get(toolkit)
        if http is None:
            return Spending({}, 0, None)
        return Spending(dict(http.spent_in), http.budget.last_minute, http.budget.limit)
