"""Writes the parts of the documentation that are generated from the code and the data.

Run ``python docs/generate.py`` after a change to ``framing/schema.py`` or to a lexicon; a test compares the result
with the committed files.
"""

from __future__ import annotations

from pathlib import Path

from framing.lexicons.catalogue import as_markdown
from framing.schema import TABLES, Column, Table

ROOT = Path(__file__).resolve().parent.parent
TABLES_PAGE = ROOT / "docs" / "tables.md"
LEXICONS_PAGE = ROOT / "lexicons" / "README.md"
BEGIN = "<!-- catalogue: written by docs/generate.py, do not edit by hand -->"
END = "<!-- end of the catalogue -->"

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
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{LEXICONS_PAGE}: needs the two lines {BEGIN} and {END}")
    return f"{head}{BEGIN}\n\n{as_markdown(LEXICONS_PAGE.parent)}\n{END}{tail}"


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
    """Writes the generated pages."""
    TABLES_PAGE.write_text(tables_page(), encoding="utf-8")
    LEXICONS_PAGE.write_text(lexicons_page(LEXICONS_PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
