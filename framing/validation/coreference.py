"""Whom a pronoun means: the followed pronouns of the package against the gold coreference of a treebank."""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.measures import LEVEL, RESAMPLES
from framing.records import Reference, Span
from framing.results import MANIFEST, check_out
from framing.study import load_study
from framing.validation.treebank import GoldDocument, GoldMention, read_treebank

if TYPE_CHECKING:
    import numpy as np

REACH_SENTENCES = 5
FEWEST_DOCUMENTS = 5
KINDS = ("person", "organization")
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "he, she"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
}
"""The third person, as the rows of the table have it; reflexives are left out, their antecedent is in the clause."""

GENRES = ("news", "interview")
READ_AS_WELL = "GUM_news_imprisoned"
STUDY = "kosovo"


@dataclass(frozen=True, slots=True)
class Answer:
    """A gold pronoun and whether its antecedent was found: ``right`` by the resolver, ``trivially`` by the baseline."""

    document: str
    genre: str
    pronoun: GoldMention
    group: str
    right: bool
    answered: bool
    trivially: bool


def answers_of(document: GoldDocument, references: Iterable[Reference]) -> Iterator[Answer]:
    """Every pronoun of a person or organisation that a name or noun within ``REACH_SENTENCES`` stands for.

    A reference is right where the smallest gold mention that holds its antecedent is one of the pronoun's entity. The
    trivial answer is the latest name of an entity of that (gold) kind.
    """
    text = document.article.text
    found = {reference.pronoun.start: reference.antecedent for reference in references}
    nominal = [mention for mention in document.mentions if mention.tag != "PRON"]
    for pronoun in document.mentions:
        group = PRONOUNS.get(pronoun.span.of(text).lower())
        if pronoun.tag != "PRON" or group is None or pronoun.kind not in KINDS:
            continue
        before = [mention for mention in nominal if mention.span.start < pronoun.span.start]
        if not any(each.entity == pronoun.entity and _near(document, each, pronoun) for each in before):
            continue
        antecedent = found.get(pronoun.span.start)
        names = [each for each in before if each.tag == "PROPN" and each.kind == pronoun.kind]
        yield Answer(
            document=document.article.article_id,
            genre=document.genre,
            pronoun=pronoun,
            group=group,
            right=antecedent is not None and entity_at(document, antecedent) == pronoun.entity,
            answered=antecedent is not None,
            trivially=bool(names) and names[-1].entity == pronoun.entity,
        )


def _near(document: GoldDocument, one: GoldMention, other: GoldMention) -> bool:
    first, last = (bisect_right(document.sentence_starts, each.span.start) for each in (one, other))
    return last - first <= REACH_SENTENCES


def entity_at(document: GoldDocument, place: Span) -> str | None:
    """The entity of the smallest mention that holds a place."""
    holding = [each for each in document.mentions if each.span.start <= place.start and place.end <= each.span.end]
    return min(holding, key=lambda each: each.span.end - each.span.start).entity if holding else None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A line of the table: ``part`` is read (errors were looked at), unseen or both; accuracies in percent.

    ``trivial`` is that of the latest name of the pronoun's kind. The interval redraws documents.
    """

    genre: str
    part: str
    pronouns: str
    n_documents: int
    n: int
    accuracy: float
    ci_low: float | None
    ci_high: float | None
    trivial: float


def run_coreference(data: Path, out: Path, seed: int, progress: Callable[[str], None] | None = None) -> list[Accuracy]:
    """Follows the pronouns of GUM's news and interviews and writes ``coreference.csv`` and ``manifest.json``.

    Parameters
    ----------
    data : Path
        The folder of labelled data: ``tagging/gum_news.conllu`` and ``gum_interview.conllu``.
    out : Path
        Gets the table and, last, the manifest; no text of the data.
    seed : int
        Of the intervals (percentile bootstrap over documents).
    progress : callable, optional
        Gets a line before each genre.

    Raises
    ------
    FramingError
        Files that are missing or no treebank, or a folder with other things; nothing is written.
    """
    from framing.attribute import Attributor
    from framing.split import Splitter

    check_out(out)
    study = load_study(STUDY)
    splitter, attributor = Splitter.from_lexicons(study.lexicons), Attributor(study)
    paths = [data / "tagging" / f"gum_{genre}.conllu" for genre in GENRES]
    gold = [read_treebank(path) for path in paths]
    answers: list[tuple[Answer, str]] = []
    for genre, documents in zip(GENRES, gold, strict=True):
        if progress:
            progress(f"{genre}: {len(documents)} documents")
        for place, document in enumerate(sorted(documents, key=lambda each: each.article.article_id)):
            part = "unseen" if place % 2 and document.article.article_id != READ_AS_WELL else "read"
            references = attributor.attribute(splitter.split(document.article)).references
            answers += [(answer, part) for answer in answers_of(document, references)]
    table = list(_table(answers, seed))
    manifest = {
        "framing": framing.__version__,
        "experiment": "coreference",
        "study": {"id": study.study_id, "files": dict(study.sha256)},
        "lexicons": dict(study.lexicons.sha256),
        "data": {path.name: sha256(path.read_bytes()).hexdigest() for path in paths},
        "intervals": {"method": "percentile bootstrap", "level": LEVEL, "resamples": RESAMPLES, "seed": seed},
        "libraries": {name: importlib.metadata.version(name) for name in ("nltk", "numpy", "textblob", "simplemma")},
    }
    _write(out, table, manifest)
    return table


def _table(answers: Sequence[tuple[Answer, str]], seed: int) -> Iterator[Accuracy]:
    """A line for each genre, part and group of pronouns, and for all of each."""
    import numpy as np

    for genre in (*GENRES, "both"):
        for part in ("read", "unseen", "both"):
            for group in (*dict.fromkeys(PRONOUNS.values()), "all"):
                chosen = [
                    answer
                    for answer, its_part in answers
                    if genre in (answer.genre, "both") and part in (its_part, "both") and group in (answer.group, "all")
                ]
                if chosen:
                    yield _accuracy(genre, part, group, chosen, np.random.default_rng(seed))


def _accuracy(genre: str, part: str, group: str, chosen: Sequence[Answer], rng: np.random.Generator) -> Accuracy:
    import numpy as np

    names = list(dict.fromkeys(answer.document for answer in chosen))
    counts = np.array(
        [
            [sum(a.right for a in chosen if a.document == name), sum(a.document == name for a in chosen)]
            for name in names
        ]
    )
    low = high = None
    if len(names) >= FEWEST_DOCUMENTS:
        weights = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
        right, total = (weights @ counts).T
        low, high = (
            round(float(end), 1) for end in np.quantile(100 * right / total, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        )
    share = 100 / len(chosen)
    return Accuracy(
        genre, part, group, len(names), len(chosen), round(share * sum(a.right for a in chosen), 1), low, high,
        round(share * sum(a.trivially for a in chosen), 1),
    )  # fmt: skip


def _write(out: Path, table: Sequence[Accuracy], manifest: dict[str, Any]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(asdict(table[0])) if table else ["genre"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in table)
    out.mkdir(parents=True, exist_ok=True)
    (out / "coreference.csv").write_text(text.getvalue(), encoding="utf-8")
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
