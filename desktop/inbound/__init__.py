"""Inbound: the pages we serve on this machine."""
