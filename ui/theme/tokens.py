"""The colours of the window: one name, one value in light and one in dark. The only file with colour literals."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """Every colour as ``#RRGGBB``; ``scrim`` as ``#RRGGBBAA``. Grounds, lines, texts, then meanings."""

    bg: str
    surface: str
    raised: str
    sunken: str
    track: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    border_control: str
    text: str
    text2: str
    text3: str
    accent_fill: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_text: str
    accent_soft: str
    accent_line: str
    selected: str
    ok: str
    ok_soft: str
    ok_line: str
    ok_mark: str
    warn: str
    warn_soft: str
    warn_line: str
    warn_mark: str
    crit: str
    crit_soft: str
    crit_line: str
    crit_mark: str
    info: str
    info_soft: str
    info_line: str
    info_mark: str
    vip: str
    vip_soft: str
    vip_line: str
    vip_mark: str
    focus: str
    bar: str
    bar_soft: str
    scrim: str


LIGHT = Tokens(
    bg="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunken="#F0F2F5",
    track="#E4E8EE",
    hover="#F3F5F8",
    pressed="#E9ECF1",
    border="#E2E6EC",
    border_strong="#C9D0DA",
    border_control="#808B9A",
    text="#141B26",
    text2="#4A5566",
    text3="#616D7E",
    accent_fill="#2459D3",
    accent_hover="#1D4CB8",
    accent_press="#173F9C",
    on_accent="#FFFFFF",
    accent_text="#2052C4",
    accent_soft="#EAF0FE",
    accent_line="#B8CBF8",
    selected="#E6EEFE",
    ok="#17693A",
    ok_soft="#E5F5EB",
    ok_line="#B4DEC4",
    ok_mark="#1F8A4C",
    warn="#875000",
    warn_soft="#FDF2DD",
    warn_line="#EFCF97",
    warn_mark="#B96F00",
    crit="#B42318",
    crit_soft="#FDECEA",
    crit_line="#F3BCB6",
    crit_mark="#D92D20",
    info="#0F5F78",
    info_soft="#E3F3F8",
    info_line="#A9D6E3",
    info_mark="#1B84A5",
    vip="#6C3AA3",
    vip_soft="#F3ECFB",
    vip_line="#D7C2F0",
    vip_mark="#8250C4",
    focus="#2459D3",
    bar="#4D77DB",
    bar_soft="#C6D5F7",
    scrim="#141B2652",
)

DARK = Tokens(
    bg="#0E1217",
    surface="#161B22",
    raised="#1C222B",
    sunken="#11161C",
    track="#2A323D",
    hover="#1C232C",
    pressed="#252D38",
    border="#262E38",
    border_strong="#3B4553",
    border_control="#6F7C8D",
    text="#E7EBF1",
    text2="#AEB8C5",
    text3="#8E9AAA",
    accent_fill="#3568DE",
    accent_hover="#3C6EE0",
    accent_press="#2B59C4",
    on_accent="#FFFFFF",
    accent_text="#8FB5FF",
    accent_soft="#182745",
    accent_line="#2F4C85",
    selected="#1B2C4F",
    ok="#6BD497",
    ok_soft="#12301F",
    ok_line="#23573A",
    ok_mark="#4CBF7E",
    warn="#F0B655",
    warn_soft="#33260B",
    warn_line="#5E4716",
    warn_mark="#E0A030",
    crit="#FF958C",
    crit_soft="#3B1718",
    crit_line="#6E2B2A",
    crit_mark="#F2665B",
    info="#6CC9E2",
    info_soft="#0F2D37",
    info_line="#1F5264",
    info_mark="#43AFCB",
    vip="#CBA8F7",
    vip_soft="#2A1E41",
    vip_line="#4C3672",
    vip_mark="#A77BE6",
    focus="#8FB5FF",
    bar="#5E8FF0",
    bar_soft="#2B4272",
    scrim="#05070A99",
)

_READ_ON = {
    "text": ("surface", "bg", "raised", "sunken", "hover", "pressed", "selected", "accent_soft"),
    "text2": ("surface", "bg", "raised", "sunken", "hover", "pressed", "selected"),
    "text3": ("surface", "bg", "raised", "sunken", "hover", "selected"),
    "accent_text": ("surface", "bg", "raised", "accent_soft", "selected", "hover"),
    "on_accent": ("accent_fill", "accent_hover", "accent_press"),
    "ok": ("ok_soft", "surface", "bg", "selected"),
    "warn": ("warn_soft", "surface", "bg", "selected"),
    "crit": ("crit_soft", "surface", "bg", "selected"),
    "info": ("info_soft", "surface", "bg", "selected"),
    "vip": ("vip_soft", "surface", "bg", "selected"),
}
_SEEN_ON = {
    "accent_fill": ("surface", "bg"),
    "border_control": ("surface", "sunken"),
    "focus": ("surface", "bg", "selected"),
    "bar": ("surface", "track"),
    "ok_mark": ("surface", "track"),
    "warn_mark": ("surface", "bg", "track"),
    "crit_mark": ("surface", "bg"),
    "info_mark": ("surface", "bg"),
    "vip_mark": ("surface", "selected"),
}

PAIRS: list[tuple[str, str, float]] = [
    *((text, ground, 4.5) for text, grounds in _READ_ON.items() for ground in grounds),
    *((mark, ground, 3.0) for mark, grounds in _SEEN_ON.items() for ground in grounds),
]
"""(text token, ground token, needed WCAG 2.2 ratio): what is read needs 4.5, what is only seen 3."""


def contrast(text: str, ground: str) -> float:
    """Return the WCAG contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    high, low = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
