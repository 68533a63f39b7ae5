"""`triagedeck evaluate`: one task a file, each on exactly the code a mission runs."""
