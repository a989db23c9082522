"""How inputs are analysed, and by whom: what the command line and the experiments ask of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.batches import BATCH_ARTICLES
from framing.errors import FramingError, unknown
from framing.learn.choice import ModelChoice
from framing.lexicons import PolarTerm, SentimentList, load_sentiment
from framing.results import PARTS
from framing.table_bytes import PARQUET, check_format

ENGINES = ("local", "dask")


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """A sentiment list of a user's, in place of the package's, or where it ``extends`` it, over it."""

    path: Path
    extends: bool = False

    def load(self, base: tuple[PolarTerm, ...]) -> SentimentList:
        """The terms to use; ``base`` are the package's."""
        found = load_sentiment(self.path)
        return found.over(base) if self.extends else found

    def as_json(self) -> dict[str, Any]:
        """What the manifest keeps: name and hash, no path."""
        return {"name": self.path.name, "sha256": load_sentiment(self.path).sha256, "extends": self.extends}


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How inputs are analysed.

    Parameters
    ----------
    study : str or Path
        As ``framing.load_study`` takes it.
    table_format : str
        ``csv``, ``parquet`` or ``jsonl``.
    any_language, strict : bool
        Whether articles that are not in English are kept, and whether the first that cannot be used stops the run.
    models : ModelChoice
        The trained models; the shipped ones of the encoder tier by default.
    min_confidence : float
        In [0, 1]; attributions below it are listed but give no voice, and labels of a model less probable than it are
        missing.
    lexicon : OwnLexicon, optional
        A sentiment list of one's own.
    frames : tuple of str
        Further frame schemes besides the study's, by name or by the path of a YAML file.
    text : bool
        Whether the tables hold the words of the articles; without them they can be published where the articles
        cannot.
    keep : tuple of str
        Further columns of the articles that text-free tables keep.
    parts : int
        How many articles a part file holds where every Parquet table is a folder of them, a multiple of
        ``BATCH_ARTICLES``; 0 where a table is one file.
    explain : bool
        Whether the evidence of models is found by leaving each word out in turn, which is slow.
    """

    study: str | Path = "kosovo"
    table_format: str = "csv"
    any_language: bool = False
    strict: bool = False
    models: ModelChoice = field(default_factory=ModelChoice)
    min_confidence: float = 0.0
    lexicon: OwnLexicon | None = None
    frames: tuple[str, ...] = ()

    text: bool = True
    keep: tuple[str, ...] = ()
    parts: int = 0
    explain: bool = False

    def check(self) -> None:
        """Raises a FramingError for what cannot be."""
        check_format(self.table_format)
        if self.parts and self.table_format != PARQUET:
            raise FramingError(f"--parts: a table of format {self.table_format} is one file; add --format parquet")
        _check_size(self.parts)

    def as_json(self) -> dict[str, Any]:
        """What the manifest keeps; study and models have their own places there."""
        return {
            "any_language": self.any_language,
            "strict": self.strict,
            "format": self.table_format,
            "min_confidence": self.min_confidence,
            **({"lexicon": self.lexicon.as_json()} if self.lexicon else {}),
            **({} if self.text else {"text": False, "keep": list(self.keep)}),
            **({PARTS: self.parts} if self.parts else {}),
            **({"explain": True} if self.explain else {}),
        }


@dataclass(frozen=True, slots=True)
class Execution:
    """By whom and where the work is done; nothing here changes a byte of the results.

    Parameters
    ----------
    workers : int
        How many processes analyse; 1 is this process itself.
    engine : str
        ``local``, or ``dask`` for many machines.
    scheduler : str, optional
        The address of a Dask scheduler; without one, a Dask cluster of ``workers`` is made for the run.
    unfinished : str
        What to do with an unfinished run of the same folder: ``refuse`` to begin, ``resume`` it, or begin ``fresh``.
    cache : Path, optional
        A file that keeps what was found in each article, for the next run over a corpus that has grown.
    partition_articles : int
        How many articles are stored as one; a multiple of ``BATCH_ARTICLES``.
    """

    workers: int = 1
    engine: str = "local"
    scheduler: str | None = None
    unfinished: str = "refuse"
    cache: Path | None = None
    partition_articles: int = BATCH_ARTICLES

    def check(self) -> None:
        """Raises a FramingError for what cannot be."""
        if self.engine not in ENGINES:
            raise FramingError(unknown("engine", self.engine, ENGINES))
        if self.workers < 1:
            raise FramingError(f"--workers {self.workers}: give a number of processes, 1 or more")
        if self.scheduler and self.engine != "dask":
            raise FramingError(f"--scheduler {self.scheduler} is of use to Dask only; add --engine dask")
        if self.partition_articles < 1:
            raise FramingError(_wrong_size(self.partition_articles))
        _check_size(self.partition_articles)


def _check_size(n_articles: int) -> None:
    if n_articles < 0 or n_articles % BATCH_ARTICLES:
        raise FramingError(_wrong_size(n_articles))


def _wrong_size(n_articles: int) -> str:
    return f"--partition {n_articles}: give a multiple of {BATCH_ARTICLES}, the articles read at once"
