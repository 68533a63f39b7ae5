"""Plan: candidates, the chosen plan, drafts, the dry run."""
