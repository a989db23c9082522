"""Results in the forms other tools read: a Frictionless data package, discourse network statements, safe CSV."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, unknown
from framing.results import Result, check_folder, load_results, read_manifest, table_file
from framing.schema import TABLES, Column

if TYPE_CHECKING:
    import pandas as pd

DISTINCTIVE = "distinctive-terms"
TARGETS = ("datapackage", "statements", "spreadsheet", DISTINCTIVE)
PACKAGE = "datapackage.json"
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run as a formula (OWASP, CSV injection)."""

STATEMENT = (
    "statement_id", "document_id", "date", "outlet", "actor", "organisation", "concept", "agreement", "start", "end",
)  # fmt: skip

STATEMENT_NEEDS = {
    "articles": ("article_id", "date", "outlet"),
    "sentences": ("article_id", "sentence_index", "start", "end"),
    "stances": ("article_id", "sentence_index", "holder", "target", "stance"),
    "attributions": ("article_id", "sentence_index", "entity_id", "perspective"),
}
"""What ``statements`` reads."""
DISTINCTIVE_NEEDS = {"articles": (), "sentences": ("article_id", "sentence_index", "text", "voice", "voices")}
"""What ``distinctive`` reads; an empty tuple stands for all columns."""


def export_results(
    results: str | Path, target: str, out: str | Path | None = None, by: str = "outlet", function_words: bool = False
) -> Path:
    """Writes results in another form.

    Parameters
    ----------
    results : str or Path
        A folder that ``framing analyze`` wrote.
    target : str
        ``datapackage``: ``datapackage.json`` beside the tables. ``statements``: a CSV file in the manner of Discourse
        Network Analyzer, a row a statement for or against a side or issue. ``spreadsheet``: the tables as CSV files
        whose cells no spreadsheet runs as formulas. ``distinctive-terms``: a CSV file of the terms that set outlets,
        sides or other groups apart, with where they stand and the first such sentence.
    out : str or Path, optional
        The file or the folder of spreadsheets; needed for all but ``datapackage``.
    by : str
        What distinctive terms are compared by: ``outlet``, ``side``, or a column of the articles.
    function_words : bool
        Whether distinctive terms may be made of function words alone.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    FramingError
        No results there, an unknown target, or no ``out``.
    """
    if target not in TARGETS:
        raise FramingError(unknown("export", target, TARGETS))
    folder = Path(results)
    manifest = read_manifest(folder)
    if target == "datapackage":
        text = json.dumps(data_package(folder, manifest), indent=1, ensure_ascii=False)
        (folder / PACKAGE).write_text(text + "\n", encoding="utf-8")
        return folder / PACKAGE
    if out is None:
        raise FramingError(f"--to {target}: say where with --out")
    place = Path(out)
    if target == "statements":
        check_folder(place.absolute().parent, "statements")
        place.parent.mkdir(parents=True, exist_ok=True)
        harmless(statements(load_results(folder, STATEMENT_NEEDS))).to_csv(place, index=False, lineterminator="\n")
        return place
    if target == DISTINCTIVE:
        check_folder(place.absolute().parent, "distinctive terms")
        found = distinctive(load_results(folder, DISTINCTIVE_NEEDS), by, function_words)
        place.parent.mkdir(parents=True, exist_ok=True)
        harmless(found).to_csv(place, index=False, lineterminator="\n")
        return place
    check_folder(place, "spreadsheets").mkdir(parents=True, exist_ok=True)
    for name in TABLES:  # one after the other, so that only one is in memory
        (table,) = load_results(folder, [name]).tables.values()
        harmless(table).to_csv(place / f"{name}.csv", index=False, lineterminator="\n")
    return place


def distinctive(result: Result, by: str = "outlet", function_words: bool = False) -> pd.DataFrame:
    """The terms that set groups apart (``framing.distinctive_terms``), with the first sentence of each written out."""
    from framing.angles.distinctive import Distinction, distinctive_terms

    how = Distinction(function_words=function_words)
    found = distinctive_terms(result, "voice" if by == "side" else by, how)
    sentences = result.tables["sentences"]
    keys = sentences["article_id"].astype("string") + ":" + sentences["sentence_index"].astype("string")
    text_of = dict(zip(keys, sentences["text"], strict=True))
    first = found["sentences"].astype("string").str.split(";").str[0]
    return found.assign(example=first.map(text_of).astype("string"))


def data_package(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of a results folder (Frictionless Data Package 1), with the schema of every table."""
    resources = []
    for name, table in TABLES.items():
        path = table_file(folder, name)
        if path is None:
            raise FramingError(f"{folder}: table {name} is missing; run `framing analyze` again")
        resources.append(
            {
                "name": name,
                **_files(path),
                "format": path.suffix.removeprefix("."),
                "title": table.meaning,
                "schema": {
                    "fields": [_field(column) for column in table.columns],
                    "primaryKey": list(table.key),
                },
            }
        )
    return {
        "profile": "data-package",
        "name": str(manifest["study"]["id"]),
        "title": str(manifest["study"].get("title", manifest["study"]["id"])),
        "sources": [{"title": f"framing {manifest['framing']}"}],
        "resources": resources,
    }


def _files(path: Path) -> dict[str, Any]:
    """Where a table is and how large: a file with its hash, or the list of its parts (the standard hashes files)."""
    if path.is_dir():
        parts = sorted(path.iterdir())
        size = sum(part.stat().st_size for part in parts)
        return {"path": [f"{path.name}/{part.name}" for part in parts], "bytes": size}
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    limits |= {name: end for name, end in (("minimum", column.low), ("maximum", column.high)) if end is not None}
    found: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.meaning}
    return {**found, "constraints": limits} if limits else found


def statements(result: Result) -> pd.DataFrame:
    """A row a stance for or against something: who says it, for whom, about what, and whether they agree.

    ``actor`` is the entity that the sentence attributes words of that side to, where there is one; ``organisation`` the
    holder's label; ``concept`` the side or issue; ``agreement`` 1 for favor and 0 for against.
    """
    labels = {voice["id"]: voice["label"] for voice in result.manifest["study"]["voices"]}
    key = ["article_id", "sentence_index"]
    stances = result.stances[result.stances["stance"].isin(["favor", "against"])]
    said = result.attributions[result.attributions["entity_id"].notna()].drop_duplicates([*key, "perspective"])
    said = said.rename(columns={"perspective": "holder", "entity_id": "actor"})[[*key, "holder", "actor"]]
    rows = stances.merge(said, on=[*key, "holder"], how="left")
    rows = rows.merge(result.articles[["article_id", "date", "outlet"]], on="article_id")
    rows = rows.merge(result.sentences[[*key, "start", "end"]], on=key)
    rows = rows.rename(columns={"article_id": "document_id"}).reset_index(drop=True)
    rows["statement_id"] = rows.index + 1
    rows["organisation"] = rows["holder"].map(lambda holder: labels.get(holder, holder))
    rows["concept"] = rows["target"].map(lambda target: labels.get(target, target))
    rows["agreement"] = (rows["stance"] == "favor").astype(int)
    return rows[list(STATEMENT)]


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """The table whose texts no spreadsheet takes for a formula: an apostrophe goes before = + - @, tab and line end.

    >>> import pandas as pd
    >>> harmless(pd.DataFrame({"title": ["=1+1", "Talks"], "polarity": [-0.5, 0.1]})).values.tolist()
    [["'=1+1", -0.5], ['Talks', 0.1]]
    """
    import pandas as pd

    texts = [name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]
    return table.assign(**{name: table[name].map(_plain) for name in texts})


def _plain(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS) else value
