"""The Define page and its presenter."""
