"""Whole comparisons from result folders to a folder of tables, manifest and charts, and back."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import framing
from framing.compare.corpora import manifest_sha256
from framing.compare.design import SIDE, Question
from framing.compare.distances import MOST_GROUPS, PROFILES
from framing.compare.events import EVENT_NEEDS
from framing.errors import FramingError, unknown
from framing.results import MANIFEST, Needs, check_folder, is_manifest, load_results

if TYPE_CHECKING:
    import pandas as pd

    from framing.charts import Charted
    from framing.compare import Comparison
    from framing.results import Result

AUTO = "auto"
KIND = "comparison"
TABLES = ("comparison", "distances", "map", "branches", "mixed")
CHARTS_FOLDER = "charts"


@dataclass(frozen=True)
class Compared:
    """A finished comparison: what came out, the further tables by the names of their files, and the charts."""

    comparison: Comparison
    tables: Mapping[str, pd.DataFrame]
    charted: Sequence[Charted] = ()


def compare_folders(
    folders: Sequence[str | Path],
    question: Question,
    out: str | Path | None = None,
    mixed: bool = False,
    formats: Sequence[str] = ("svg", "png"),
) -> Compared:
    """Compares what result folders hold, and writes it where ``out`` says.

    Parameters
    ----------
    folders : sequence of str or Path
        As ``framing analyze`` wrote them; several are told apart by name in the column ``corpus``.
    question : Question
        ``events="auto"`` finds the events by date and words.
    out : str or Path, optional
        Gets a CSV file a table, ``manifest.json`` and ``charts/``.
    mixed : bool
        Also fit mixed models (needs statsmodels).
    formats : sequence of str
        Of the charts.

    Raises
    ------
    FramingError
        No results, an unknown value in the question, or a folder with other things; nothing is written.
    """
    question.check()
    place = check_comparison_out(Path(out)) if out else None
    results = {name: load_results(path, needs_of(question)) for name, path in _named(folders).items()}
    if question.events == AUTO:
        results = {name: with_events(result) for name, result in results.items()}
        question = replace(question, events="event")
    done = compare_results(results if len(results) > 1 else next(iter(results.values())), question, mixed)
    if place is None:
        return done
    write_comparison(place, done)
    return replace(done, charted=chart_comparison(place, formats=formats))


def needs_of(question: Question) -> Needs:
    """The tables and columns that a comparison reads, its distances, events and mixed models included."""
    from framing.compare import MEASURES

    names = [*(question.measures or MEASURES), *(() if question.by == SIDE else PROFILES)]
    wanted: dict[str, dict[str, None]] = {}
    for needs in (*(MEASURES[name].needs for name in names), *([EVENT_NEEDS] if question.events == AUTO else [])):
        for table, columns in needs.items():
            wanted.setdefault(table, {}).update(dict.fromkeys(columns))
    return {"articles": (), **{table: tuple(columns) for table, columns in wanted.items()}}


def compare_results(results: Result | Mapping[str, Result], question: Question, mixed: bool = False) -> Compared:
    """The comparison with its further tables: distances where they can be, mixed models on request."""
    from framing.compare import compare, distances, mixed_models

    comparison = compare(results, question.by, question)
    tables: dict[str, pd.DataFrame] = {"comparison": comparison.table}
    n_groups = comparison.table["group"].nunique()
    if question.by != SIDE and 2 <= n_groups <= MOST_GROUPS:
        try:
            tables |= distances(results, question.by, question).tables
        except FramingError as error:
            comparison = replace(comparison, notes=(*comparison.notes, f"distances: left out: {error}"))
    if mixed:
        tables["mixed"] = mixed_models(results, question.by, question)
    return Compared(comparison, tables)


def with_events(result: Result) -> Result:
    """The result whose articles have a column ``event``, found by date and words."""
    from framing.compare import find_events
    from framing.results import Result

    articles = result.tables["articles"]
    found = find_events(result)
    events = articles["article_id"].astype(str).map(found).astype("string")
    return Result({**result.tables, "articles": articles.assign(event=events)}, result.manifest)


def check_comparison_out(folder: Path) -> Path:
    """The folder a comparison may go to: new, empty, or one that held a comparison before."""
    check_folder(folder)
    if folder.is_dir() and any(folder.iterdir()) and not is_comparison(folder):
        raise FramingError(f"{folder}: holds other files and no comparison; name a new folder for the comparison")
    return folder


def is_comparison(folder: Path) -> bool:
    """Whether ``write_comparison`` wrote the folder."""
    path = folder / MANIFEST
    return is_manifest(path) and KIND in json.loads(path.read_text(encoding="utf-8"))


def write_comparison(folder: Path, done: Compared) -> None:
    """Writes the tables, and the manifest last: a folder with one is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    for name in TABLES:
        (folder / f"{name}.csv").unlink(missing_ok=True)
    files = {f"{name}.csv": csv_bytes(table) for name, table in done.tables.items()}
    text = json.dumps(manifest_of(done, files), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    for name, content in {**files, MANIFEST: text.encode()}.items():
        waiting = folder / f".{name}.{os.getpid()}.part"
        waiting.write_bytes(content)
        waiting.replace(folder / name)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as CSV, numbers to six places."""
    return table.round(6).to_csv(index=False, lineterminator="\n").encode()


def manifest_of(done: Compared, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What was asked, of which results, and the hashes of the tables; no times and no paths."""
    comparison = done.comparison
    used = {*map(str, comparison.table["side"].dropna()), *map(str, comparison.table["group"].dropna())}
    return {
        "framing": framing.__version__,
        "study": {
            "voices": [dict(voice) for voice in comparison.voices],
            "labels": {name: label for name, label in comparison.labels.items() if name in used},
        },
        KIND: {
            "question": asdict(comparison.question),
            "family": comparison.family,
            "notes": list(comparison.notes),
            "inputs": [dict(each) for each in comparison.inputs],
        },
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }


def load_comparison(folder: str | Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The tables of a comparison by name, and its manifest.

    Raises
    ------
    FramingError
        The folder holds no comparison, or its table lacks columns.
    """
    import pandas as pd

    from framing.compare.comparison import COLUMNS, COUNTS, TEXTS

    folder = Path(folder)
    if not is_comparison(folder) or not (folder / f"{TABLES[0]}.csv").is_file():
        raise FramingError(
            f"{folder}: no comparison here; make one with `framing compare RESULTS --by outlet --out DIR`"
        )
    tables = {}
    for name in TABLES:
        path = folder / f"{name}.csv"
        if path.is_file():
            texts = (*TEXTS, "profile", "first", "second", "members")
            head = list(pd.read_csv(path, nrows=0).columns)
            absent = [column for column in COLUMNS if column not in head] if name == TABLES[0] else []
            if absent:
                raise FramingError(f"{path}: damaged: lacks {', '.join(absent)}; run `framing compare` again")
            kinds: dict[Any, Any] = {
                column: "string" if column in texts else "Int64" if column in COUNTS else "Float64" for column in head
            }
            tables[name] = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""])
    return tables, json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def comparisons_of(results: Path, manifest: Mapping[str, Any], further: Sequence[str | Path] = ()) -> list[Path]:
    """The comparisons of a result: those in its folder, then further ones by their folders.

    Raises
    ------
    FramingError
        A further folder holds no comparison, or one of other results.
    """
    inside = [path.parent for path in sorted(results.glob(f"*/{MANIFEST}"))]
    found = [folder for folder in inside if is_comparison(folder) and _compares(folder, manifest)]
    for folder in map(Path, further):
        load_comparison(folder)
        if not _compares(folder, manifest):
            raise FramingError(
                f"{folder}: compares other results than {results}; make it again with "
                f"`framing compare {results} --by outlet --out {folder}`"
            )
        found += [folder] if folder.resolve() not in {each.resolve() for each in found} else []
    return found


def _compares(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether a comparison has tables, and was made of the result of a manifest and nothing else."""
    if not (folder / f"{TABLES[0]}.csv").is_file():
        return False
    inputs = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))[KIND]["inputs"]
    return [each["manifest_sha256"] for each in inputs] == [manifest_sha256(manifest)]


