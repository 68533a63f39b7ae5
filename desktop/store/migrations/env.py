"""Alembic's entry: it runs on the connection the engine hands over, never on its own."""

from alembic import context

from desktop.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
