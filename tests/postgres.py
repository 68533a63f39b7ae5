"""A private PostgreSQL, once per worker: its own folder, a free port of 127.0.0.1, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.parts import find_part

_NUMBERS = count(1)


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    port: int

    def new_database(self) -> str:
        """Make an empty database and return its SQLAlchemy URL."""
        name = f"deck{next(_NUMBERS)}"
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        return f"postgresql+psycopg://deck@127.0.0.1:{self.port}/{name}"

    def dsn(self, database: str) -> str:
        """Return the address for psycopg and the server's own commands."""
        return f"postgresql://deck@127.0.0.1:{self.port}/{database}"

    def dump(self, url: str) -> bytes:
        """Return everything in a database, as ``pg_dump`` writes it."""
        command = [find_part("pg_dump"), self.dsn(url.rpartition("/")[2])]
        return subprocess.run(command, check=True, capture_output=True, timeout=30).stdout


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Start the server, as the user ``postgres`` where we are root: it refuses to run as root."""
    initdb, pg_ctl = find_part("initdb"), find_part("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="deck-pg-"))
    become: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        become = [find_part("runuser"), "-u", "postgres", "--"]
    port, data = _free_port(), str(folder / "data")
    settings = f"-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    _run(become, initdb, "-D", data, "-U", "deck", "-A", "trust", "-E", "UTF8", "--no-sync")
    _run(become, pg_ctl, "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield Postgres(port)
    finally:
        _run(become, pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def _run(become: list[str], *command: str) -> None:
    # The server inherits our standard output unless told otherwise, and would keep it open for ever.
    quiet = subprocess.DEVNULL
    done = subprocess.run(
        [*become, *command], stdout=quiet, stderr=quiet, cwd="/", timeout=60, check=False
    )
    assert done.returncode == 0, f"{Path(command[0]).name} failed ({done.returncode})"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
