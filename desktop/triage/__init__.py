"""Triage without a language model: topic, categories, clusters, knowledge, drafts, checks. Pure and offline."""
