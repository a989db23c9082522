"""``framing rehydrate``: the words of the articles put back into text-free results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.show import say


def rehydrate(
    results: Annotated[Path, typer.Argument(help="Text-free results (framing analyze --no-text).")],
    articles: Annotated[list[str], typer.Argument(help="Your copy of the articles.", metavar="INPUT")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results with text.")],
) -> None:
    """Put the text back into text-free results, from your own copy of the articles (checked by their SHA-256)."""
    from framing.rehydrate import rehydrate as put_back

    done = put_back(results, articles, out)
    say(f"{out}: the text of {done.n_articles} articles is back; words behind scores need `framing analyze`")
