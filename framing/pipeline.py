"""The one way through: articles are split, attributed and scored, and leave as rows of the tables."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import framing
from framing.records import Article
from framing.schema import TABLES
from framing.study.records import Study
from framing.tables import Rows, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from framing.results import Result

BATCH_ARTICLES = 64
LIBRARIES = ("nltk", "textblob", "vaderSentiment", "simplemma", "trafilatura", "py3langid", "pandas", "pyarrow")


class Analyzer:
    """Everything that reads an article, made once from a study.

    Parameters
    ----------
    study : Study
    """

    def __init__(self, study: Study) -> None:
        from framing.attribute import Attributor
        from framing.score import Scorer
        from framing.split import Splitter

        self.study = study
        self.splitter = Splitter.from_lexicons(study.lexicons)
        self.attributor = Attributor(study)
        self.scorer = Scorer(study)

    def rows(self, article: Article) -> Rows:
        """The rows of one article for every table."""
        if article.status != "ok":
            return rows_of(article, None, None, None)
        document = self.splitter.split(article)
        attributed = self.attributor.attribute(document)
        scored = self.scorer.score(document, attributed)
        return rows_of(article, document, attributed, scored)


def analyze_batches(articles: Iterable[Article], study: Study) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables of the articles, some ``BATCH_ARTICLES`` articles at a time, in the order of the articles."""
    analyzer = Analyzer(study)
    batch: list[Rows] = []
    for article in articles:
        batch.append(analyzer.rows(article))
        if len(batch) == BATCH_ARTICLES:
            yield _frames(batch)
            batch = []
    if batch:
        yield _frames(batch)


def analyze(articles: Iterable[Article], study: Study) -> Result:
    """The tables of a corpus, in memory.

    Parameters
    ----------
    articles : iterable of Article
        As ``framing.read_articles`` gives them.
    study : Study
        As ``framing.load_study`` gives it.

    Returns
    -------
    Result
        ``result.sentences``, ``result.attributions`` ... are DataFrames (``framing.schema``).
    """
    import pandas as pd

    from framing.results import Result
    from framing.schema import validate

    batches = list(analyze_batches(articles, study)) or [_frames([])]
    tables = {name: validate(name, pd.concat([batch[name] for batch in batches], ignore_index=True)) for name in TABLES}
    inputs = Inputs()
    inputs.add(tables["articles"])
    return Result(tables, manifest_of(study, inputs, {}))


@dataclass
class Inputs:
    """A running count and hash of what was read, in the order it was read."""

    n_articles: int = 0
    n_skipped: int = 0

    def __post_init__(self) -> None:
        import hashlib

        self._hash = hashlib.sha256()

    def add(self, articles: pd.DataFrame) -> None:
        """Counts a batch of the table of articles."""
        self.n_articles += len(articles)
        self.n_skipped += int((articles["status"] == "skipped").sum())
        for article_id, digest in zip(articles["article_id"], articles["text_sha256"], strict=True):
            self._hash.update(f"{article_id}\t{digest}\n".encode())

    @property
    def sha256(self) -> str:
        """One hash over every article's id and text."""
        return self._hash.hexdigest()


def manifest_of(study: Study, inputs: Inputs, options: Mapping[str, Any]) -> dict[str, Any]:
    """What produced a result: version, study, lexicons, inputs, options and libraries, without times or paths."""
    return {
        "framing": framing.__version__,
        "study": {
            "id": study.study_id,
            "title": study.title,
            "files": dict(study.sha256),
            "voices": [
                {"id": key, "label": side.label, "colour": side.colour}
                for key, side in (*study.perspectives.items(), *study.outside.items())
            ],
            "frames": {frame.frame_id: frame.label for frame in study.frames},
        },
        "lexicons": dict(study.lexicons.sha256),
        "models": {"attribution": "rules", "sentiment": "lexicon", "stance": "lexicon", "frames": "lexicon"},
        "inputs": {"n_articles": inputs.n_articles, "n_skipped": inputs.n_skipped, "sha256": inputs.sha256},
        "options": dict(options),
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def _frames(batch: Sequence[Rows]) -> dict[str, pd.DataFrame]:
    import pandas as pd

    frames = {}
    for name, table in TABLES.items():
        rows = [row for article in batch for row in article[name]]
        further = list(dict.fromkeys(key for row in rows for key in row if key not in table.names))
        frames[name] = pd.DataFrame(rows, columns=[*table.names, *further])
    return frames
