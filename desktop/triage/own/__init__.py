"""The lead's own safeguards: read from plain words, run on every draft, or honestly left to a person."""
