"""Tone, stance and frames: cross-validated on labelled rows, the shipped tone on coded sentences, and baselines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.measures import Figures, Interval, label_figures, set_figures
from framing.tasks.rows import Row, read_rows
from framing.validation.accuracy import Accuracy
from framing.validation.methods import textblob_labels, vader_labels

if TYPE_CHECKING:
    from framing.learn.models import Models

CODED = Path(__file__).resolve().parents[2] / "tests" / "coded"
CODED_FILES = ("sample", "unseen")
SETS = (("stance", "stance/train"), ("frames", "frames/headlines_train"), ("frames", "frames/articles_train"))
"""Task and file of the rows that are cross-validated, where the file is there."""
SIGN_OF = {"favor": "positive", "against": "negative"}
TONE = "sentiment"
FOLDS = "5 folds"
FOLDS_SEED = 0
"""Deals the folds; the cards of the shipped models have figures of another deal, that of their own training."""
BASELINES = ("VADER", "TextBlob", "majority")
NEW = "new to the encoder"

Answers = Sequence[Row]


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Rows with their labels, each with the ``group`` it is redrawn with; ``file`` is where they stand."""

    task: str
    name: str
    rows: tuple[Row, ...]
    file: str = ""
    sha256: str = ""

    @property
    def unit(self) -> str:
        """What a group is."""
        return "articles" if self.task == TONE else "texts"

    @property
    def n_units(self) -> int:
        """How many groups there are."""
        return len({row["group"] for row in self.rows})


def label_sets(data: Path) -> list[LabelSet]:
    """The rows to cross-validate on, and with them the coded sentences; files that are not there are left out."""
    from framing.learn.store.folder import file_sha256
    from framing.learn.training.folds import groups_of

    found = []
    for task, name in SETS:
        path = data / f"{name}.jsonl"
        if path.is_file():
            given = read_rows(path, ("id", "text"))
            rows = tuple({**row, "group": group} for row, group in zip(given, groups_of(given), strict=True))
            named = f"{name.partition('/')[2]}, {FOLDS}"
            found.append(LabelSet(task, named, rows, f"{name}.jsonl", file_sha256(path)))
    for name in CODED_FILES if found else ():
        path = CODED / f"{name}.jsonl"
        if path.is_file():
            rows = tuple(_sentences(path))
            found.append(LabelSet(TONE, f"coded {name}", rows, f"tests/coded/{path.name}", file_sha256(path)))
    return found


def _sentences(path: Path) -> Iterator[Row]:
    for article in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for at, sentence in enumerate(article["sentences"]):
            text = article["text"][sentence["start"] : sentence["end"]]
            yield {"id": f"{article['id']}-{at}", "text": text, "label": sentence["sentiment"], "group": article["id"]}


def label_accuracies(
    sets: Sequence[LabelSet],
    models: Mapping[str, Models],
    seed: int,
    resamples: int,
    progress: Callable[[str], None] | None = None,
    calibrate: Callable[[LabelSet, str, Answers], None] = lambda given, model, answers: None,
) -> list[Accuracy]:
    """Every method's figures with intervals; a tier is cross-validated anew, tone is that of the model that ships.

    ``calibrate`` is told the answers of each tier.
    """
    found: list[Accuracy] = []
    for each in sets:
        methods: dict[str, dict[int, Row]] = {}
        for tier, chosen in models.items():
            if progress:
                progress(f"{tier} tier: {each.task}, {each.name} ({len(each.rows):,} rows)")
            methods[f"{tier} tier"] = _tones(each, chosen) if each.task == TONE else _cross_validated(each, chosen)
        methods |= {name: dict(enumerate(answers)) for name, answers in _baselines(each).items()}
        everywhere = sorted(set.intersection(*map(set, methods.values())))
        if len(everywhere) < len(each.rows):
            part = _part(each, everywhere)
            for name, answers in methods.items():
                found += _figures(part, name, [answers[at] for at in everywhere], seed, resamples)
        for name, answers in methods.items():
            if name not in BASELINES:
                calibrate(
                    each if len(answers) == len(each.rows) else _part(each, list(answers)), name, [*answers.values()]
                )
            if len(answers) == len(each.rows):
                found += _figures(each, name, list(answers.values()), seed, resamples)
    return found


