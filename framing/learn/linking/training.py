"""Learns the links between spans from articles with gold attributions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from framing.learn.linking.features import N_CODES, codes_of
from framing.learn.linking.layout import Ints, Layout, layout_of
from framing.learn.linking.linker import Linker, Weights
from framing.learn.linking.noise import disturbed
from framing.learn.linking.pairs import CONTENT_CONTENT, RELATIONS, Pairs, Relation, pairs_of
from framing.learn.passages import Passage
from framing.learn.spans import PARTS, FoundSpan, labels_of, spans_of

Gold = Mapping[str, Sequence[Sequence[int]]]
Owners = list[frozenset[int]]

STRENGTH = 0.1
CERTAIN = 10.0  # the logit of a link that all examples have, and minus that of one that none has


def gold_spans(passages: Sequence[Passage], attributions: Sequence[Gold]) -> list[list[FoundSpan]]:
    """The spans of each passage as a perfect sequence model would find them: without their links."""
    found = []
    for passage in passages:
        low, high = passage.tokens[0].start, passage.tokens[-1].end
        inside = [
            {part: [piece for piece in gold.get(part) or () if piece[0] < high and piece[1] > low] for part in PARTS}
            for gold in attributions
        ]
        found.append(spans_of(labels_of(passage, [gold for gold in inside if any(gold.values())])))
    return found


def owners_of(layout: Layout, passages: Sequence[Passage], attributions: Sequence[Gold]) -> Owners:
    """The gold attributions that each span belongs to: those which cover most of it, and at least half."""
    tokens = [token for passage in passages for token in passage.tokens]
    starts = np.array([token.start for token in tokens])
    ends = np.array([token.end for token in tokens])
    claims: list[dict[int, list[int]]] = [{} for _ in PARTS]
    for number, gold in enumerate(attributions):
        for claim, part in zip(claims, PARTS, strict=True):
            for start, end in gold.get(part) or ():
                for at in range(int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end))):
                    claim.setdefault(at, []).append(number)
    found = []
    for part, first, last in zip(layout.part.tolist(), layout.first.tolist(), layout.last.tolist(), strict=True):
        counts = Counter(number for at in range(first, last) for number in set(claims[part].get(at, ())))
        top = max(counts.values(), default=0)
        found.append(frozenset(n for n, count in counts.items() if count == top and 2 * count >= last - first))
    return found


def train_linker(
    documents: Sequence[Sequence[Passage]], gold: Sequence[Sequence[Gold]], seed: int, disturb: int = 1
) -> Linker:
    """A linker learnt from the passages of articles and their gold attributions.

    Parameters
    ----------
    documents : sequence of sequences of Passage
        The passages of each article.
    gold : sequence of sequences of mappings
        For each document, attributions with pieces [start, end) in characters under source, cue and content.
    seed : int
        Decides the disturbances.
    disturb : int
        How many copies of each document are learnt from with spans lost, shifted and added, as sequence models do;
        the undisturbed document always is.

    Raises
    ------
    ValueError
        A kind of link has no examples, or none but links.
    """
    rng = np.random.default_rng(seed)
    codes: dict[Relation, list[Ints]] = {relation: [] for relation in RELATIONS}
    linked: dict[Relation, list[bool]] = {relation: [] for relation in RELATIONS}
    for passages, attributions in zip(documents, gold, strict=True):
        spans = gold_spans(passages, attributions)
        copies = [spans, *(_disturbed(passages, spans, rng) for _ in range(disturb))]
        for layout in (layout_of([passages], [copy]) for copy in copies if any(copy)):
            owners = owners_of(layout, passages, attributions)
            for relation in RELATIONS:
                pairs = pairs_of(layout, relation)
                codes[relation].append(codes_of(layout, pairs))
                linked[relation] += _linked(owners, pairs)
    _check(linked)
    return Linker({relation: _fitted(np.concatenate(codes[relation]), linked[relation]) for relation in RELATIONS})


def _check(linked: Mapping[Relation, Sequence[bool]]) -> None:
    needed = {relation: answers for relation, answers in linked.items() if relation is not CONTENT_CONTENT}
    poor = [relation.name for relation, answers in needed.items() if len(set(answers)) < 2]
    if poor:
        raise ValueError(
            f"too few attributions to learn links from: no pairs both linked and not for {', '.join(poor)}"
        )


def _disturbed(
    passages: Sequence[Passage], spans: Sequence[Sequence[FoundSpan]], rng: np.random.Generator
) -> list[list[FoundSpan]]:
    return [disturbed(found, len(passage.tokens), rng) for passage, found in zip(passages, spans, strict=True)]


def _linked(owners: Owners, pairs: Pairs) -> list[bool]:
    ends = zip(pairs.start.tolist(), pairs.goal.tolist(), strict=True)
    return [bool(owners[start] & owners[goal]) for start, goal in ends]


def _fitted(codes: Ints, linked: Sequence[bool]) -> Weights:
    """Logistic regression over one-hot codes; the intercept is the last weight.

    Without examples of both kinds, pairs are linked always or never: rows may hold no content in several pieces.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    if len(set(linked)) < 2:
        constant = np.zeros(N_CODES + 1, np.float32)
        constant[-1] = CERTAIN if any(linked) else -CERTAIN
        return constant
    rows, width = codes.shape
    ones = csr_matrix((np.ones(codes.size), codes.ravel(), np.arange(rows + 1) * width), shape=(rows, N_CODES))
    with threadpool_limits(1):
        model = LogisticRegression(C=STRENGTH, max_iter=1000, tol=1e-5).fit(ones, np.array(linked))
    weights: Weights = np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)
    return weights
