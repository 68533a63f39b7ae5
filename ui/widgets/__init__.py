"""The parts every page is built from; each paints itself from the tokens and has an accessible name."""
