"""A reply's sentences: which one stands is decided by facts, and each slot says where its words come from."""
