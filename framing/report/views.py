"""The addresses of what the page can show: everything after ``#`` says which sentences, article or pair."""

from __future__ import annotations

from urllib.parse import quote

READ = "read"
PAIR = "pair"


def view(at: str, **choice: str) -> str:
    """The address of a view; ``at`` is the chart it opens under, or ``read`` or ``pair``.

    >>> view("tone", voice="belgrade", tone="negative")
    '#at=tone&voice=belgrade&tone=negative'
    """
    return "#" + "&".join(f"{name}={quote(value, safe='')}" for name, value in {"at": at, **choice}.items())


def pair_id(holder: str, target: str) -> str:
    """The name of who speaks about whom, as the facet ``pair`` has it."""
    return f"{holder}>{target}"
