"""What can be done by key, menu or palette: one registry."""
