"""From a stream of articles to the tables of a result: cut, computed by an engine, kept, and joined in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from framing.errors import FramingError
from framing.manifest import Inputs
from framing.options import Execution
from framing.partitions.analysis import PartitionAnalysis
from framing.partitions.cache import Cache
from framing.partitions.job import Engine, Job
from framing.partitions.part import Part, parts_of
from framing.partitions.stored import read_batches, read_files, read_new, read_tallies
from framing.partitions.working_folder import WorkingFolder
from framing.progress import Meter, Note, SetAside, Tell
from framing.records import Article
from framing.results import ResultWriter
from framing.summary import Tallied

MOST_REASONS = 20


class PartitionedRun:
    """One run over a corpus.

    Parameters
    ----------
    analysis : PartitionAnalysis
        What is done with the articles.
    work : WorkingFolder
        Where partitions are kept, begun.
    writer : ResultWriter
        Takes the tables.
    meter : Meter
        Counts what is done.
    tell : callable, optional
        Takes what a person may want to know.
    cache : Cache, optional
        What earlier runs found.

    Attributes
    ----------
    seen : Inputs
        The articles read so far.
    tallies : list of Tallied
        What a summary says of the batches joined so far.
    """

    def __init__(
        self,
        analysis: PartitionAnalysis,
        work: WorkingFolder,
        writer: ResultWriter,
        meter: Meter,
        tell: Tell | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.seen = Inputs()
        self.tallies: list[Tallied] = []
        self._analysis, self._work, self._writer = analysis, work, writer
        self._meter, self._tell, self._cache = meter, tell, cache
        self._reasons: list[str] = []
        self._open: dict[int, Part] = {}
        self._stored: set[int] = set()
        self._n_joined = self._n_parts = 0

    def join(self, articles: Iterable[Article], engine: Engine, size: int) -> None:
        """Hands the partitions to the engine and joins what it stores, each as soon as those before it are there.

        Raises
        ------
        FramingError
            No article can be used, or as reading, the engine and the working folder have it.
        """
        job = Job(self._analysis.options, self._analysis.decides, self._work.parts)
        parts = parts_of(self._read(articles), self._analysis.fingerprint, size)
        for number in engine(job, self._missing(parts)):
            self._stored.add(number)
            self._join_stored()
        self._work.check_count(self._n_parts)
        if self.seen.n_skipped == self.seen.n_articles:
            self._work.discard()
            raise FramingError(self._nothing_left())

    def _read(self, articles: Iterable[Article]) -> Iterator[Article]:
        try:
            for article in articles:
                self.seen.count(article.article_id, article.text_sha256, article.status)
                if article.status == "skipped":
                    aside = SetAside(article.path, article.problem or "")
                    self._reasons += [f"{aside.path}: {aside.problem}"][: MOST_REASONS - len(self._reasons)]
                    if self._tell:
                        self._tell(aside)
                yield article
        except FramingError:
            self._work.discard()
            raise

    def _missing(self, parts: Iterable[Part]) -> Iterator[Part]:
        """The partitions that must be computed; those that an earlier run finished are joined by the way."""
        for part in parts:
            self._n_parts += 1
            if self._work.finished(part):
                self._open[part.number] = part
                self._stored.add(part.number)
                self._join_stored()
            else:
                if self._cache:
                    part = replace(part, known=self._cache.known(part.articles), keep_new=True)
                self._open[part.number] = part
                self._meter.report()  # here, where there is more to do
                yield part

    def _join_stored(self) -> None:
        while self._n_joined in self._stored:
            part = self._open.pop(self._n_joined)
            self._stored.remove(self._n_joined)
            self._n_joined += 1
            path = self._work.parts / part.file_name
            if files := read_files(path):
                self._writer.add_part(part.number, files)
            for batch in read_batches(path):
                for name, rows in batch.items():
                    self._writer.add(name, rows)
            self.tallies += map(Tallied.from_json, read_tallies(path))
            if self._cache and (new := read_new(path)):
                self._cache.add(part.articles, new)
            self._count(part)

    def _count(self, part: Part) -> None:
        found = self._work.was_found(part)
        before = [article for place, article in enumerate(part.articles) if found or part.rows_of(place)]
        self._meter.add(part.articles, before)

    def _nothing_left(self) -> str:
        further = self.seen.n_skipped - len(self._reasons)
        lines = "\n".join(f"  {line}" for line in (*self._reasons, *([f"and {further} more"] if further else [])))
        return f"no article can be used, nothing was written; mend these or name other inputs:\n{lines}"


def tell_of_cache(cache: Cache, tell: Tell) -> None:
    """Says what of a cache cannot be used any more, if anything."""
    if not cache.changed:
        return
    listed = "\n".join(f"  {line}" for line in cache.changed)
    kept = f"\nwhat models say of a text stays known: {', '.join(cache.tasks_kept)}" if cache.tasks_kept else ""
    tell(Note(f"{cache.path}: every article is computed again, for it was made with other data:\n{listed}{kept}"))


def engine_of(execution: Execution, analysis: PartitionAnalysis) -> Engine:
    """Who does the work.

    Raises
    ------
    FramingError
        Dask is asked for and not installed.
    """
    if execution.engine == "dask":
        from framing.partitions.many_machines import Dask

        return Dask(execution.scheduler, execution.workers)
    if execution.workers > 1:
        from framing.partitions.workers import Workers

        return Workers(execution.workers, analysis)
    from framing.partitions.here import Here

    return Here(analysis)
