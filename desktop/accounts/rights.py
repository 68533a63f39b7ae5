"""Granted against asked: whether a sign-in brought what is needed, less, or more, in words."""

from collections.abc import Collection

from desktop.accounts.contract import Rights, RightsState
from desktop.accounts.scopes import USES
from desktop.domain.account import Grant, Way
from desktop.domain.values import Toolkit


def judge(toolkit: Toolkit, grant: Grant) -> Rights:
    """Return how a grant compares with what is needed today."""
    use = USES[toolkit]
    if grant.ended:
        return Rights(RightsState.EXPIRED, "The sign-in has expired.", "Sign in again.")
    if grant.way is Way.ANONYMOUS:
        return Rights(RightsState.AS_ASKED)
    if not grant.scopes:
        return _unsaid(toolkit, grant)
    missing = [one for one in use.asked if not covers(toolkit, grant.scopes, one)]
    if missing:
        return _less(missing, grant)
    extra = sorted(set(grant.scopes) - {*use.asked, *use.besides})
    return _more(extra) if extra else Rights(RightsState.AS_ASKED)


def covers(toolkit: Toolkit, granted: Collection[str], one: str) -> bool:
    """Whether ``one`` is granted by itself or, at Zendesk, by a wider right: ``write`` holds ``tickets:write``."""
    wider = one.partition(":")[2] if toolkit is Toolkit.ZENDESK else one
    return one in granted or wider in granted


def _less(missing: list[str], grant: Grant) -> Rights:
    names = ", ".join(missing)
    # Asked for and not given: the service cut it. Never asked for: the sign-in is older than the need.
    if set(missing) & set(grant.asked):
        return Rights(
            RightsState.NARROWED,
            f"The service granted less than was asked: {names} is missing.",
            "Ask the admin to allow it for the app, then sign in again.",
        )
    return Rights(
        RightsState.MISSING, f"A right is missing: {names}.", "Sign in again to be asked for it."
    )


def _more(extra: list[str]) -> Rights:
    return Rights(
        RightsState.MORE,
        f"More than is needed was granted: {', '.join(extra)}. It is not used.",
        "Nothing has to be done; an admin can narrow the app or the token.",
    )


def _unsaid(toolkit: Toolkit, grant: Grant) -> Rights:
    if grant.way is not Way.TOKEN:
        return Rights(RightsState.UNKNOWN)
    late = (
        " Zendesk ends all API tokens on 30 April 2027 and makes no new ones."
        if toolkit is Toolkit.ZENDESK
        else ""
    )
    return Rights(
        RightsState.MORE,
        f"This token may do everything you may; only what stands here is used.{late}",
        "Sign in with the browser instead where your admin has set it up.",
    )
