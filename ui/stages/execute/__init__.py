"""The Execute page and its presenter."""
