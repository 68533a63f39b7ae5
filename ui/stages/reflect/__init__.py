"""The Reflect page and its presenter."""
