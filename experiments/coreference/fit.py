"""Learns what speaks how much for an antecedent, and writes ``lexicons/antecedents.tsv``.

A conditional logit: of the phrases that a pronoun may mean, those of the gold entity share the probability. Learnt from
GUM's academic and court texts and from the news and interviews whose errors were read; never from the unseen part. The
weights decide what earlier pronouns mean, so they are learnt again on what they find, ``ROUNDS`` times.

    python experiments/coreference/fit.py --data ../shared/data
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from framing.attribute import Attributor, discourse
from framing.attribute.actors import Actor
from framing.attribute.antecedents import Chooser, Seen, Setting, Weights
from framing.records import Span
from framing.split import Splitter
from framing.study import load_study
from framing.validation.coreference import GENRES, READ_AS_WELL, STUDY, answers_of, entity_at
from framing.validation.treebank import GoldDocument, read_treebank

NAMES = tuple(field.name for field in fields(Weights))
ALONE = [Chooser(Weights(**{name: 1.0})) for name in NAMES]
STRENGTH = 3.0
ROUNDS = 3
FOLDS = 8
LISTED = 0.6
"""Set on the coded texts (``development``), not learnt: GUM hardly names whom a study lists."""
FIRST = {"far": -1.5, "same_sentence": 1.5, "kind_unknown": -1.5, "plural_persons": 1.0, "plural_things": -1.0}
PATH = Path(__file__).parents[2] / "lexicons" / "antecedents.tsv"
HEAD = """# title: What speaks how much for a phrase as the antecedent of a pronoun
# source: learnt by experiments/coreference/fit.py from GUM (CC BY 4.0): academic, court, read part of news, interviews
# licence: CC BY 4.0
# language: en
# date: 2026-11-29
# scale: log-odds
feature\tweight
"""

Case = tuple[str, NDArray[np.float64], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun's sentence and position, and its candidates with their features."""

    index: int
    position: int
    seen: Sequence[Seen]
    features: NDArray[np.float64]


class Recorder(Chooser):
    """A chooser that keeps what it chose from."""

    choices: list[Choice] = []  # noqa: RUF012

    def choose(self, pronoun: Actor, seen: Iterable[Seen], index: int, setting: Setting) -> Seen | None:
        """As ``Chooser``."""
        agreeing = [each for each in seen if self.score(pronoun, each, index, setting) is not None]
        rows = [[self._feature(one, pronoun, each, index, setting) for one in ALONE] for each in agreeing]
        if rows:
            self.choices.append(Choice(index, pronoun.first, agreeing, np.array(rows)))
        return super().choose(pronoun, agreeing, index, setting)

    def _feature(self, alone: Chooser, pronoun: Actor, each: Seen, index: int, setting: Setting) -> float:
        alone.share(self)
        return alone.score(pronoun, each, index, setting) or 0.0


def cases_of(documents: Sequence[GoldDocument], weights: Weights) -> list[Case]:
    """The pronouns of documents: document, features of the candidates (n, len(NAMES)), and which are right."""
    study = load_study(STUDY)
    splitter, attributor = Splitter.from_lexicons(study.lexicons), Attributor(study, weights=weights)
    found: list[Case] = []
    for gold in documents:
        Recorder.choices = []
        document = splitter.split(gold.article)
        answers = list(answers_of(gold, attributor.attribute(document).references))
        tokens = [sentence.tokens for sentence in document.sentences]
        choices = {tokens[one.index][one.position].start: one for one in reversed(Recorder.choices)}
        for answer in answers:
            if choice := choices.get(answer.pronoun.span.start):
                origins = [each.origin for each in choice.seen]
                heads = [Span(tokens[at][first].start, tokens[at][last].end) for at, first, last in origins]
                right = np.array([entity_at(gold, head) == answer.pronoun.entity for head in heads])
                found.append((gold.article.article_id, choice.features, right))
    return found


def fitted(cases: Sequence[Case], strength: float) -> NDArray[np.float64]:
    """The weights of the highest penalised likelihood."""
    useful = [(features, right) for _, features, right in cases if right.any() and not right.all()]
    features, right = (np.concatenate(parts) for parts in zip(*useful, strict=True))
    sizes = np.array([len(each) for _, each in useful])
    starts = np.cumsum(sizes) - sizes

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = features @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        whole, part = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts) + 1e-300
        pull = odds / np.repeat(whole, sizes) - odds * right / np.repeat(part, sizes)
        penalty = strength / 2 * float(weights @ weights)
        return penalty - float(np.log(part / whole).sum()), strength * weights + features.T @ pull

    found: NDArray[np.float64] = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x
    return found


def share_right(cases: Sequence[Case], seed: int = 0) -> float:
    """The share of pronouns whose likeliest phrase is right, by cross-validation over documents."""
    names = sorted({name for name, _, _ in cases})
    fold = dict(zip(names, np.random.default_rng(seed).permutation(len(names)) % FOLDS, strict=True))
    right = 0
    for number in range(FOLDS):
        weights = fitted([case for case in cases if fold[case[0]] != number], STRENGTH)
        right += sum(bool(y[np.argmax(x @ weights)]) for name, x, y in cases if fold[name] == number)
    return right / len(cases)


def seen_documents(data: Path) -> list[GoldDocument]:
    """All documents but the unseen part of news and interviews."""
    found = [
        each for genre in ("academic", "court") for each in read_treebank(data / "tagging" / f"gum_{genre}.conllu")
    ]
    for genre in GENRES:
        documents = read_treebank(data / "tagging" / f"gum_{genre}.conllu")
        for place, each in enumerate(sorted(documents, key=lambda one: one.article.article_id)):
            if not place % 2 or each.article.article_id == READ_AS_WELL:
                found.append(each)
    return found


def main() -> None:
    """Learns and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with tagging/gum_*.conllu")
    documents = seen_documents(parser.parse_args().data)
    discourse.Chooser = Recorder  # type: ignore[misc]
    weights, cases = FIRST, list[Case]()
    for number in range(ROUNDS):
        found = cases_of(documents, Weights(**weights))
        print(f"round {number + 1}: {len(found)} pronouns, {share_right(found):.1%} right in cross-validation")
        cases += found
        learnt = fitted(cases, STRENGTH * (number + 1))
        weights = {**dict(zip(NAMES, learnt.round(3).tolist(), strict=True)), "listed": LISTED}
    PATH.write_text(HEAD + "".join(f"{name}\t{weights[name]}\n" for name in NAMES), encoding="utf-8")


if __name__ == "__main__":
    main()
