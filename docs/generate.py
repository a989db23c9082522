"""Writes the parts of the documentation that are generated from the code and the data, and ``lexicons/checked.txt``.

Run ``python docs/generate.py`` after a change to ``framing/schema.py``, to a lexicon, to ``results/validation`` or to
``results/benchmarks``; a test compares the result with the committed files.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from framing.lexicons import load_lexicons
from framing.lexicons.catalogue import as_markdown
from framing.lexicons.checked import CHECKED, digest_of
from framing.schema import TABLES, Column, Table
from framing.study import list_studies, load_study

ROOT = Path(__file__).resolve().parent.parent
TABLES_PAGE = ROOT / "docs" / "tables.md"
LEXICONS_PAGE = ROOT / "lexicons" / "README.md"
BEGIN = "<!-- catalogue: written by docs/generate.py, do not edit by hand -->"
END = "<!-- end of the catalogue -->"
README = ROOT / "README.md"
ASKED = ROOT / "results" / "validation" / "asked.csv"
BEGIN_ACCURACY = "<!-- accuracy: written by docs/generate.py, do not edit by hand -->"
END_ACCURACY = "<!-- end of accuracy -->"
SCALE = ROOT / "docs" / "scale.md"
BEGIN_COSTS = "<!-- costs: written by docs/generate.py, do not edit by hand -->"
END_COSTS = "<!-- end of costs -->"
SIMPLE = ("majority", "vader", "textblob")
CHECKED_LISTS = ROOT / "lexicons" / CHECKED

TABLES_HEAD = """\
# Tables of a result folder

Written by `docs/generate.py` from `framing/schema.py`; do not edit by hand.

`framing analyze` writes one file a table (`sentences.csv`, `sentences.parquet` or `sentences.jsonl`, by `--format`) and
`manifest.json`, which says what produced them. Every table is tidy, one observation a row, and every write is checked
against the columns below.

- Offsets (`start`, `end`) count the characters of the article's text, as Python string indices, end exclusive.
- An empty cell means missing: there was no evidence. It never means 0.
- Numbers are rounded to six decimals.
- Columns marked *always* are never missing.
"""


def tables_page() -> str:
    """The page on the tables, from their schema."""
    return "\n".join([TABLES_HEAD, *(_table(table) for table in TABLES.values())])


def lexicons_page(page: str) -> str:
    """The page on the lexicons with its catalogue renewed; everything outside the two marks stays as it is.

    Raises
    ------
    ValueError
        A mark is missing.
    """
    return _renewed(page, LEXICONS_PAGE, (BEGIN, END), as_markdown(LEXICONS_PAGE.parent))


def checked_lists() -> str:
    """The hashes of the general lists and of each study, which must load: lists that are not known yet are checked."""
    loaded = [load_lexicons().sha256, *(load_study(study).sha256 for study in list_studies())]
    return "".join(f"{digest_of(sha256)}\n" for sha256 in loaded)


def readme(page: str) -> str:
    """README with its table of accuracy renewed, from what ``benchmarks/accuracy.py`` wrote.

    Raises
    ------
    ValueError
        A mark is missing.
    """
    with ASKED.open(encoding="utf-8", newline="") as file:
        found = {(row["task"], row["data"], row["measure"], row["model"]): row for row in csv.DictReader(file)}
    lines = [
        "| | encoder tier | linear tier | majority | VADER | TextBlob |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for what in dict.fromkeys(key[:3] for key in found):
        tiers = [found.get((*what, f"{tier} tier")) for tier in ("encoder", "linear")]
        simple = next(row for row in tiers if row)
        cells = [_figure(row) if row else "" for row in tiers] + [_percent(simple[name]) for name in SIMPLE]
        lines.append(f"| {', '.join(what)} | {' | '.join(cells)} |")
    return _renewed(page, README, (BEGIN_ACCURACY, END_ACCURACY), "\n".join(lines) + "\n")


def scale(page: str) -> str:
    """The page on scale with its table of costs renewed, from what was measured.

    Raises
    ------
    ValueError
        A mark is missing.
    """
    from benchmarks.cost import table

    return _renewed(page, SCALE, (BEGIN_COSTS, END_COSTS), table() + "\n")


def _figure(row: dict[str, str]) -> str:
    estimate, low, high = (_percent(row[name]) for name in ("estimate", "ci_low", "ci_high"))
    short = "" if row["met"] == "yes" else ": short"
    if row["measure"] == "calibration error":  # redrawn rows are calibrated worse than all rows: the interval misleads
        return f"{estimate} (by chance {_percent(row['by_chance'])}), asked ≤ {row['asked']}{short}"
    return f"{estimate} [{low}, {high}], asked ≥ {row['asked']}{short}"


def _percent(value: str) -> str:
    return f"{float(value):.1f}" if value else ""


def _renewed(page: str, path: Path, marks: tuple[str, str], text: str) -> str:
    head, begin, rest = page.partition(marks[0])
    _, end, tail = rest.partition(marks[1])
    if not begin or not end:
        raise ValueError(f"{path}: needs the two lines {marks[0]} and {marks[1]}")
    return f"{head}{begin}\n\n{text}\n{end}{tail}"


def _table(table: Table) -> str:
    lines = [
        f"## {table.name}",
        "",
        f"{table.meaning}. Identified by {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| column | type | range | filled | meaning |",
        "| --- | --- | --- | --- | --- |",
        *map(_row, table.columns),
        "",
    ]
    if table.name == "articles":
        lines += ["Further columns of the input follow as text, under their own names.", ""]
    return "\n".join(lines)


def _row(column: Column) -> str:
    filled = "always" if column.required else ""
    meaning = column.meaning.replace("|", "\\|")
    return f"| `{column.name}` | {column.kind} | {_range(column)} | {filled} | {meaning} |"


def _range(column: Column) -> str:
    if column.low is None:
        return ""
    return f"from {column.low:g}" if column.high is None else f"{column.low:g} to {column.high:g}"


def main() -> None:
    """Writes the generated pages, and which lists are checked."""
    CHECKED_LISTS.write_text(checked_lists(), encoding="utf-8")
    TABLES_PAGE.write_text(tables_page(), encoding="utf-8")
    LEXICONS_PAGE.write_text(lexicons_page(LEXICONS_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    SCALE.write_text(scale(SCALE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # for benchmarks, which is no installed package
    main()
