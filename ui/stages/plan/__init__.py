"""The Plan page and its presenter."""
