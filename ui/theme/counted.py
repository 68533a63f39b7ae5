"""Numbers with their noun: "1 reply", "6 replies"."""


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return the number with its noun, in the plural unless it is one; ``nouns`` where an s is not enough."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
