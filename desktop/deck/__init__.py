"""The composition: the only room, with the command line, that knows every adapter.

A ``Deck`` is an open profile (database, keys, bus, worker). A ``Desk`` is one mission opened in it: the ledger
and the seven stages, wired to the services. Whoever drives it, the window or the command line, sees these two.
"""

from desktop.deck.desk import (
    Desk,
    history_of,
    latest_mission,
    lock_mission,
    new_mission,
    open_desk,
    os_user,
    review_bundle,
    serve_approvals,
)
from desktop.deck.gated import keep_time_while
from desktop.deck.looking import Look, look_at, mission_is_free
from desktop.deck.profile import (
    Deck,
    allowed_keychain,
    open_account_deck,
    open_deck,
    open_sandbox_deck,
)
from desktop.deck.services import (
    SandboxServices,
    Services,
    connect_accounts,
    connect_sandbox,
    serve_sandbox,
)

__all__ = [
    "Deck",
    "Desk",
    "Look",
    "SandboxServices",
    "Services",
    "allowed_keychain",
    "connect_accounts",
    "connect_sandbox",
    "history_of",
    "keep_time_while",
    "latest_mission",
    "lock_mission",
    "look_at",
    "mission_is_free",
    "new_mission",
    "open_account_deck",
    "open_deck",
    "open_desk",
    "open_sandbox_deck",
    "os_user",
    "review_bundle",
    "serve_approvals",
    "serve_sandbox",
]
