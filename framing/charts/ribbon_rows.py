"""The parts of the article ribbon: its key, the heads of outlets, the cells of an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from framing.charts.drawing import BODY_WIDTH, FAINT, GREYED, INK, MUTED, NEGATIVE, PAPER, POSITIVE, Page, ink_on
from framing.charts.lettering import BODY, SMALL, clean, line_height, shorten, width_of, wrap
from framing.charts.palette import Palette
from framing.records import NARRATOR

CELL, DEEP = 0.2, 0.32
LABEL = 3.05
PER_LINE = int((BODY_WIDTH - LABEL) / CELL)
LINE = 0.6
MAX_LINES = 12
OUTLET, HEADER = 0.36, 0.25
KEY_LINE = 0.27

TONE_SIGNS = {"positive": ("^", POSITIVE), "neutral": ("_", MUTED), "negative": ("v", NEGATIVE)}


@dataclass(frozen=True, slots=True)
class Strip:
    """An article as a row of sentences: of each its voices, the main one first, and its tone ("" without one)."""

    outlet: str
    title: str
    date: str
    sentences: tuple[tuple[tuple[str, ...], str], ...]

    @property
    def n_lines(self) -> int:
        """How many lines of cells are drawn."""
        return min(MAX_LINES, max(1, -(-len(self.sentences) // PER_LINE)))


def key_places(palette: Palette) -> list[tuple[str, float, int]]:
    """Where each entry of the key stands: voice or tone, x in inches, line."""
    labels = {
        **{voice: palette.label(voice) for voice in palette.order},
        **{f"tone {name}": name for name in TONE_SIGNS},
    }
    places = []
    x, line = 0.0, 0
    for name, label in labels.items():
        width = 0.3 + width_of(label, SMALL) + 0.2
        if x and (x + width > BODY_WIDTH or name == f"tone {next(iter(TONE_SIGNS))}"):
            x, line = 0.0, line + 1
        places.append((name, x, line))
        x += width
    return places


def key_height(palette: Palette) -> float:
    """How much room the key needs."""
    return (key_places(palette)[-1][2] + 1) * KEY_LINE


def key(page: Page, palette: Palette) -> None:
    """The colours and letters of the voices, and the signs of the tones."""
    for name, x, line in key_places(palette):
        y = (line + 0.5) * KEY_LINE
        if name.startswith("tone "):
            label = name.removeprefix("tone ")
            _tone_sign(page, x + CELL / 2, y, label)
        else:
            label = shorten(palette.label(name), BODY_WIDTH - 0.3, SMALL)
            _half(page, x, y - 0.1, 0.2, palette, name)
        page.write(x + 0.28, y, label, SMALL)


def sentence_numbers(page: Page, y: float, longest: int) -> None:
    """The numbers of the sentences over the cells."""
    page.write(LABEL - 0.12, y, "sentence", va="bottom", ha="right", color=MUTED)
    for number in [1, *range(5, longest + 1, 5)]:
        page.write(LABEL + (number - 0.5) * CELL, y, str(number), va="bottom", ha="center", color=MUTED)


def outlet_head(page: Page, y: float, outlet: str) -> None:
    """The outlet's name over its articles."""
    page.canvas.plot([0, BODY_WIDTH], [y, y], color=FAINT, linewidth=0.8)
    page.write(0, y + OUTLET / 2 - 0.02, shorten(outlet, BODY_WIDTH, BODY, bold=True), BODY, weight="bold")


def strip_rows(page: Page, y: float, strip: Strip, palette: Palette) -> None:
    """The title, date and n of an article, and its sentences in lines of cells."""
    title = wrap(strip.title, LABEL - 0.2, SMALL, lines=2)
    below = " · ".join(filter(None, [clean(strip.date), f"n = {len(strip.sentences)}"]))
    for place, words in enumerate([*title, shorten(below, LABEL - 0.2, SMALL)]):
        colour = INK if place < len(title) else MUTED
        page.write(0, y + 0.07 + place * line_height(SMALL), words, color=colour)
    for line, (first, sentences) in enumerate(_lines(strip)):
        top = y + line * LINE
        if line:
            words = f"sentences {first + 1}–{first + len(sentences)}"
            hidden = len(strip.sentences) - first - len(sentences)
            words += f", {hidden:,} more not shown" if line == MAX_LINES - 1 and hidden else ""
            page.write(LABEL - 0.12, top + DEEP / 2, words, SMALL, ha="right", color=MUTED)
        for place, (voices, tone) in enumerate(sentences):
            x = LABEL + place * CELL
            _cell(page, x, top, voices, palette)
            _tone_sign(page, x + CELL / 2, top + DEEP + 0.08, tone)


def _lines(strip: Strip) -> Iterator[tuple[int, Sequence[tuple[tuple[str, ...], str]]]]:
    for line in range(strip.n_lines):
        yield line * PER_LINE, strip.sentences[line * PER_LINE : (line + 1) * PER_LINE]


def _cell(page: Page, x: float, y: float, voices: Sequence[str], palette: Palette) -> None:
    if len(voices) == 1:
        _half(page, x, y, DEEP, palette, voices[0])
        return
    _half(page, x, y, DEEP / 2, palette, voices[0])
    if len(voices) == 2:
        _half(page, x, y + DEEP / 2, DEEP / 2, palette, voices[1])
    else:
        page.canvas.add_patch(Rectangle((x, y + DEEP / 2), CELL, DEEP / 2, facecolor=GREYED, edgecolor=PAPER))
        page.write(x + CELL / 2, y + 0.75 * DEEP, f"+{len(voices) - 1}", SMALL, ha="center")


def _half(page: Page, x: float, y: float, height: float, palette: Palette, voice: str) -> None:
    """A filled rectangle with the voice's letter; the outlet's own voice has none."""
    colour = palette.colour(voice)
    page.canvas.add_patch(Rectangle((x, y), CELL, height, facecolor=colour, edgecolor=PAPER))
    if voice != NARRATOR:
        letter = palette.letters()[voice]
        page.write(x + CELL / 2, y + height / 2, letter, SMALL, ha="center", color=ink_on(colour))


def _tone_sign(page: Page, x: float, y: float, tone: str) -> None:
    if tone in TONE_SIGNS:
        marker, colour = TONE_SIGNS[tone]
        page.canvas.plot(x, y, marker=marker, color=colour, markersize=5.5, markeredgewidth=1.4 if marker == "_" else 0)
