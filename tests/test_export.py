"""Results for other tools: nothing a spreadsheet would run, and schemas that say what the tables hold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.export import STATEMENT, distinctive, export_results, statements
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


def test_distinctive_terms_of_outlets_and_sides_with_a_sentence_of_each() -> None:
    spoken = {"east": "the harsh levy", "west": "a fair reform", "narrator": "rain fell"}
    articles = [{"article_id": f"{outlet}-{n}", "outlet": outlet} for outlet in ("Post", "Wire") for n in range(4)]
    sentences = [
        {"article_id": each["article_id"], "sentence_index": index, "voice": voice, "voices": voice,
         "text": f"{text} {each['outlet']}" if voice == "narrator" else text}
        for each in articles
        for index, (voice, text) in enumerate(spoken.items())
    ]  # fmt: skip
    result = Result({"articles": pd.DataFrame(articles), "sentences": pd.DataFrame(sentences)}, {})
    first = distinctive(result).iloc[0]
    assert (first["outlet"], first["n_group"], first["n_rest"]) == ("Post", 4, 0)
    assert (first["sentences"].split(";")[0], first["example"]) == ("Post-0:2", "rain fell Post")
    by_side = distinctive(result, "side")
    east = by_side[by_side["voice"] == "east"].iloc[0]
    assert (east["n_group"], east["n_rest"], east["example"]) == (8, 0, "the harsh levy")
    assert by_side[by_side["n_group"] == 0]["example"].isna().all()
    assert "the" not in set(by_side["term"])
    assert "the" in set(distinctive(result, "voice", function_words=True)["term"])


def test_distinctive_terms_are_written_as_harmless_cells(result: Result, tmp_path: Path) -> None:
    texts = ["=levy reform debate" for index in range(len(result.sentences))]
    sentences = result.sentences.assign(text=texts)
    folder = Result({**result.tables, "sentences": sentences}, result.manifest).save(tmp_path / "r")
    out = export_results(folder, "distinctive-terms", tmp_path / "new" / "sides.csv", by="side")
    written = pd.read_csv(out)
    assert {"levy", "reform debate"} < set(written["term"])
    assert written["example"].dropna().str.startswith("'=levy").all()
    with pytest.raises(FramingError, match=r"no column 'outlets'; did you mean 'outlet'\?"):
        export_results(folder, "distinctive-terms", tmp_path / "no.csv", by="outlets")
    assert not (tmp_path / "no.csv").exists()
    with pytest.raises(FramingError, match="--to distinctive-terms: say where with --out"):
        export_results(folder, "distinctive-terms")
