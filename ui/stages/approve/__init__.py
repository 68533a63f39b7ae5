"""The Approve page and its presenter."""
