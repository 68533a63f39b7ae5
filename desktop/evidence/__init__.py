"""Evidence: the bundle anyone can check offline, its seal, its readable page, its verifier."""
