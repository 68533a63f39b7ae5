"""What the assistant is told: our own fixed words, in the letter's language."""

from desktop.triage.reply.wording import letter_language, template


def instructions(language: str) -> str:
    """Return our fixed instructions in the letter's language."""
    return template(f"reword_{letter_language(language)}.txt").template
