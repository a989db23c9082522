"""How charts say numbers: shares, polarities, counts, intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.ratios import PERCENTILE

if TYPE_CHECKING:
    import pandas as pd

FEW_ARTICLES = PERCENTILE.min_articles
ROUGH_BELOW = 20
FEW_SENTENCES = 5
"""With fewer sentences than this only their number is shown."""
NO_SIDE = "People of no side"
"""Whom ``other`` stands for among those who act and are acted on; among voices they are other sources."""


def percent(share: float) -> str:
    """A share in whole per cent.

    >>> percent(0.384), percent(0.004), percent(0.0)
    ('38%', '<1%', '0%')
    """
    return "<1%" if 0 < share < 0.005 else f"{100 * share:.0f}%"


def signed(value: float) -> str:
    """A polarity with its sign and two decimals.

    >>> signed(-0.234), signed(0.5), signed(-0.001)
    ('−0.23', '+0.50', '0.00')
    """
    words = f"{value:+.2f}"
    return "0.00" if float(words) == 0 else words.replace("-", "−")


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "article"), count(2810, "sentence")
    ('1 article', '2,810 sentences')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def unsure_note(sentences: pd.DataFrame) -> str:
    """Of how many sentences with a word of the lexicon the model was too unsure to tell a tone; empty for none.

    >>> import pandas as pd
    >>> unsure_note(pd.DataFrame({"lexicon_polarity": [0.2, None], "sentiment": [None, None]}))
    '1 scored sentence stands in no bar: the model was less sure of a tone than asked for. '
    """
    n = int((sentences["lexicon_polarity"].notna() & sentences["sentiment"].isna()).sum())
    stands = f"{count(n, 'scored sentence')} {'stands' if n == 1 else 'stand'} in no bar"
    return f"{stands}: the model was less sure of a tone than asked for. " if n else ""


def share_range(low: float, high: float) -> str:
    """An interval of shares; empty where there is none.

    >>> share_range(0.288, 0.471), share_range(float("nan"), float("nan"))
    ('29–47%', '')
    """
    return "" if low != low else f"{100 * low:.0f}–{100 * high:.0f}%"


def polarity_range(low: float, high: float) -> str:
    """An interval of polarities; empty where there is none.

    >>> polarity_range(-0.4, 0.1)
    '−0.40 to +0.10'
    """
    return "" if low != low else f"{signed(low)} to {signed(high)}"


def interval_note(n_articles: int, sign: str, exception: str) -> str:
    """What the interval is and where there is none, or why there is none at all.

    >>> interval_note(3, "Line", "none for a voice that never speaks")
    'No intervals: they resample whole articles, and 3 articles are too few (5 are needed).'
    """
    if n_articles < FEW_ARTICLES:
        verb = "is" if n_articles == 1 else "are"
        found = count(n_articles, "article")
        return f"No intervals: they resample whole articles, and {found} {verb} too few ({FEW_ARTICLES} are needed)."
    how = f"{100 * PERCENTILE.level:.0f}% bootstrap interval, {PERCENTILE.resamples:,} resamples of whole articles"
    rough = f" From {n_articles} articles the intervals are rough." if n_articles < ROUGH_BELOW else ""
    return f"{sign}: {how}; {exception}.{rough}"
