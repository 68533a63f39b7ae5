"""Alembic migrations, oldest first. A step is small, dated and never edited once shipped."""
