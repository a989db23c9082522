"""How sentiment lexicons differ on a corpus: in what they score, how they label, and by which words.

Scores and labels of a sentence: ours and a user's own list by ``framing.score.sentiment`` (positive from .2), VADER's
compound (from .05, as its authors have it), TextBlob's polarity (from .1). A sentence without a listed word has no
score; its label is neutral. Correlations are over the sentences both lexicons score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from framing.lexicons import SentimentList
from framing.records import Article, Sentence
from framing.study.records import Study

if TYPE_CHECKING:
    import pandas as pd

NEWS, VADER, TEXTBLOB = "news", "VADER", "TextBlob"
CUTS = {VADER: 0.05, TEXTBLOB: 0.1}
OWN_CUT = 0.2
MOST_ROWS = 15
LABELS = ("negative", "neutral", "positive")

Evidence = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """A sentence under every lexicon: its polarity, -1 to 1 (None without a listed word), and that of its words."""

    article: str
    sentence_index: int
    text: str
    polarity: Mapping[str, float | None]
    words: Mapping[str, Evidence]


@dataclass(frozen=True)
class LexiconComparison:
    """Four tables, as lists of rows.

    Attributes
    ----------
    lexicons : list of dict
        lexicon, n_scored (sentences with a listed word), mean (polarity of these), negative, neutral, positive (shares
        of all sentences).
    pairs : list of dict
        one, other, n_both (sentences both score), pearson, spearman (of these), agreement (share of all sentences with
        the same label), kappa (Cohen's). Missing where it is not defined.
    words : list of dict
        word, n_sentences, its mean polarity by lexicon (missing where the lexicon does not list it), and weight:
        n_sentences times the distance between the highest and the lowest polarity, a word not listed counting 0.
    sentences : list of dict
        The sentences on which scores lie furthest apart: article, sentence_index, text, polarity by lexicon, distance.
    """

    n_articles: int
    n_sentences: int
    names: tuple[str, ...]
    lexicons: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Counts and tables as plain values."""
        tables = {name: getattr(self, name) for name in ("lexicons", "pairs", "words", "sentences")}
        return {"articles": self.n_articles, "sentences_compared": self.n_sentences, **tables}


def compare_lexicons(
    articles: Iterable[Article], study: Study, own: Sequence[SentimentList] = (), most: int = MOST_ROWS
) -> LexiconComparison:
    """The news lexicon, VADER, TextBlob and lists of one's own on the sentences of articles.

    Parameters
    ----------
    articles : iterable of Article
        Those set aside are left out.
    study : Study
        For its names, which are no loaded words, and the shifters.
    own : sequence of SentimentList
        Lists to compare beside ours, each under its own name.
    most : int
        Rows of ``words`` and ``sentences``.

    Examples
    --------
    >>> import framing
    >>> study = framing.load_study("kosovo")
    >>> found = compare_lexicons([framing.read_text("The talks failed. A good deal was signed.")], study)
    >>> [(row["lexicon"], row["n_scored"]) for row in found.lexicons]
    [('news', 2), ('VADER', 2), ('TextBlob', 2)]
    """
    reader = _Reader(study, own)
    used = [article for article in articles if article.status == "ok"]
    rows = [row for article in used for row in reader.scores(article)]
    names = reader.names
    return LexiconComparison(
        len(used), len(rows), names,
        [_lexicon_row(name, rows) for name in names] if rows else [],
        [_pair_row(one, other, rows) for one, other in combinations(names, 2)] if rows else [],
        _word_rows(names, rows)[:most],
        _sentence_rows(names, rows)[:most],
    )  # fmt: skip


class _Reader:
    """Scores sentences by every lexicon."""

    def __init__(self, study: Study, own: Sequence[SentimentList]) -> None:
        from framing.attribute.registry import Registry
        from framing.score.sentiment import SentimentLexicon
        from framing.split import Splitter

        self._splitter = Splitter.from_lexicons(study.lexicons)
        self._registry = Registry(study)
        self._lists = {NEWS: SentimentLexicon(study.lexicons)}
        for given in own:
            self._lists[given.name] = SentimentLexicon(study.lexicons, given.terms)
        self.names = (*self._lists, VADER, TEXTBLOB)

    def scores(self, article: Article) -> Iterator[Scores]:
        for sentence in self._splitter.split(article).sentences:
            yield self._sentence(article, sentence)

    def _sentence(self, article: Article, sentence: Sentence) -> Scores:
        from framing.score.baselines import textblob_scores, textblob_words, vader_compound, vader_words
        from framing.score.sentiment import name_positions, score_of

        text = article.text[sentence.start : sentence.end]
        names = name_positions(sentence.tokens, ())
        for match in self._registry.names(sentence.tokens, article.date or ""):
            names.update(range(match.first, match.last))
        polarity: dict[str, float | None] = {VADER: vader_compound(text), TEXTBLOB: textblob_scores(text)[0]}
        lemmas = {token.norm: token.lemma for token in sentence.tokens}
        words: dict[str, Evidence] = {
            VADER: _by_lemma(vader_words(text), lemmas),
            TEXTBLOB: _by_lemma(textblob_words(text), lemmas),
        }
        for name, lexicon in self._lists.items():
            loaded = lexicon.find(sentence.tokens, names)
            polarity[name] = score_of(loaded, sentence.tokens, article.text).polarity
            words[name] = {
                " ".join(token.lemma for token in sentence.tokens[word.first : word.last]): word.polarity
                for word in loaded
            }
        rounded = {name: None if value is None else round(value, 6) for name, value in polarity.items()}
        return Scores(article.path or article.article_id, sentence.index, text, rounded, words)


def _by_lemma(words: Evidence, lemmas: Mapping[str, str]) -> Evidence:
    return {" ".join(lemmas.get(part, part) for part in word.split()): value for word, value in words.items()}


def _label(name: str, polarity: float | None) -> str:
    cut = CUTS.get(name, OWN_CUT)
    if polarity is None or abs(polarity) < cut:
        return "neutral"
    return "positive" if polarity > 0 else "negative"


def _lexicon_row(name: str, rows: Sequence[Scores]) -> dict[str, Any]:
    known = [value for row in rows if (value := row.polarity[name]) is not None]
    labels = [_label(name, row.polarity[name]) for row in rows]
    shares = {label: round(labels.count(label) / len(labels), 6) for label in LABELS}
    mean = round(sum(known) / len(known), 6) if known else None
    return {"lexicon": name, "n_scored": len(known), "mean": mean, **shares}


def _pair_row(one: str, other: str, rows: Sequence[Scores]) -> dict[str, Any]:
    import pandas as pd

    both = pd.DataFrame([(row.polarity[one], row.polarity[other]) for row in rows], dtype="float64").dropna()
    labels = [(_label(one, row.polarity[one]), _label(other, row.polarity[other])) for row in rows]
    agreement = sum(first == second for first, second in labels) / len(labels)
    chance = (
        sum(
            sum(first == label for first, _ in labels) * sum(second == label for _, second in labels)
            for label in LABELS
        )
        / len(labels) ** 2
    )
    kappa = round((agreement - chance) / (1 - chance), 6) if chance < 1 else None
    return {
        "one": one,
        "other": other,
        "n_both": len(both),
        "pearson": _correlation(both),
        "spearman": _correlation(both.rank()),
        "agreement": round(agreement, 6),
        "kappa": kappa,
    }


def _correlation(table: pd.DataFrame) -> float | None:
    """Pearson's, None with fewer than three rows or without variance."""
    if len(table) < 3 or (table.nunique() < 2).any():
        return None
    return round(float(table[0].corr(table[1])), 6)


def _word_rows(names: Sequence[str], rows: Sequence[Scores]) -> list[dict[str, Any]]:
    places: dict[str, set[int]] = {}
    sums: dict[str, dict[str, list[float]]] = {}
    for at, row in enumerate(rows):
        for name, words in row.words.items():
            for word, value in words.items():
                places.setdefault(word, set()).add(at)
                sums.setdefault(word, {}).setdefault(name, []).append(value)
    found = []
    for word, by_name in sums.items():
        means = {name: round(sum(values) / len(values), 6) for name, values in by_name.items()}
        values = [means.get(name, 0.0) for name in names]
        n = len(places[word])
        cells = {name: means.get(name) for name in names}
        found.append({"word": word, "n_sentences": n, **cells, "weight": round(n * (max(values) - min(values)), 6)})
    return sorted(found, key=lambda row: (-row["weight"], row["word"]))


def _sentence_rows(names: Sequence[str], rows: Sequence[Scores]) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        known = [value for value in row.polarity.values() if value is not None]
        if len(known) > 1:
            place = {"article": row.article, "sentence_index": row.sentence_index, "text": " ".join(row.text.split())}
            distance = {"distance": round(max(known) - min(known), 6)}
            found.append({**place, **{name: row.polarity[name] for name in names}, **distance})
    return sorted(found, key=lambda row: (-row["distance"], row["article"], row["sentence_index"]))
