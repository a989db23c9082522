"""What is done with one partition, the same in every process and on every machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from framing.batches import BATCH_ARTICLES, batched
from framing.collector import loading
from framing.errors import FramingError
from framing.learn.models import Models
from framing.manifest import Inputs, analysis_tasks, manifest_of
from framing.options import RunOptions
from framing.partitions.fingerprint import differences, program_sha256, sha256_of
from framing.partitions.packed import Kept, pack, pack_answers, unpack, unpack_answers
from framing.partitions.part import Part
from framing.partitions.stored import StoredPart
from framing.pipeline import Analyzer, check_own, tables_of
from framing.schema import without_words
from framing.study import load_study
from framing.summary import tallied
from framing.table_bytes import TableBytes, checked, parquet_file, to_bytes

if TYPE_CHECKING:
    import pandas as pd

    from framing.records import Article
    from framing.tables import Rows

NOTHING_READ = Inputs()


class PartitionAnalysis:
    """Everything that reads partitions, made once a process.

    Parameters
    ----------
    options : RunOptions

    Attributes
    ----------
    study, models
        As the options name them, loaded.
    decides : dict
        All that decides what is found in an article, as plain values.

    Raises
    ------
    FramingError
        A study, lexicon or model that cannot be used.
    """

    def __init__(self, options: RunOptions) -> None:
        self.options = options
        self.study = load_study(options.study, options.frames)
        self._own = options.lexicon.load(self.study.lexicons.sentiment) if options.lexicon else None
        self.models = Models(self.study.lexicons, options.models)
        check_own(self.models)
        self.models.load(analysis_tasks(self.models))
        self.decides = self._decides()

    @cached_property
    def fingerprint(self) -> str:
        """One hash over ``decides`` and the options: over all that decides the bytes of a partition."""
        return sha256_of({"decides": self.decides, "options": self.options.as_json()})

    def check(self, decides: dict[str, Any]) -> None:
        """Raises a FramingError where another process decides by other data than this one."""
        if changed := differences(decides, self.decides):
            listed = "\n".join(f"  {line}" for line in changed)
            raise FramingError(
                f"a worker has other data or another program than the process that began the run:\n{listed}\n"
                "give every machine the same version of framing, lexicons and models"
            )

    def get_ready(self) -> None:
        """Makes what the first article would make, so that forks of this process share it."""
        self._analyzer  # noqa: B018

    def manifest(self, seen: Inputs) -> dict[str, Any]:
        """What the manifest of the results says."""
        return manifest_of(self.study, seen, self.options.as_json(), self.models)

    def of(self, part: Part) -> StoredPart:
        """The tables of a partition as bytes: in batches as they are read, or as a file each where they stay parts."""
        batches, tallies = list[dict[str, TableBytes]](), list[dict[str, Any]]()
        frames: dict[str, list[pd.DataFrame]] = {}
        new: dict[int, Kept] = {}
        for batch in batched(enumerate(part.articles), BATCH_ARTICLES):
            rows, kept = self._rows(batch, part)
            new |= kept
            tables = self._tables(rows)
            if self.options.parts:
                for name, table in tables.items():
                    frames.setdefault(name, []).append(table)
            else:
                batches.append({name: to_bytes(table, self.options.table_format) for name, table in tables.items()})
            tallies.append(tallied(tables).as_json())
        files = {name: parquet_file(name, found, self.options.text) for name, found in frames.items()}
        return StoredPart(batches, new, tallies, files)

    def _rows(self, batch: Sequence[tuple[int, Article]], part: Part) -> tuple[list[Rows], dict[int, Kept]]:
        """The rows of each article, and what is new of it where that is to be kept."""
        rows = {place: unpack(packed, article) for place, article in batch if (packed := part.rows_of(place))}
        unknown = [(place, article) for place, article in batch if place not in rows]
        known = {place: part.known.get(place, Kept()).answers for place, article in unknown if article.status == "ok"}
        answers = {place: unpack_answers(packed) for place, packed in known.items()}
        computed = self._analyzer.rows([article for _, article in unknown], list(answers.values()))
        rows |= {place: each for (place, _), each in zip(unknown, computed, strict=True)}
        new = {
            place: Kept(pack(rows[place]), _changed(pack_answers(answers[place]), packed))
            for place, packed in (known.items() if part.keep_new else ())
        }
        return [rows[place] for place, _ in batch], new

    def _tables(self, rows: Sequence[Rows]) -> dict[str, pd.DataFrame]:
        """The tables of a batch, checked, without words where they are not asked for."""
        text, keep = self.options.text, self.options.keep
        frames = tables_of(rows)
        return {
            name: checked(name, frame if text else without_words(name, frame, keep), text)
            for name, frame in frames.items()
        }

    @cached_property
    def _analyzer(self) -> Analyzer:
        options = self.options
        with loading():
            return Analyzer(self.study, self.models, options.min_confidence, self._own, explain=options.explain)

    def _decides(self) -> dict[str, Any]:
        manifest = self.manifest(NOTHING_READ)
        lexicon = self.options.lexicon
        return {
            "program": program_sha256(),
            "study": {"id": manifest["study"]["id"], "files": manifest["study"]["files"]},
            **{name: manifest[name] for name in ("lexicons", "models", "libraries")},
            "options": {
                "min_confidence": self.options.min_confidence,
                "lexicon": lexicon.as_json() if lexicon else None,
                "explain": self.options.explain,
            },
        }


def _changed(now: Mapping[str, bytes], before: Mapping[str, bytes]) -> dict[str, bytes]:
    return {task: packed for task, packed in now.items() if packed != before.get(task)}
