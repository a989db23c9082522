"""Fits what cues weigh for a stance on the coded development texts, and writes ``lexicons/stance_weights.tsv``.

    python experiments/stances/fit.py                  # cross-validation by article, then the weights
    python experiments/stances/fit.py --check          # cross-validation only

The regression is scikit-learn's, over standardised cues; the scales are folded into the weights that are written, so
that a weight is what one unit of the cue as it stands adds. Run it again after a new model of target sentiment.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from framing.learn.choice import ModelChoice
from framing.learn.models import Models
from framing.pipeline import Analyzer
from framing.score import StanceWeigher
from framing.score.weighing import STANCES, StanceProbabilities
from framing.study import load_study
from framing.validation.stances import articles_of, coded_stances

ROOT = Path(__file__).resolve().parents[2]
CODED = [ROOT / "tests" / "coded" / f"{name}.jsonl" for name in ("development", "second", "third")]
WEIGHTS = ROOT / "lexicons" / "stance_weights.tsv"
TIERS = ("encoder", "linear")
STRENGTH = 0.1
"""Of .03, .1, .3 and 1 that with the highest F1 for sides; the log loss of .03 is a hundredth less."""
HEAD = """# title: What cues weigh for a stance: what one unit of a cue adds to the log-odds of each stance
# source: learnt by experiments/stances/fit.py from stances in our own texts (tests/coded: development, second, third)
# licence: CC BY 4.0
# language: en
# date: 2026-11-30
# scale: log-odds (natural logarithm); the three weights of a cue add up to 0
tier\tkind\tcue\tfavor\tagainst\tnone
"""


class Recorder(StanceWeigher):
    """Keeps the cues of every pair, in the order in which scoring asks."""

    def __init__(self) -> None:
        super().__init__((), "")
        self.asked: list[tuple[str, Mapping[str, float]]] = []

    def probabilities(self, kind: str, cues: Mapping[str, float]) -> StanceProbabilities:
        """Keeps the cues; the answer does not matter."""
        self.asked.append((kind, cues))
        return StanceProbabilities(0.0, 0.0, 1.0)


@dataclass
class Examples:
    """The pairs of one kind of target: cues, coded stance, article."""

    cues: list[Mapping[str, float]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The cues, in the order of the table's columns."""
        return list(self.cues[0])

    @property
    def table(self) -> NDArray[np.float64]:
        """Shape (n_pairs, n_cues)."""
        return np.array([[cues[name] for name in self.names] for cues in self.cues])


def examples_of(rows: Sequence[Mapping[str, Any]], tier: str) -> dict[str, Examples]:
    """The pairs of coded texts that scoring finds, by kind of target; optional ones are left out."""
    study = load_study("kosovo")
    analyzer, recorder = Analyzer(study, Models(study.lexicons, ModelChoice(tier))), Recorder()
    analyzer.weigh_stances_by(recorder)
    found = {"perspective": Examples(), "issue": Examples()}
    for row, heard in zip(rows, analyzer.heard(articles_of(rows)), strict=True):
        gold, optional = coded_stances(row, heard[0])
        recorder.asked.clear()
        stances = [each for each in analyzer.scorer.score(*heard).stances if each.p_none is not None]
        for stance, (kind, cues) in zip(stances, recorder.asked, strict=True):
            pair = stance.sentence_index, stance.holder, kind, stance.target
            if pair not in optional:
                found[kind].cues.append(cues)
                found[kind].labels.append(gold.get(pair, "none"))
                found[kind].articles.append(str(row["id"]))
    return found


def cross_validated(examples: Examples) -> str:
    """Accuracy, F1 of favor and against, and log loss, each article predicted from the others."""
    from sklearn.metrics import f1_score, log_loss
    from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict

    labels = np.array(examples.labels)
    groups = np.array(examples.articles)
    chances = cross_val_predict(
        _model(), examples.table, labels, groups=groups, cv=LeaveOneGroupOut(), method="predict_proba"
    )
    order = sorted(set(labels))
    said = np.array(order)[chances.argmax(axis=1)]
    f1 = f1_score(labels, said, labels=["favor", "against"], average="micro")
    return (
        f"{len(labels)} pairs, micro-F1 of favor and against {100 * f1:.1f}, log loss {log_loss(labels, chances):.3f}"
    )


def weights_of(examples: Examples) -> list[tuple[str, list[float]]]:
    """The weights of intercept and cues, by ``STANCES``, for cues as they stand."""
    scaler, regression = _model().fit(examples.table, examples.labels).named_steps.values()
    order = [list(regression.classes_).index(stance) for stance in STANCES]
    scales = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    raw = regression.coef_[order] / scales
    intercept = regression.intercept_[order] - raw @ scaler.mean_
    found = [("intercept", intercept), *zip(examples.names, raw.T, strict=True)]
    return [(name, [round(float(value - values.mean()), 4) for value in values]) for name, values in found]


def main() -> None:
    """Cross-validates, and writes the weights unless asked not to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    rows = [json.loads(line) for path in CODED for line in path.read_text(encoding="utf-8").splitlines()]
    lines = []
    for tier in TIERS:
        for kind, examples in examples_of(rows, tier).items():
            print(f"{tier} tier, {kind}: {cross_validated(examples)}")
            for name, values in weights_of(examples):
                lines.append("\t".join([tier, kind, name, *(f"{value:g}" for value in values)]))
    if not arguments.check:
        WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _model() -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000))


if __name__ == "__main__":
    main()
