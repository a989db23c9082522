"""Trains a model of attribution: who says what, as spans and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.learn.attributions import EncoderSpans
from framing.learn.chain import FirstPass, LinearChain, Plan, StackedChain, first_pass, train_chain, train_second
from framing.learn.likely import likely_spans
from framing.learn.linking import train_linker
from framing.learn.passages import Passage, passages_of
from framing.learn.readings import Reading, read_passages
from framing.learn.spans import LABELS, PARTS, FoundSpan, Scores, Transitions, labels_of, spans_of
from framing.learn.training.plan import Row, TrainingPlan, held_out
from framing.records import Document

THRESHOLDS = (0.3, 0.35, 0.4, 0.45)
TEMPERATURES = (0.8, 1.0, 1.2, 1.4)
COVERS = (0.0, 0.03, 0.1)
USUAL = {"temperature": 1.0, "threshold": 0.3, "cover": 0.1}
"""How the linear tier decodes where too few passages are kept apart to choose: as the shipped model does."""
LEAST_HELD_OUT = 100
ABOUT = 0.002
MOST_TOKENS = 200_000
HEAD_STRENGTH = 1.0

Arrays = Mapping[str, NDArray[Any]]


def train_attribution(plan: TrainingPlan, folder: Path) -> tuple[list[str], dict[str, Any]]:
    """Writes the files of a model into a folder; their names, and the settings for its card.

    In the encoder tier the label scores are the encoder's own where it gives any, else those of a multinomial
    regression over its states, and the scores of the linear tier's chain are added to them. How spans are decoded is
    chosen on held-out rows: in the encoder tier by mean exact F1; in the linear tier by chains learnt from the others,
    and as much by the F1 of the tokens of spans, since what is linked to whom hangs on these. The linear tier has a
    second pass over what the first finds.
    """
    documents = plan.documents(plan.data.rows)
    passages = [passages_of(document) for document in documents]
    gold = [row["attributions"] for row in plan.data.rows]
    try:
        linker = train_linker(passages, gold, plan.seed)
    except ValueError as error:
        raise FramingError(
            f"{plan.data.name}: {error}; add rows, some with several attributions, some with a content in pieces"
        ) from error
    _save(folder / "linker.npz", linker.to_arrays())
    flat = [passage for group in passages for passage in group]
    labels = [
        labels_of(passage, _near(passage, each))
        for group, each in zip(passages, gold, strict=True)
        for passage in group
    ]
    chain = train_chain(flat, labels, plan.lexicons, seed=plan.seed)
    chain.save(folder / "chain.npz")
    apart = [new and held_out(str(row["id"])) for row, new in zip(plan.data.rows, plan.unseen(), strict=True)]
    kept = [here for here, group in zip(apart, passages, strict=True) for _ in group]
    files = ["chain.npz", "linker.npz", "spans.npz"]
    if plan.encoder is None:
        arrays, second = _linear_spans(plan, chain, flat, labels, kept)
        if second:
            second.save(folder / "second.npz")
            files.insert(2, "second.npz")
    else:
        arrays = _span_arrays(plan, flat, labels, kept)
    _save(folder / "spans.npz", arrays)
    chosen = {name: round(float(arrays[name]), 3) for name in USUAL if name in arrays}
    return files, chosen


def _linear_spans(
    plan: TrainingPlan,
    chain: LinearChain,
    passages: Sequence[Passage],
    labels: Sequence[Sequence[int]],
    kept: Sequence[bool],
) -> tuple[Arrays, StackedChain | None]:
    """How the linear tier decodes, and its second pass where there are enough passages to learn one from.

    The decoding is the best for scores of passages that neither pass has seen.
    """
    filled = [at for at, passage in enumerate(passages) if passage.tokens]
    apart = np.array([kept[at] for at in filled], np.bool_)
    chosen, second = USUAL, None
    if apart.sum() >= LEAST_HELD_OUT:
        first = Plan()
        found = first_pass(
            [passages[at] for at in filled], [labels[at] for at in filled], plan.lexicons, first, plan.seed
        )
        second = train_second(found, chain, first, plan.seed)
        trial = train_second(found, chain, first, plan.seed, np.flatnonzero(~apart))
        scores = _scores_apart(found, trial, np.flatnonzero(apart))
        wanted = [labels[at] for at, here in zip(filled, apart.tolist(), strict=True) if here]
        chosen = best_decoding(scores, trial.transitions, wanted)
    arrays = {name: np.array(value, np.float32) for name, value in chosen.items()}
    return arrays, second if second is not None and len(second.keys) else None


def _scores_apart(found: FirstPass, second: StackedChain, chosen: NDArray[np.int64]) -> list[Scores]:
    """The scores of passages by both passes, as the first chains that had not seen them found them."""
    starts = np.cumsum(found.lengths) - found.lengths
    ends = starts + found.lengths
    parts = [slice(starts[at], ends[at]) for at in chosen]
    return [found.scores[part] + second.sums_of(found.features[part].T) for part in parts]


def best_decoding(scores: Sequence[Scores], between: Transitions, labels: Sequence[Sequence[int]]) -> dict[str, float]:
    """``temperature``, ``threshold`` and ``cover`` with which a chain finds the spans of labelled passages best.

    The best have the highest sum of the mean F1 of whole spans and that of their tokens.
    """
    wanted = [spans_of(row) for row in labels]
    trials = []
    for temperature in TEMPERATURES:
        softened = [each / np.float32(temperature) for each in scores]
        transitions = between.divided(temperature)
        for threshold, cover in product(THRESHOLDS, COVERS):
            found = likely_spans(softened, transitions, threshold, cover)
            f1 = _mean_f1(wanted, found) + _mean_f1(_in_tokens(wanted), _in_tokens(found))
            trials.append((f1, threshold, temperature, cover))
    _, threshold, temperature, cover = max(trials)
    return {"temperature": temperature, "threshold": threshold, "cover": cover}


def _in_tokens(spans: Sequence[Sequence[FoundSpan]]) -> list[list[FoundSpan]]:
    """Each span as spans of one token."""
    return [[FoundSpan(s.part, at, at + 1) for s in found for at in range(s.first, s.last)] for found in spans]


def _span_arrays(
    plan: TrainingPlan, passages: Sequence[Passage], labels: Sequence[Sequence[int]], kept: Sequence[bool]
) -> Arrays:
    encoder = plan.encoder
    if encoder is None:
        raise ValueError("the linear tier has no states")
    trial = [at for at, apart in enumerate(kept) if apart] or list(range(len(passages)))
    arrays: dict[str, NDArray[Any]] = dict(encoder.transitions or _no_transitions())
    if encoder.transitions is None:
        rest = [at for at, apart in enumerate(kept) if not apart]
        readings = read_passages([passages[at] for at in rest], encoder)
        arrays["weights"], arrays["bias"] = _head(readings, [labels[at] for at in rest], plan.seed)
    else:
        arrays["bias"] = np.zeros(len(LABELS), np.float32)
    readings = read_passages([passages[at] for at in trial], encoder)
    return _with_threshold(arrays, readings, [labels[at] for at in trial])


def _with_threshold(arrays: Arrays, readings: Sequence[Reading], gold: Sequence[Sequence[int]]) -> Arrays:
    """The arrays with the threshold under which the spans of the readings are found best.

    Of thresholds that do as well within ``ABOUT`` the highest is taken: surer spans.
    """
    model = EncoderSpans({**arrays, "threshold": np.array(0, np.float32)})
    wanted = [spans_of(labels) for labels in gold]
    trials = _threshold_trials(model.scores(readings), model.transitions, wanted)
    best = max(trials)[0]
    threshold = max(threshold for f1, threshold in trials if f1 >= best - ABOUT)
    return {**arrays, "threshold": np.array(threshold, np.float32)}


def _threshold_trials(
    scores: Sequence[Scores], transitions: Transitions, wanted: Sequence[Sequence[FoundSpan]]
) -> list[tuple[float, float]]:
    """The mean F1 of the spans under each of ``THRESHOLDS``, and the threshold."""
    return [(_mean_f1(wanted, likely_spans(scores, transitions, trial)), trial) for trial in THRESHOLDS]


def _mean_f1(gold: Sequence[Sequence[FoundSpan]], found: Sequence[Sequence[FoundSpan]]) -> float:
    """Mean over source, cue and content of the exact F1 of spans."""
    right, either = (dict.fromkeys(PARTS, 0) for _ in range(2))
    for wanted, given in zip(gold, found, strict=True):
        for span in set(wanted) & set(given):
            right[span.part] += 1
        for span in (*wanted, *given):
            either[span.part] += 1
    return float(np.mean([2 * right[part] / max(1, either[part]) for part in PARTS]))


def _head(
    readings: Sequence[Reading], labels: Sequence[Sequence[int]], seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights (hidden, labels) and bias of a multinomial logistic regression over the states of tokens."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    states = np.concatenate(
        [each.encoded.token_states(len(each.passage.tokens)) for each in readings if each.encoded is not None]
    )
    wanted = np.concatenate([np.array(row, np.int64) for row in labels])
    if len(wanted) > MOST_TOKENS:
        chosen = np.sort(np.random.default_rng(seed).choice(len(wanted), MOST_TOKENS, replace=False))
        states, wanted = states[chosen], wanted[chosen]
    if missing := sorted(set(range(len(LABELS))) - set(wanted.tolist())):
        raise FramingError(
            f"the rows hold no {', '.join(LABELS[at] for at in missing)}; attribution is learnt from rows with "
            "sources, cues and contents of more than one word"
        )
    with threadpool_limits(1):
        head = LogisticRegression(C=HEAD_STRENGTH, max_iter=200).fit(states, wanted)
    return np.asarray(head.coef_.T, np.float32), np.asarray(head.intercept_, np.float32)


def _no_transitions() -> Arrays:
    size = len(LABELS)
    return {
        "between": np.zeros((size, size), np.float32),
        "begin": np.zeros(size, np.float32),
        "end": np.zeros(size, np.float32),
    }


def _near(passage: Passage, attributions: Sequence[Row]) -> list[dict[str, list[Sequence[int]]]]:
    """The pieces of attributions that lie in a passage."""
    if not passage.tokens:
        return []
    low, high = passage.tokens[0].start, passage.tokens[-1].end
    return [
        {
            part: [piece for piece in _pieces(gold.get(part)) if piece[0] < high and piece[1] > low]
            for part in ("source", "cue", "content")
        }
        for gold in attributions
    ]


def _pieces(value: Any) -> list[Sequence[int]]:
    return [value] if value and isinstance(value[0], int) else list(value or ())


def _save(path: Path, arrays: Arrays) -> None:
    from framing.learn.store import save_arrays

    save_arrays(path, arrays)


__all__ = ["Document", "train_attribution"]
