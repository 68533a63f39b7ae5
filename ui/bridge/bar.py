"""What the action bar below a page offers: one primary act, at most two others, a hint or keys at the left."""

from dataclasses import dataclass

from desktop.domain.values import StageName


@dataclass(frozen=True)
class Act:
    """One button: it names its act. ``why_not`` says in words why it is off; empty when it is on."""

    title: str
    icon: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Bar:
    """The bar of one page.

    Attributes:
        hint: A sentence at the left; empty where ``keys`` stand.
        keys: Key caps with their words.
    """

    hint: str = ""
    icon: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    quiet: Act | None = None
    secondary: Act | None = None
    primary: Act | None = None


@dataclass(frozen=True)
class Notice:
    """A page-wide state instead of the View: empty, offline, failed, not yet.

    Attributes:
        retry: The words of the one act that helps; empty when there is none.
        details: For "Copy details"; empty when there are none.
        goes_to: Where ``retry`` leads; None when the presenter does it.
    """

    icon: str
    title: str
    message: str
    retry: str = ""
    details: str = ""
    tone: str = "neutral"
    goes_to: StageName | None = None


@dataclass(frozen=True)
class Busy:
    """Long work under way: words, and how far (total 0: unknown)."""

    words: str
    done: int = 0
    total: int = 0
