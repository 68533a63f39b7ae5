"""What opens over or beside a page: palette, sheets, questions, one ticket in full."""
