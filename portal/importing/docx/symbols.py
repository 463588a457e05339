"""Signs of Symbol and Wingdings, whose code points mean other characters than those they look like."""

from __future__ import annotations

_WINGDINGS = {
    0x4C: "☹", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x9E: "・", 0x9F: "•", 0xA0: "▪",
    0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + digit: sign for digit, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8B + digit: sign for digit, sign in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "・", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xD7: "⋅",
    0xDE: "⇒", 0xE0: "◊", 0xE5: "∑", 0xD6: "√",
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **{ord(sign): sign for sign in "0123456789!#%&()+,./:;<=>?[]_{|}"},
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0xA2: "■"}
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL, "wingdings 2": _WINGDINGS_2}


def symbol(code: int, font: str) -> str | None:
    """Return the character that a sign of a font looks like, None where it is not known.

    Signs of such fonts are kept at U+F000 and on, or as plain bytes.
    """
    plain = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(font.lower())
    if table is None:
        is_character = 0x20 <= code < 0xE000 or 0xF900 <= code <= 0x10FFFF
        return chr(code) if is_character else None
    return table.get(plain)


def bullet(text: str, font: str) -> str:
    """Return the sign before a line of a bulleted list; ・ for one that only its font could show."""
    sign = text.strip()
    if len(sign) != 1:
        return sign or "・"
    shown = symbol(ord(sign), font) or _WINGDINGS.get(ord(sign) - 0xF000) or _SYMBOL.get(ord(sign) - 0xF000)
    if shown:
        return "○" if shown == "o" else shown  # Courier New has no other circle
    return "・" if 0xE000 <= ord(sign) <= 0xF8FF or font.lower() in _FONTS else sign
