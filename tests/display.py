"""A screen of its own for a test: Xvfb with a window manager, given to a subprocess, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.parts import find_part

_PATIENCE = 20.0
_STEP = 0.02


@contextmanager
def display(width: int = 1440, height: int = 900) -> Iterator[dict[str, str]]:
    """Yield the environment in which a subprocess has a screen of ``width`` x ``height`` pixels, 24 bits deep.

    Nothing of this process changes. Server and window manager are awaited at the end, however the test went.
    """
    xvfb, openbox = find_part("Xvfb"), find_part("openbox")
    place = Path(tempfile.mkdtemp(prefix="display-"))
    try:
        with _server(xvfb, f"{width}x{height}x24", place) as number:
            environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
            environment.pop("WAYLAND_DISPLAY", None)
            with _window_manager(openbox, environment, place):
                yield environment
    finally:
        shutil.rmtree(place)


@contextmanager
def _server(xvfb: str, screen: str, place: Path) -> Iterator[int]:
    """Start the server on a number it finds itself; it says which once it answers."""
    reading, writing = os.pipe()
    words = [xvfb, "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"]
    with (place / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(words, pass_fds=(writing,), stdout=log, stderr=log)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            said = told.readline().strip()  # ends empty when the server dies
        assert said, (place / "xvfb.log").read_text("utf-8", "replace")
        yield int(said)
    finally:
        _end(server)


@contextmanager
def _window_manager(openbox: str, environment: dict[str, str], place: Path) -> Iterator[None]:
    """Start the window manager and wait until it manages: windows shown before would stay where they are."""
    ready = place / "ready"
    words = [openbox, "--sm-disable", "--startup", f"touch {ready}"]
    # A home of its own: the settings of whoever runs the tests are none of our business.
    alone = {**environment, "HOME": str(place), "XDG_CONFIG_HOME": str(place)}
    with (place / "openbox.log").open("wb") as log:
        manager = subprocess.Popen(words, env=alone, stdout=log, stderr=log)
    try:
        give_up = time.monotonic() + _PATIENCE
        while not ready.exists():
            assert manager.poll() is None, (place / "openbox.log").read_text("utf-8", "replace")
            assert time.monotonic() < give_up, "the window manager did not come up"
            time.sleep(_STEP)
        yield
    finally:
        _end(manager)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
