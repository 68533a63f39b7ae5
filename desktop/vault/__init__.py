"""Keys: one profile key and one signing key in the OS keyring (or under a passphrase), nothing else there."""
