"""Starts the accessibility bus inside a session bus, then runs a command beside it; ends both."""

import os
import subprocess
import sys
import tempfile

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"


def main() -> int:
    """Run the command given; return its exit code."""
    with tempfile.TemporaryDirectory(prefix="speaking-") as place:
        environment = {**os.environ, "XDG_RUNTIME_DIR": place, "HOME": place}
        bus = subprocess.Popen([LAUNCHER, "--launch-immediately"], env=environment)
        try:
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            bus.terminate()
            bus.wait()


if __name__ == "__main__":
    sys.exit(main())
