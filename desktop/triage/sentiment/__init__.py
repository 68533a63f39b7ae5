"""The tone of a ticket as a tag: negative, neutral or positive, and the words that made it so.

A tag for a person's eye, never what a rule decides by. The general lexicon and the rules over it are VADER's
(Hutto & Gilbert 2014); what the words of support say is ours.
"""

from desktop.triage.sentiment.tone import Label, Sentiment, cues_in, sentiment

__all__ = ["Label", "Sentiment", "cues_in", "sentiment"]
