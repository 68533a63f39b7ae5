"""The core of Triage Deck: no Qt, no widget, no screen."""

__version__ = "0.1.0"
