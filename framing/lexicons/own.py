"""Sentiment lists of a user's own, by path, in the form of ``sentiment.tsv``."""

from __future__ import annotations

from pathlib import Path

from framing.errors import DataError
from framing.lexicons.columns import FIELDS, check_terms
from framing.lexicons.general import polar_terms, sha256_of
from framing.lexicons.records import SentimentList
from framing.lexicons.sheet import read_sheet

SENTIMENT = "sentiment"


def load_sentiment(path: Path) -> SentimentList:
    """The list of a TSV file.

    Parameters
    ----------
    path : Path
        Its head has title, source, licence, language and date; its columns are term, polarity (-1 to 1) and pos.

    Raises
    ------
    DataError
        With every bad line.
    """
    sheet = read_sheet(path, FIELDS[SENTIMENT])
    check_terms(sheet, SENTIMENT)
    if not sheet.problems and not sheet.rows:
        sheet.problems.append(f"{path.name}: no term in it")
    if sheet.problems:
        raise DataError(str(path), sheet.problems)
    return SentimentList(path.stem, polar_terms(sheet), sha256_of(path))
