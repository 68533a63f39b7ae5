"""Sealed secrets in the local database; implements ``desktop.ports.SecretStore``."""

from sqlalchemy import Connection, delete, insert, select

from desktop.store.database import Database
from desktop.store.schema import secrets


class LocalSecrets:
    """Nonce and ciphertext by name. Without the profile key they are noise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> tuple[bytes, bytes] | None:
        """Return what is kept under ``name``."""

        def read(connection: Connection) -> tuple[bytes, bytes] | None:
            query = select(secrets.c.nonce, secrets.c.sealed).where(secrets.c.name == name)
            row = connection.execute(query).one_or_none()
            return (bytes(row.nonce), bytes(row.sealed)) if row else None

        return await self._database.reader.run("reading a sealed secret", read)

    async def put(self, name: str, nonce: bytes, sealed: bytes) -> None:
        """Replace atomically: a rotated token is never half there."""

        def write(connection: Connection) -> None:
            connection.execute(delete(secrets).where(secrets.c.name == name))
            connection.execute(insert(secrets).values(name=name, nonce=nonce, sealed=sealed))

        await self._database.writer.run("sealing a secret", write)

    async def drop(self, name: str) -> None:
        """Delete, in the copies as well; deleting nothing is fine."""

        def write(connection: Connection) -> None:
            connection.execute(delete(secrets).where(secrets.c.name == name))

        await self._database.writer.run("deleting a secret", write)
        await self._database.forget("DELETE FROM secrets WHERE name = ?", name)