def chart_comparison(
    folder: str | Path,
    names: Sequence[str] | None = None,
    out: str | Path | None = None,
    formats: Sequence[str] = ("svg", "png"),
) -> list[Charted]:
    """Draws the charts of a comparison from its tables alone.

    Raises
    ------
    FramingError
        No comparison there, or an unknown chart or format.
    """
    from framing.charts.comparing import COMPARISON_CHARTS, chart_tables
    from framing.charts.registry import FORMATS

    wrong = [unknown("chart", name, COMPARISON_CHARTS) for name in names or () if name not in COMPARISON_CHARTS]
    wrong += [unknown("chart format", kind, FORMATS) for kind in formats if kind not in FORMATS]
    if wrong:
        raise FramingError("\n".join(wrong))
    tables, manifest = load_comparison(folder)
    place = check_folder(Path(out) if out else Path(folder) / CHARTS_FOLDER, "charts")
    return chart_tables(tables, manifest, names, place, formats)


def _named(folders: Sequence[str | Path]) -> dict[str, Path]:
    """The folders by their names, or by their paths where these are equal."""
    paths = [Path(folder) for folder in folders]
    if len({path.resolve() for path in paths}) < len(paths):
        raise FramingError("a result folder is named twice; name each once")
    names = [path.resolve().name for path in paths]
    if len(set(names)) < len(names):
        names = [path.as_posix() for path in paths]
    return dict(zip(names, paths, strict=True))
