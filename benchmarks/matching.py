"""How many sentences a second one core matches against frames, terms and cues with 20,000 terms loaded.

    python benchmarks/matching.py [--terms 20000] [--sentences 2000]

The lexicon is made up: phrases of one to three words drawn from the words of the sample articles and from invented
ones, so that many begin alike and about as many are found as with the lists that ship. Rates are of processor time.
The naive way asks of every sentence and every phrase whether the phrase stands in the lower-cased text between word
borders.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from framing.ingest import read_articles
from framing.lexicons import PhraseMatcher
from framing.records import Document
from framing.score.frames import FrameFinder
from framing.score.terms import TermFinder
from framing.split import Splitter
from framing.study import Frame, Term, load_study

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "experiments" / "kosovo-sample" / "articles"
FRAMES, NAIVE_SENTENCES = 30, 10


def main() -> None:
    """Prints the rates of both ways and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--terms", type=int, default=20_000)
    parser.add_argument("--sentences", type=int, default=2_000)
    options = parser.parse_args()
    study = load_study("kosovo")
    splitter = Splitter.from_lexicons(study.lexicons)
    documents = [splitter.split(article) for article in read_articles([ARTICLES])]
    phrases = made_up(documents, options.terms, np.random.default_rng(7))
    find = finders(phrases, study)
    repeats = max(1, options.sentences // sum(len(document.sentences) for document in documents))
    rate, found = rate_of(find, documents, repeats)
    naive = rate_naive(phrases, documents)
    n_cues = len(study.lexicons.cues)
    print(f"{len(phrases):,} terms (frames and naming), {n_cues:,} forms of cues, {found:,} matches")
    print(f"in one pass a lexicon: {rate:,.0f} sentences/s")
    print(f"naive search:          {naive:,.1f} sentences/s ({rate / naive:,.0f} times slower)")


def made_up(documents: Sequence[Document], n_terms: int, chance: np.random.Generator) -> list[str]:
    """So many different phrases."""
    words = sorted({token.norm for document in documents for each in document.sentences for token in each.tokens})
    words = [word for word in words if word.isalpha() and len(word) > 2]
    invented = ["".join(chance.choice(list("abcdeiklmnoprstu"), 7)) for _ in range(len(words))]
    found: dict[str, None] = {}
    while len(found) < n_terms:
        length = int(chance.integers(1, 4))
        known = 0.05 if length == 1 else 0.7
        parts = [str(chance.choice(words if chance.random() < known else invented)) for _ in range(length)]
        found[" ".join(parts)] = None
    return list(found)


def finders(phrases: Sequence[str], study: object) -> Callable[[Document], int]:
    """Frames of half of the phrases, terms of the other half, and all cues."""
    half = len(phrases) // 2
    frames = [
        Frame(f"made.{number}", "", "", dict.fromkeys(phrases[number:half:FRAMES], 0.5)) for number in range(FRAMES)
    ]
    terms = [Term(f"term-{number}", (phrase,), "side", "") for number, phrase in enumerate(phrases[half:])]
    frame_finder, term_finder = FrameFinder(frames), TermFinder(terms)
    cues = PhraseMatcher(study.lexicons.cues.items(), lemmas=False)  # type: ignore[attr-defined]

    def find(document: Document) -> int:
        text, count = document.article.text, 0
        for sentence in document.sentences:
            count += len(list(frame_finder.find(sentence, text)))
            count += len(list(term_finder.find(sentence, text)))
            count += len(cues.find(sentence.tokens))
        return count

    return find


def rate_of(find: Callable[[Document], int], documents: Sequence[Document], repeats: int) -> tuple[float, int]:
    """Sentences a second, and the matches of one round."""
    found = sum(map(find, documents))
    started = time.process_time()
    for _ in range(repeats):
        for document in documents:
            find(document)
    seconds = time.process_time() - started
    return repeats * sum(len(document.sentences) for document in documents) / seconds, found


def rate_naive(phrases: Sequence[str], documents: Sequence[Document]) -> float:
    """Sentences a second when every phrase is looked for by itself."""
    patterns = [re.compile(rf"\b{re.escape(phrase)}\b") for phrase in phrases]
    sentences = [
        document.article.text[sentence.start : sentence.end].lower()
        for document in documents
        for sentence in document.sentences
    ][:NAIVE_SENTENCES]
    started = time.process_time()
    for sentence in sentences:
        for pattern in patterns:
            pattern.search(sentence)
    return len(sentences) / (time.process_time() - started)


if __name__ == "__main__":
    main()
