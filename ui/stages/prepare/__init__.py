"""The Prepare page and its presenter."""
