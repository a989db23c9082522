"""Results for other tools: nothing a spreadsheet would run, and schemas that say what the tables hold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.export import STATEMENT, export_results, statements
from framing.results import Result
from framing.schema import TABLES


def test_a_data_package_names_every_table_with_its_hash(result: Result, tmp_path: Path) -> None:
    folder = result.save(tmp_path / "r")
    package = json.loads(export_results(folder, "datapackage").read_text(encoding="utf-8"))
    assert [each["name"] for each in package["resources"]] == list(TABLES)
    first = package["resources"][0]
    assert first["hash"] == f"sha256:{hashlib.sha256((folder / 'articles.csv').read_bytes()).hexdigest()}"
    assert first["schema"]["primaryKey"] == ["article_id"]
    assert first["schema"]["fields"][0]["constraints"] == {"required": True}


def test_statements_have_actor_organisation_concept_and_agreement(result: Result) -> None:
    found = statements(result)
    assert tuple(found.columns) == STATEMENT
    assert len(found) == result.stances["stance"].isin(["favor", "against"]).sum()
    assert set(found["agreement"]) <= {0, 1}
    assert "albin-kurti" in set(found["actor"].dropna())


def test_no_cell_is_a_formula(result: Result, tmp_path: Path) -> None:
    articles = result.articles.assign(title=['=HYPERLINK("x")', "@me"])
    folder = Result({**result.tables, "articles": articles}, result.manifest).save(tmp_path / "r")
    out = export_results(folder, "spreadsheet", tmp_path / "safe")
    assert pd.read_csv(out / "articles.csv")["title"].tolist() == ['\'=HYPERLINK("x")', "'@me"]
    assert pd.read_csv(out / "sentences.csv")["lexicon_polarity"].min() < 0


def test_what_a_person_can_get_wrong(result: Result, tmp_path: Path) -> None:
    folder = result.save(tmp_path / "r")
    with pytest.raises(FramingError, match="no export 'dna'"):
        export_results(folder, "dna")
    with pytest.raises(FramingError, match="--to statements: say where with --out"):
        export_results(folder, "statements")
