"""How well ``framing train stance`` learns short posts with several targets: five folds, both tiers, beside others.

python experiments/stances/posts.py [ROWS]   # experiments/stances/posts.jsonl by default; minutes
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from framing.learn.choice import ModelChoice
from framing.measures import Figures, label_figures
from framing.tasks.training import TrainingFiles, train_file, training_rows

POSTS = Path(__file__).parent / "posts.jsonl"
SEEDS = (0, 1, 2)


def majority(path: Path) -> Figures:
    """The figures of the most frequent label, of those that are as frequent the first by name."""
    rows = training_rows("stance", path)
    counts = Counter(str(row["label"]) for row in rows)
    most = min(counts, key=lambda label: (-counts[label], label))
    return label_figures(rows, [{"label": most} for _ in rows])


def ngrams(path: Path, seed: int = 0) -> Figures:
    """The figures of a linear support vector machine over n-grams of words and characters, as is common for posts."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    rows = training_rows("stance", path)
    texts, labels = [row["text"] for row in rows], np.array([row["label"] for row in rows])
    words = TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, characters), LinearSVC(random_state=seed))
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    given = [f"{row['label']} {row['target']}" for row in rows]
    found = cross_val_predict(model, texts, labels, cv=list(folds.split(texts, given)))
    return label_figures(rows, [{"label": str(label)} for label in found])


def validated(path: Path, tier: str, seed: int = 0) -> Figures:
    """The figures of rows each of which is answered by a model that has not seen it."""
    with tempfile.TemporaryDirectory() as folder:
        found = train_file("stance", TrainingFiles(path, Path(folder) / "model"), ModelChoice(tier), seed).validated
    assert found is not None
    return found


def main() -> None:
    """Prints a Markdown table."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    print("| model | macro-F1 | accuracy | favor | against | none |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    print(_row("majority label", majority(path)))
    for seed in SEEDS:
        print(_row(f"n-grams, linear SVM, folds {seed}", ngrams(path, seed)), flush=True)
    for tier in ("linear", "encoder"):
        for seed in SEEDS:
            print(_row(f"{tier} tier, folds {seed}", validated(path, tier, seed)), flush=True)


def _row(name: str, figures: Figures) -> str:
    of_label = {score.name: f"{100 * score.f1:.1f}" for score in figures.scores}
    cells = [of_label[label] for label in ("all", "favor", "against", "none")]
    return f"| {name} | {figures.mean_f1:.1f} {figures.intervals().mean_f1 or ''} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
