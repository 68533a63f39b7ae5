"""The same two databases as the ledger's tests."""

from tests.desktop.ledger.conftest import place, url

__all__ = ["place", "url"]
