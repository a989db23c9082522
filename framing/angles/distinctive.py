"""The words that set one side or outlet apart: weighted log-odds with an informative Dirichlet prior.

After Monroe, Colaresi & Quinn (2008), "Fightin' Words", equations 15 to 22: for each term the log-odds in a group
less those in all other groups, both drawn towards the whole corpus by a prior of ``prior_tokens`` words that are
spread as in the corpus, divided by its standard error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.angles.shares import SEPARATOR, exploded
from framing.errors import FramingError, unknown
from framing.lexicons import load_lexicons
from framing.ratios import typed_table
from framing.records import NARRATOR
from framing.tokens import norm_of, tokenize

if TYPE_CHECKING:
    from framing.results import Result

Numbers = npt.NDArray[np.float64]
VOICE = "voice"
LEVEL_Z = 1.959963984540054
"""The standard normal deviate of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Distinction:
    """How terms are counted and told apart.

    Parameters
    ----------
    prior_tokens : float
        How many words the prior is worth; 500 is that of Monroe et al. More draws rare words closer to zero.
    min_count, min_articles : int
        A term is tested where the corpus has it so often, in so many articles: words of one article depend on each
        other, so one used in a single article is nobody's language.
    longest : int
        Words in a row that make a term: 1, or 2 for pairs as well.
    own_voice : bool
        Whether only sentences in the outlet's own voice count, unless they are compared by voice.
    most_sentences : int
        So many sentences are named for each term.
    function_words : bool
        Whether terms made of function words alone ("of the") are ranked too (``lexicons/function_words.tsv``). They
        count among a group's words in any case.
    """

    prior_tokens: float = 500.0
    min_count: int = 4
    min_articles: int = 2
    longest: int = 2
    own_voice: bool = True
    most_sentences: int = 20
    function_words: bool = False


DISTINCTION = Distinction()


def distinctive_terms(
    result: Result | Mapping[str, pd.DataFrame], by: str = "outlet", how: Distinction = DISTINCTION
) -> pd.DataFrame:
    """The terms of each group with how much more or less it uses them than all others together.

    Parameters
    ----------
    result : Result or mapping of str to DataFrame
        A result, or its tables ``articles`` and ``sentences``.
    by : str
        ``voice``, or a column of ``articles`` (outlet, date, your own).
    how : Distinction
        How terms are counted and told apart.

    Returns
    -------
    DataFrame
        A row a group and tested term, the most distinctive of each group first: the group (named as ``by``), term
        (lower case, without diacritics), n_group, n_rest (uses), n_articles, n_articles_rest (with it), log_odds
        (natural logarithm; above 0 where the group uses it more), ci_low, ci_high (95 %), z, p (two-sided), p_adjusted
        (Benjamini & Hochberg 1995 over all rows), sentences (article_id:sentence_index, joined by ``;``).

    Raises
    ------
    FramingError
        ``by`` is no column, or fewer than two groups have words.

    Notes
    -----
    The intervals take words for independent. They are not, within an article, so they are too narrow; ``n_articles``
    says how broad the base is. Topics set groups apart as well as angles do: compare articles on the same events.

    Examples
    --------
    >>> made = {"articles": pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Post", "Wire"]}),
    ...         "sentences": pd.DataFrame({"article_id": ["a", "b"], "sentence_index": [0, 0],
    ...                                    "text": ["a brave brave army", "a large army"], "voice": "narrator",
    ...                                    "voices": "narrator"})}
    >>> found = distinctive_terms(made, how=Distinction(prior_tokens=10, min_count=2, min_articles=1, longest=1))
    >>> found[["outlet", "term", "n_group", "n_rest"]].head(1)
      outlet   term  n_group  n_rest
    0   Post  brave        2       0
    """
    tables = result if isinstance(result, Mapping) else result.tables
    uses = _Uses(sentences_of(tables, by, how), by, how.longest)
    if len(uses.groups) < 2:
        raise FramingError(f"by {by}: {len(uses.groups)} group has words; at least two are compared")
    kept = uses.kept(how)
    log_odds, error = log_odds_of(uses.counts[:, kept], uses.every()[:, kept], how.prior_tokens)
    return _table(uses, kept, log_odds, error, by, how)


def log_odds_of(counts: Numbers, every: Numbers, prior_tokens: float) -> tuple[Numbers, Numbers]:
    """The difference of each group's log-odds from those of the rest, and its standard error.

    Parameters
    ----------
    counts : array, groups x terms
        How often each group uses each term; every term is used at least once.
    every : array, groups x terms
        How many words each group has; for a pair of words, how many pairs.
    prior_tokens : float
        The weight of the prior, above 0.

    Returns
    -------
    tuple of array, groups x terms
        The differences (natural logarithms) and their standard errors.
    """
    total = every.sum(axis=0)
    prior = prior_tokens * counts.sum(axis=0) / total
    used, rest = counts + prior, counts.sum(axis=0) - counts + prior
    here, there = every + prior_tokens - used, total - every + prior_tokens - rest
    difference = np.log(used / here) - np.log(rest / there)
    return difference, np.sqrt(1 / used + 1 / rest)


def sentences_of(tables: Mapping[str, pd.DataFrame], by: str, how: Distinction = DISTINCTION) -> pd.DataFrame:
    """The sentences whose words are counted, each with its group in the column ``by``; by voice, one row a voice."""
    told = tables["sentences"][tables["sentences"]["text"].notna().to_numpy()]
    if len(tables["sentences"]) and not len(told):
        raise FramingError("the sentences have no text; put it back with `framing rehydrate`")
    return _grouped(told, tables["articles"], by, how)


