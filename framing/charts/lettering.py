"""Measures, wraps and shortens the words of a chart before they are drawn."""

from __future__ import annotations

import re
from functools import lru_cache

FAMILY = "DejaVu Sans"
SMALL, BODY, TITLE = 9.0, 10.0, 15.0
LEADING = 1.35
SLACK = 1.03
"""Renderers round the advance of letters to pixels: a line may come out this much longer than measured."""

POINTS_PER_INCH = 72.0
_BETWEEN_WORDS = re.compile(r"(?<!\bn =) (?!= )")


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=FAMILY, weight="bold" if bold else "normal", size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / POINTS_PER_INCH * SLACK


def line_height(size: float) -> float:
    """From one line to the next, in inches."""
    return size * LEADING / POINTS_PER_INCH


def clean(text: str) -> str:
    r"""The text on one line, without characters that no font draws.

    >>> clean("  Kosovo:\n\u200b what  next? ")
    'Kosovo: what next?'
    """
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())


def shorten_letters(text: str, most: int) -> str:
    """The text, cut with an ellipsis where it has more signs than ``most``.

    >>> shorten_letters("Tense calm in northern Kosovo", 12)
    'Tense calm…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` inches.

    >>> shorten("Tense calm in northern Kosovo", 1.5, 10)
    'Tense calm in nort…'
    """
    text = clean(text)
    if width_of(text, size, bold) <= width:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if width_of(text[:middle].rstrip() + "…", size, bold) <= width:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + "…"


def wrap(text: str, width: float, size: float, bold: bool = False, lines: int | None = None) -> list[str]:
    """The text in lines of at most ``width`` inches; what goes beyond ``lines`` is cut with an ellipsis.

    "n = 5" stays on one line.

    >>> wrap("Police operations in the north", 1.2, 9)
    ['Police operations', 'in the north']
    """
    words = _BETWEEN_WORDS.split(clean(text))
    done: list[str] = []
    current = ""
    for position, word in enumerate(words):
        longer = f"{current} {word}" if current else word
        if width_of(longer, size, bold) <= width:
            current = longer
            continue
        if lines is not None and len(done) + 1 >= lines:
            return [*done, shorten(" ".join([longer, *words[position + 1 :]]), width, size, bold)]
        if current:
            done.append(current)
        current = shorten(word, width, size, bold)
    return [*done, current]
