"""The screen of Triage Deck: Qt only. The window moves in here; the console entry is its first room."""
