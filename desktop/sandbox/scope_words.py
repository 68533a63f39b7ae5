"""Scopes in words, for the consent pages."""

_WORDS = {
    "read": "read everything you can see",
    "write": "change everything you can change",
    "impersonate": "act as other people",
    "tickets:read": "read tickets and their comments",
    "tickets:write": "change tickets, comment and answer",
    "users:read": "read people and their addresses",
    "organizations:read": "read organisations",
    "triggers:read": "read the triggers",
    "auditlogs:read": "read the audit log of the account",
    "chat:write": "post, change and delete messages as you",
    "channels:read": "see public channels",
    "channels:history": "read messages in public channels",
    "channels:write": "join and manage public channels",
    "groups:read": "see your private channels",
    "groups:history": "read messages in your private channels",
    "im:read": "see your direct conversations",
    "im:history": "read your direct messages",
    "im:write": "open direct conversations",
    "reactions:read": "see reactions",
    "users:read.email": "see people's e-mail addresses",
    "team:read": "see the workspace's name",
    "read:page:confluence": "read pages",
    "read:space:confluence": "see spaces",
    "read:user:confluence": "see who you are",
    "read:content-details:confluence": "find pages and see their details",
    "search:confluence": "search Confluence",
    "offline_access": "stay signed in while you are away",
}


def say_scope(scope: str) -> str:
    """Return what a scope allows; one without words of its own is read out."""
    if scope in _WORDS:
        return _WORDS[scope]
    thing, _, act = scope.replace(":confluence", "").partition(":")
    verbs = {"read": "read", "write": "change", "history": "read the messages of"}
    return f"{verbs[act]} {thing}" if act in verbs else scope.replace(":", " ")
