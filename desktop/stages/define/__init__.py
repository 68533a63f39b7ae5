"""Define: the intent in words, the brief, its lock."""
