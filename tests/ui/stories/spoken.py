"""What a screen reader finds, read over AT-SPI by the system's own Python: prints every control without a name.

Run with ``/usr/bin/python3 spoken.py PID``; it needs Debian's python3-gi and gir1.2-atspi-2.0, and no package of ours.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

CONTROLS = {
    "push button", "button", "toggle button", "check box", "radio button", "text", "entry", "password text",
    "combo box", "slider", "spin button", "list", "list box", "table", "tree table", "page tab", "link", "menu item",
}  # fmt: skip
MOST_CHILDREN = 60


def main() -> int:
    """Find the program, walk its tree, print a JSON document."""
    app = find_app(int(sys.argv[1]))
    if app is None:
        sys.stdout.write(
            json.dumps({"error": "the program is not on the accessibility bus"}) + "\n"
        )
        return 1
    seen, nameless = walk(app, "")
    sys.stdout.write(json.dumps({"controls": seen, "nameless": nameless}) + "\n")
    return 0


def find_app(pid):
    """Return the accessible of a process; it may take a moment to appear."""
    Atspi.init()
    for _ in range(50):
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(number)
            if app is not None and app.get_process_id() == pid and app.get_child_count():
                return app
        time.sleep(0.2)
    return None


def walk(node, path):
    """Return how many controls are showing, and those of them nobody can name."""
    role, name = node.get_role_name(), node.get_name() or ""
    here = f"{path}/{role}"
    states = node.get_state_set()
    showing = states.contains(Atspi.StateType.SHOWING)
    control = role in CONTROLS and showing and states.contains(Atspi.StateType.ENABLED)
    seen, nameless = int(control), [here] if control and not name.strip() else []
    for number in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(number)
        if child is not None:
            more, without = walk(child, f"{here}[{name[:30]}]")
            seen, nameless = seen + more, nameless + without
    return seen, nameless


if __name__ == "__main__":
    sys.exit(main())
