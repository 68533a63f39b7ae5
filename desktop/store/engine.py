"""Opening the database: engines for one writer and one reader, settings that survive a power cut, migrations."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event, inspect, text

from desktop.domain.errors import StoreError
from desktop.store.backups import copy_before, require_whole
from desktop.store.failures import telling

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MS = 3000
"""How long SQLite waits for another process's lock before it says so; below the lanes' deadline."""

_LIMITS = f"-c lock_timeout={_BUSY_MS} -c statement_timeout=7000"
"""The same for PostgreSQL: a call the lane gave up must not hold its thread for ever."""


def sqlite_url(path: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite+pysqlite:///{path}"


def open_engine(url: str, *, writes: bool) -> Engine:
    """Return an engine with one connection. ``synchronous=FULL``: a committed fact survives a power cut."""
    local = _is_sqlite(url)
    arguments = {} if local else {"options": _LIMITS, "connect_timeout": 5}
    engine = create_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=not local,
        # A lane ends each transaction itself; a second rollback to be sure would be a call for nothing.
        pool_reset_on_return=None if local else "rollback",
        connect_args=arguments,
    )
    if local:
        _tune_sqlite(engine, "BEGIN IMMEDIATE" if writes else "BEGIN")
    return engine


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _tune_sqlite(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: object, _: object) -> None:
        # The driver must not open transactions of its own: ours are explicit (BEGIN below).
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in (
            f"busy_timeout={_BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "temp_store=MEMORY",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; a file is looked through first, and copied before its tables change.

    Raises StoreError for a database made by a newer program, and for one that is damaged.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with telling("opening the database"), engine.begin() as connection:
        scripts, revision = ScriptDirectory.from_config(config), _revision(engine, connection)
        _refuse_newer(scripts, revision)
        if engine.dialect.name == "sqlite":
            require_whole(connection)
            if revision and revision != scripts.get_current_head():
                copy_before(connection, revision)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(engine: Engine, connection: object) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()  # type: ignore[attr-defined]
    return str(found) if found else None


def _refuse_newer(scripts: ScriptDirectory, revision: str | None) -> None:
    try:
        if revision:
            scripts.get_revision(revision)
    except CommandError as unknown:
        raise StoreError(
            "The database is newer than this program",
            f"It has schema {revision}; this program knows up to {scripts.get_current_head()}.",
            "Install the newer Triage Deck. The database was not touched.",
        ) from unknown
