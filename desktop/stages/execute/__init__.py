"""Execute: effects in order, the outbox, undo."""
