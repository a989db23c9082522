"""What is compared: the two tiers of models, rules, lexicon, VADER, TextBlob, and the most frequent label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from framing.batches import batched
from framing.learn.choice import ModelChoice
from framing.records import Article, Span
from framing.study.records import Study
from framing.tasks import BATCH_ROWS, predict_rows
from framing.tasks.rows import Row
from framing.validation.data import ATTRIBUTION, TARGET

if TYPE_CHECKING:
    from framing.attribute import Attributor
    from framing.score import Scorer
    from framing.split import Splitter
    from framing.tasks.predictions import Engine

TIERS = ("encoder", "linear")
BOTH = f"{ATTRIBUTION} + {TARGET}"
TONE = "tone of the sentence"
BASELINES = "VADER + TextBlob"

VADER_CUT = 0.05
"""A compound score from here up is positive, from its negative down negative (Hutto & Gilbert 2014)."""

TEXTBLOB_CUT = 0.1
"""As VADER's; the usual cut of a polarity, not fitted to any rows."""

Answer = Callable[[Sequence[Row]], list[Row]]


@dataclass(frozen=True, slots=True)
class Method:
    """A way to answer: ``answers`` by task, and ``timed``, what its speed is measured on, described by ``work``."""

    name: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    timed: Callable[[Sequence[Row]], object] | None = None
    work: str = ""


class TierReader:
    """The models of a tier.

    Parameters
    ----------
    study : Study
    tier : str
        ``encoder`` or ``linear``.
    """

    def __init__(self, study: Study, tier: str) -> None:
        self.study = study
        self.choice = ModelChoice(tier)

    @cached_property
    def engine(self) -> Engine:
        """The models, loaded once."""
        from framing.tasks.predictions import Engine

        return Engine(self.study, self.choice)

    def manifest(self, *further: str) -> dict[str, Any]:
        """Names and hashes of the models of attribution, target sentiment and further tasks.

        Raises
        ------
        FramingError
            A model of the tier is missing.
        """
        return self.engine.models.manifest((ATTRIBUTION, TARGET, *further))

    def attributions(self, rows: Sequence[Row]) -> list[Row]:
        """As ``framing predict attribution`` answers."""
        return list(predict_rows(ATTRIBUTION, rows, self.study.study_id, self.choice))

    def labels(self, rows: Sequence[Row]) -> list[Row]:
        """As ``framing predict target-sentiment`` answers."""
        return list(predict_rows(TARGET, rows, self.study.study_id, self.choice))

    def both(self, rows: Sequence[Row]) -> list[tuple[Any, Any]]:
        """Both tasks from one reading of each text: what an analysis does. Rows bring the span of their target."""
        from framing.learn.target import target_of

        models = self.engine.models
        found: list[tuple[Any, Any]] = []
        for batch in batched(rows, BATCH_ROWS):
            documents = self.engine.split([article_of(row) for row in batch])
            targets = [
                target_of(document, row["start"], row["end"]) for row, document in zip(batch, documents, strict=True)
            ]
            readings = [[reading] for reading in models.read_targets(targets)]
            proposed = models.attribution.propose(readings)
            labels = models.target_sentiment.probabilities(targets, [reading.encoded for [reading] in readings])
            found += zip(proposed, labels, strict=True)
        return found


class RuleReader:
    """The rules and the news lexicon, without any trained model.

    Parameters
    ----------
    study : Study
    """

    def __init__(self, study: Study) -> None:
        self.study = study

    @cached_property
    def _stages(self) -> tuple[Splitter, Attributor, Scorer]:
        from framing.attribute import Attributor
        from framing.score import Scorer
        from framing.split import Splitter

        return Splitter.from_lexicons(self.study.lexicons), Attributor(self.study), Scorer(self.study)

    def attributions(self, rows: Sequence[Row]) -> list[Row]:
        """Source, cue and content by rules alone."""
        splitter, attributor, _ = self._stages
        return [
            {
                "attributions": [
                    {"source": _pieces(each.source), "cue": _pieces(each.cue), "content": _pieces(*each.content)}
                    for each in attributor.attribute(splitter.split(article_of(row))).attributions
                ]
            }
            for row in rows
        ]

    def labels(self, rows: Sequence[Row]) -> list[Row]:
        """The tone of the whole text by the news lexicon, whatever its target."""
        from framing.score import label_of

        splitter, attributor, scorer = self._stages
        documents = [splitter.split(article_of(row)) for row in rows]
        scores = [scorer.text_score(document, attributor.attribute(document)) for document in documents]
        return [{"label": label_of(score.polarity)} for score in scores]


def article_of(row: Row) -> Article:
    """The text of a row as an article."""
    return Article(str(row["id"]), row["text"])


def vader_labels(rows: Sequence[Row]) -> list[Row]:
    """The tone of the text by VADER, cut at ``VADER_CUT``; neutral without a listed word."""
    from framing.score.baselines import vader_compound

    scores = [vader_compound(row["text"]) or 0.0 for row in rows]
    return [{"label": _label(score, VADER_CUT)} for score in scores]


def textblob_labels(rows: Sequence[Row]) -> list[Row]:
    """The tone of the text by TextBlob, cut at ``TEXTBLOB_CUT``; neutral without a listed word."""
    from framing.score.baselines import textblob_scores

    scores = [textblob_scores(row["text"])[0] or 0.0 for row in rows]
    return [{"label": _label(score, TEXTBLOB_CUT)} for score in scores]


def methods_of(readers: Mapping[str, TierReader], study: Study, train_labels: Sequence[str]) -> list[Method]:
    """Every method, the models first.

    Parameters
    ----------
    readers : mapping
        The models by tier.
    study : Study
        For rules and lexicon.
    train_labels : sequence of str
        Their most frequent one (the first in the alphabet of several) is the answer of ``majority``.
    """
    rules = RuleReader(study)
    counts = Counter(train_labels)
    most = min(counts, key=lambda label: (-counts[label], label))
    return [
        *(
            Method(f"{tier} tier", {ATTRIBUTION: reader.attributions, TARGET: reader.labels}, reader.both, BOTH)
            for tier, reader in readers.items()
        ),
        Method("rules", {ATTRIBUTION: rules.attributions}, rules.attributions, ATTRIBUTION),
        Method("lexicon", {TARGET: rules.labels}, rules.labels, TONE),
        Method("VADER", {TARGET: vader_labels}, vader_labels, TONE),
        Method("TextBlob", {TARGET: textblob_labels}, textblob_labels, TONE),
        Method(BASELINES, timed=lambda rows: (vader_labels(rows), textblob_labels(rows)), work=TONE),
        Method("majority", {TARGET: lambda rows: [{"label": most} for _ in rows]}),
    ]


def _label(score: float, cut: float) -> str:
    return "positive" if score >= cut else "negative" if score <= -cut else "neutral"


def _pieces(*spans: Span | None) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span]
