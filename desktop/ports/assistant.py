"""What the core needs of a writing assistant: other words for a text that identifies nobody."""

from typing import Protocol

from msgspec import Struct

from desktop.domain.values import Count


class Words(Struct, frozen=True):
    """What the assistant wrote, and the tokens it cost; ``tokens`` is our estimate where it does not count."""

    text: str
    tokens: Count


class Assistant(Protocol):
    """Asks once, and never again by itself."""

    async def reword(self, instructions: str, text: str, most: int) -> Words:
        """Return other words, of ``most`` tokens. Raises AssistantError in words, with what it cost."""
        ...

    async def close(self) -> None:
        """Close the connection."""
        ...
