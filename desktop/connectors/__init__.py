"""Adapters to the services over HTTP. ``http.py`` is the only file that knows httpx."""
