"""The Home page and its presenter."""