def _part(each: LabelSet, places: Sequence[int]) -> LabelSet:
    """The rows that the encoder was not trained on, under a name of their own."""
    return replace(each, name=f"{each.name}, {NEW}", rows=tuple(each.rows[at] for at in places))


def _cross_validated(given: LabelSet, models: Models) -> dict[int, Row]:
    """The answers by the place of their rows: those that the encoder was trained on are not answered."""
    from framing.learn.training import TrainingPlan, TrainingRows
    from framing.learn.training.labels import cross_validated

    data = TrainingRows(given.name, given.rows)
    found = cross_validated(TrainingPlan(data, models.lexicons, models.encoder, FOLDS_SEED, given.task, given.name))
    return dict(zip(found.places, found.answers, strict=True))


def _tones(given: LabelSet, models: Models) -> dict[int, Row]:
    from framing.learn.labels import text_of
    from framing.learn.labels.answers import answer_of
    from framing.records import Article
    from framing.split import Splitter

    splitter = Splitter.from_lexicons(models.lexicons)
    texts = [text_of(splitter.split(Article(row["id"], row["text"]))) for row in given.rows]
    [readings] = models.read([[text.passage for text in texts]])
    model = models.labels(TONE)
    found = model.probabilities(texts, [reading.encoded for reading in readings])
    chosen = model.chosen(found)
    pairs = zip(found, chosen, strict=True)
    return dict(enumerate(answer_of(model.labels, row, here, exclusive=True) for row, here in pairs))


def _baselines(given: LabelSet) -> dict[str, Answers]:
    """VADER and TextBlob by the sign of the tone, and the most frequent label (frame) of the rows."""
    rows = given.rows
    if given.task == "frames":
        most = Counter(frame for row in rows for frame in row["frames"]).most_common(1)[0][0]
        return {"majority": [{"frames": [most], "probabilities": {most: 1.0}} for _ in rows]}
    most = Counter(row["label"] for row in rows).most_common(1)[0][0]
    signs = {"VADER": vader_labels(rows), "TextBlob": textblob_labels(rows)}
    if given.task == "stance":
        stances = {sign: stance for stance, sign in SIGN_OF.items()}
        signs = {name: [{"label": stances.get(row["label"], "none")} for row in each] for name, each in signs.items()}
    return {**signs, "majority": [{"label": most} for _ in rows]}


def _figures(given: LabelSet, model: str, answers: Answers, seed: int, resamples: int) -> Iterator[Accuracy]:
    for measure, value, interval in _measures(given, answers, seed, resamples):
        low, high = (interval.low, interval.high) if interval else (None, None)
        yield Accuracy(
            given.task, given.name, measure, model, value, low, high, len(given.rows), given.n_units, given.unit
        )


def _measures(
    given: LabelSet, answers: Answers, seed: int, resamples: int
) -> Iterator[tuple[str, float, Interval | None]]:
    rows = given.rows
    if given.task != "frames":
        yield from _mean_and_all(label_figures(rows, answers), "accuracy", seed, resamples)
        return
    yield from _mean_and_all(set_figures(rows, answers), "micro-F1", seed, resamples)
    firsts = [max(answer["probabilities"], key=lambda frame: answer["probabilities"][frame]) for answer in answers]
    right = [{"label": "right", "group": row["group"]} for row in rows]
    hit = [{"label": "right" if first in row["frames"] else "wrong"} for first, row in zip(firsts, rows, strict=True)]
    *_, (_, value, interval) = _mean_and_all(label_figures(right, hit), "first frame right", seed, resamples)
    yield "first frame right", value, interval
    for frame in sorted({frame for row in rows for frame in row["frames"]}):
        wanted = [{"label": str(frame in row["frames"]), "group": row["group"]} for row in rows]
        given_ = [{"label": str(frame in answer["frames"])} for answer in answers]
        (_, value, interval), _ = _mean_and_all(label_figures(wanted, given_), "", seed, resamples)
        yield f"{frame}, present and absent, macro-F1", value, interval


def _mean_and_all(
    figures: Figures, whole: str, seed: int, resamples: int
) -> tuple[tuple[str, float, Interval | None], tuple[str, float, Interval | None]]:
    intervals = figures.intervals(seed, resamples)
    last = round(100 * figures.scores[-1].f1, 2)
    return ("macro-F1", figures.mean_f1, intervals.mean_f1), (whole, last, intervals.scores[-1])
