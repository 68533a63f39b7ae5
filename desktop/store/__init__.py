"""The database adapter: SQLite on a desk, PostgreSQL for a team, the same code on both."""
