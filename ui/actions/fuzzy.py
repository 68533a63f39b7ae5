"""Matching what was typed against the words of an action: a subsequence, scored; word starts count most."""


def score(typed: str, words: str) -> int:
    """Return how well ``typed`` fits ``words``; 0 when it does not. Case and spaces of ``typed`` do not matter."""
    wanted = typed.casefold().replace(" ", "")
    inside = words.casefold()
    if not wanted:
        return 1
    found = inside.find(typed.casefold().strip())
    if found >= 0:
        start = found == 0 or not inside[found - 1].isalnum()
        return 1000 + (500 if start else 0) - min(found, 400)
    return _subsequence(wanted, inside)


def _subsequence(wanted: str, inside: str) -> int:
    total, at, run = 0, -1, 0
    for letter in wanted:
        next_at = inside.find(letter, at + 1)
        if next_at < 0:
            return 0
        starts = next_at == 0 or not inside[next_at - 1].isalnum()
        run = run + 1 if next_at == at + 1 else 0
        total += 10 + 15 * starts + 5 * min(run, 3) - min(next_at - at, 10)
        at = next_at
    return max(total, 1)


def marks(typed: str, words: str) -> tuple[int, int] | None:
    """Return start and length of the part to emphasise; None when there is no run of it."""
    wanted = typed.casefold().strip()
    found = words.casefold().find(wanted) if wanted else -1
    return None if found < 0 else (found, len(wanted))
