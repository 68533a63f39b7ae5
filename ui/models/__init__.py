"""Item models: the queue in columns, ordered and filtered by its own array of rows."""
