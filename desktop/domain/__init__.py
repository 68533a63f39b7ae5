"""Values and rules. Pure: no clock, no disk, no network, no library of the outside but msgspec."""