def _grouped(sentences: pd.DataFrame, articles: pd.DataFrame, by: str, how: Distinction) -> pd.DataFrame:
    """The sentences that count, each with its group; those without one are left out."""
    if by == VOICE:
        return exploded(sentences.assign(voice=sentences["voices"]), VOICE)
    if by not in articles.columns:
        choices = [VOICE, *(name for name in articles.columns if name != "article_id")]
        raise FramingError(unknown("column", by, choices))
    own = sentences[sentences["voice"] == NARRATOR] if how.own_voice else sentences
    grouped = own.drop(columns=by, errors="ignore").merge(articles[["article_id", by]], on="article_id")
    return grouped[grouped[by].notna()].reset_index(drop=True)


class _Uses:
    """Every use of every term: groups, terms, counts, and where."""

    def __init__(self, sentences: pd.DataFrame, by: str, longest: int) -> None:
        rows = sorted(
            zip(
                sentences[by].astype(str),
                sentences["article_id"].astype(str),
                sentences["sentence_index"].astype(int),
                sentences["text"].astype(str),
                strict=True,
            )
        )
        self.groups = sorted({row[0] for row in rows})
        self._code = {group: code for code, group in enumerate(self.groups)}
        found: Counter[tuple[int, str]] = Counter()
        self.places: dict[tuple[int, str], list[tuple[str, int]]] = {}
        for group, article_id, index, text in rows:
            for term in terms_of(text, longest):
                key = self._code[group], term
                found[key] += 1
                places = self.places.setdefault(key, [])
                if not places or places[-1] != (article_id, index):
                    places.append((article_id, index))
        self.terms = sorted({term for _, term in found})
        column = {term: place for place, term in enumerate(self.terms)}
        self.counts = np.zeros((len(self.groups), len(self.terms)))
        for (code, term), count in found.items():
            self.counts[code, column[term]] = count

    def kept(self, how: Distinction) -> npt.NDArray[np.intp]:
        """Which terms are used often enough, in enough articles, and say something.

        Where all terms of a length are one, each group uses it always.
        """
        articles = np.array([len({place[0] for place in self.everywhere(term)}) for term in self.terms])
        uses = self.counts.sum(axis=0)
        often = (uses >= how.min_count) & (articles >= how.min_articles) & (uses < self.every().sum(axis=0))
        if how.function_words:
            return np.flatnonzero(often)
        plain = load_lexicons().function_words.keys()
        return np.flatnonzero(often & np.array([not plain >= set(term.split(" ")) for term in self.terms], bool))

    def every(self) -> Numbers:
        """Groups x terms: how many terms as long as this one each group has."""
        length = np.array([term.count(" ") for term in self.terms])
        found = np.zeros_like(self.counts)
        for each in np.unique(length):
            found[:, length == each] = self.counts[:, length == each].sum(axis=1, keepdims=True)
        return found

    def everywhere(self, term: str) -> Iterator[tuple[str, int]]:
        """Where a term stands, in any group."""
        for code in range(len(self.groups)):
            yield from self.places.get((code, term), ())

    def articles(self, code: int, term: str) -> int:
        """In how many of a group's articles a term stands."""
        return len({article for article, _ in self.places.get((code, term), ())})


def terms_of(text: str, longest: int = 2) -> Iterator[str]:
    """The words of a text, and their runs up to ``longest`` words that no mark interrupts.

    >>> list(terms_of("Kosova, the state"))
    ['kosova', 'the', 'state', 'the state']
    """
    run: list[str] = []
    words: list[list[str]] = [run]
    for start, end in tokenize(text, 0, len(text)):
        norm = norm_of(text[start:end])
        if norm[:1].isalpha():
            run.append(norm)
        elif norm not in ("'s", "'"):
            run = []
            words.append(run)
    for each in words:
        for length in range(1, longest + 1):
            for first in range(len(each) - length + 1):
                yield " ".join(each[first : first + length])


def _table(
    uses: _Uses, kept: npt.NDArray[np.intp], log_odds: Numbers, error: Numbers, by: str, how: Distinction
) -> pd.DataFrame:
    from scipy.special import erfc
    from scipy.stats import false_discovery_control

    z = log_odds / error
    p = erfc(np.abs(z) / np.sqrt(2))
    counts = uses.counts[:, kept]
    labels: dict[str, Any] = {by: np.repeat(np.array(uses.groups, dtype=object), len(kept))}
    terms = [uses.terms[place] for place in kept]
    cells = [(code, term) for code in range(len(uses.groups)) for term in terms]
    total = {term: len({article for article, _ in uses.everywhere(term)}) for term in terms}
    n_articles = np.array([uses.articles(code, term) for code, term in cells], dtype=float)
    size = {
        "n_group": counts.ravel(),
        "n_rest": (counts.sum(axis=0) - counts).ravel(),
        "n_articles": n_articles,
        "n_articles_rest": np.array([total[term] for _, term in cells]) - n_articles,
    }
    labels["term"] = terms * len(uses.groups)
    labels["sentences"] = [_sentences(uses.places.get(cell, ()), how.most_sentences) for cell in cells]
    adjusted = false_discovery_control(p.ravel()) if p.size else p.ravel()
    low, high = log_odds - LEVEL_Z * error, log_odds + LEVEL_Z * error
    numbers = {"log_odds": log_odds, "ci_low": low, "ci_high": high, "z": z, "p": p}
    found = typed_table(labels, size, **{name: each.ravel() for name, each in numbers.items()}, p_adjusted=adjusted)
    columns = [name for name in found.columns if name != "sentences"]
    ordered = found.sort_values([by, "z", "term"], ascending=[True, False, True], kind="stable", ignore_index=True)
    return ordered[[*columns, "sentences"]]


def _sentences(places: Sequence[tuple[str, int]], most: int) -> str | None:
    return SEPARATOR.join(f"{article_id}:{index}" for article_id, index in places[:most]) or None
