"""The ledger: a mission is its list of facts. If it is not in the ledger it did not happen."""
