"""Cycles are collected between tests and in the main thread, as in the program (``ui/app/garbage.py``).

Python would do it in whichever thread allocates: a widget that dies in one of the database's takes the process with
it, in a later test and far from its cause. What was imported and collected for the run lives to its end and is kept
out of it: going through that again was more than half of a screen test's time.
"""

import gc

_WHOLE = 25
"""Tests between two collections of the old as well."""


class Sweeper:
    """Collects what tests leave."""

    def __init__(self) -> None:
        self._tests = 0

    def begin(self) -> None:
        """Keep what is there, and take collecting over from Python."""
        gc.collect()
        gc.freeze()
        gc.disable()

    def sweep(self) -> None:
        """Collect after one test, whatever it did to the collector: the program gives all back at its end."""
        gc.disable()
        self._tests += 1
        if not gc.get_freeze_count():
            self.begin()
        elif self._tests % _WHOLE:
            gc.collect(1)
        else:
            gc.collect()
