"""Home: the surge, readiness, start and resume."""
