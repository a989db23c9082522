"""TextBlob's lexicon: the likeliest part of speech of each word, read in a third of the time that TextBlob takes."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from framing.lean_import import part_by_part


@lru_cache(maxsize=1)
def tag_lexicon() -> Any:
    """TextBlob's ``Lexicon``: Penn Treebank tags by word, in which ``context`` are Brill's contextual rules."""
    part_by_part()
    from textblob.en import lexicon

    lexicon.load = lambda: dict.update(lexicon, _tagged_words(Path(lexicon.path)))
    return lexicon


@lru_cache(maxsize=1 << 12)
def is_common_noun(word: str) -> bool:
    """Whether a word, in lower case, is likeliest a noun that is no name.

    >>> is_common_noun("Trade"), is_common_noun("Kurti")
    (True, False)
    """
    return tag_lexicon().get(word.lower()) in ("NN", "NNS")


def _tagged_words(path: Path) -> dict[str, str]:
    """The words with their tags: a line has a word, its likeliest tag and others, with blanks between; ``;;;`` opens a
    comment.
    """
    return dict(re.findall(r"^(?!;;;)(\S+) (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))
