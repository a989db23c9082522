"""The label, the colour and a sign without colour for every voice; one palette serves every chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.errors import FramingError

MARKERS = ("o", "s", "D", "^", "v", "P", "X", "h", "p", "<", ">", "d")
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//--", "\\\\||")


@dataclass(frozen=True, slots=True)
class Palette:
    """How the voices of a study look.

    Parameters
    ----------
    labels : mapping of str to str
        What to call each voice; may name frames too, the rest is made from their ids.
    colours : mapping of str to str
        ``#RRGGBB`` for each voice.
    order : tuple of str
        The voices from first to last: the perspectives, ``other``, ``narrator``.

    Raises
    ------
    FramingError
        A voice has no label or no colour of that form; every one is listed.

    Examples
    --------
    >>> labels = {"east": "East", "else": "Elsewhere"}
    >>> palette = Palette(labels, {"east": "#0072B2", "else": "#E69F00"}, ("east", "else"))
    >>> palette.label("east"), palette.marker("else"), palette.letters()
    ('East', 's', {'east': 'E', 'else': 'L'})
    """

    labels: Mapping[str, str]
    colours: Mapping[str, str]
    order: tuple[str, ...]

    def __post_init__(self) -> None:
        problems = [f"voice {voice!r} has no label" for voice in self.order if not self.labels.get(voice, "").strip()]
        for voice in self.order:
            colour = self.colours.get(voice, "")
            if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
                problems.append(f"voice {voice!r}: colour {colour!r} is not of the form #RRGGBB")
        if problems:
            raise FramingError("\n".join(f"palette: {problem}" for problem in problems))

    def label(self, name: str) -> str:
        """What to call a voice or frame; without a label, its id in words (``boydstun.public_opinion``)."""
        given = self.labels.get(name)
        if given:
            return given
        words = name.rpartition(".")[2].replace("_", " ")
        return words[:1].upper() + words[1:]

    def frame_labels(self, names: Sequence[str]) -> list[str]:
        """The labels of frames, with the scheme where two schemes share one."""
        labels = [self.label(name) for name in names]
        return [
            f"{label}, {self.label(name.partition('.')[0])}" if labels.count(label) > 1 else label
            for label, name in zip(labels, names, strict=True)
        ]

    def colour(self, voice: str) -> str:
        """The voice's colour, ``#RRGGBB``."""
        return self.colours[voice]

    def marker(self, voice: str) -> str:
        """The voice's plotting sign."""
        return MARKERS[self.order.index(voice) % len(MARKERS)]

    def hatch(self, voice: str) -> str:
        """The voice's pattern in filled areas."""
        return HATCHES[self.order.index(voice) % len(HATCHES)]

    def letters(self) -> dict[str, str]:
        """One letter (or digit) a voice, each different, from its label where that is possible."""
        letters: dict[str, str] = {}
        for voice in self.order:
            wanted = [sign for sign in self.labels[voice].upper() if sign.isalpha()]
            free = [
                sign for sign in [*wanted, *"123456789", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"] if sign not in letters.values()
            ]
            letters[voice] = free[0] if free else "?"
        return letters

    def require(self, voices: Iterable[str], table: str) -> None:
        """Raise a FramingError if a voice of a table is none of the palette's."""
        strange = sorted(set(voices) - set(self.order))
        if strange:
            raise FramingError(
                f"table {table}: voices {', '.join(strange)} are none of the study's ({', '.join(self.order)}); "
                "chart a result with the study that made it"
            )


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast("#FFFFFF", "#000000"), 1), round(contrast("#0072B2", "#FFFFFF"), 2)
    (21.0, 5.19)
    """
    darker, lighter = sorted(map(_luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
