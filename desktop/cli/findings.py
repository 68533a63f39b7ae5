"""What a check found: named lines with good or bad, and what to do."""

from msgspec import Struct


class Finding(Struct, frozen=True):
    """One line."""

    name: str
    ok: bool
    words: str
    remedy: str = ""


class Findings(Struct, frozen=True):
    """All lines; ``ok`` when every one is."""

    ok: bool
    findings: tuple[Finding, ...]

    def in_words(self) -> str:
        """Return the lines for a terminal."""
        lines = []
        for one in self.findings:
            lines.append(f"{'ok  ' if one.ok else 'FAIL'} {one.name}: {one.words}")
            if one.remedy and not one.ok:
                lines.append(f"     {one.remedy}")
        return "\n".join(lines)


def findings(*found: Finding) -> Findings:
    """Put lines together."""
    return Findings(all(one.ok for one in found), found)
