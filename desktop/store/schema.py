"""The tables. Facts are rows of exact text; everything a customer wrote lies sealed in ``blobs``.

``facts`` has no row id on SQLite: one tree instead of two, so half the pages a durable commit must write.
"""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("mission", String(80), primary_key=True),
    Column("chain", String(16), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

blobs = Table(
    "blobs",
    metadata,
    Column("mission", String(80), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("mission", String(80), primary_key=True),
    Column("fence", Integer, nullable=False),
    Column("owner", String(80), nullable=False),
)
"""One writer per mission: whoever holds the highest fencing number."""

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""Sealed tokens and mission keys: only ever filled in the local database, never in a shared one."""

heads = Table(
    "heads",
    metadata,
    Column("mission", String(80), primary_key=True),
    Column("chain", String(16), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("why", String(16), nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("signature", String(128), nullable=False),
)
"""Heads of chains as they were signed: what shows lines that were cut off or written anew."""

restored = Table(
    "restored",
    metadata,
    Column("mission", String(80), primary_key=True),
    Column("copied_at", BigInteger, nullable=False),
)
"""Missions that came back with a copy of the database and were not told yet."""
