"""What an account may read: a refusal for want of a right is an answer, any other refusal is an error."""

from collections.abc import Awaitable
from typing import TypeVar

from desktop.domain.errors import RefusedError

T = TypeVar("T")


async def allowed(asked: Awaitable[T]) -> T | None:
    """Return what was asked for; None when this account may not read it, or it is not there."""
    try:
        return await asked
    except RefusedError as refused:
        if refused.status in (403, 404):
            return None
        raise
