"""The readers of clauses, one kind to a file; each looks at one place of the line and takes what it knows."""
