"""Reflect: the outcome, feedback, follow-ups, the seal."""
