"""Prepare: accounts, the queue, the data preview."""
