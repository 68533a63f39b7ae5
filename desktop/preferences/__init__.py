"""The lead's settings, validated."""
