"""A right to ask that never changes: a token we were given, and where it counts."""

from desktop.ports import Reach


class Fixed:
    """Implements ``desktop.ports.Access`` with one bearer token; an empty one asks anonymously."""

    def __init__(self, base_url: str, token: str = "") -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._reach = Reach(base_url.rstrip("/"), headers)

    async def reach(self) -> Reach:
        """Return the address and the token."""
        return self._reach

    async def renew(self, refused: Reach) -> bool:
        """Return False: there is no other token to try."""
        return False
