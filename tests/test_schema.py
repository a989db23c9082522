"""The check that every table passes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.schema import DTYPES, TABLES, validate

ROW: dict[str, Any] = {
    "article_id": "a",
    "sentence_index": 0,
    "holder": "west",
    "target_kind": "perspective",
    "target": "moscow",
    "stance": "against",
    "p_favor": None,
    "p_against": None,
    "p_none": None,
    "polarity": -0.5,
    "evidence": None,
}


def stances(*changes: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **change} for change in changes], dtype=object)


def complaint(frame: pd.DataFrame) -> str:
    with pytest.raises(FramingError) as caught:
        validate("stances", frame)
    return str(caught.value)


def test_the_tables_of_the_contract() -> None:
    contract = ["articles", "sentences", "attributions", "mentions", "stances", "frames", "terms"]
    assert list(TABLES) == [*contract, "distancing", "actions"]
    for table in TABLES.values():
        assert set(table.key) <= set(table.names)
        assert len(set(table.names)) == len(table.names)
        assert all(column.meaning for column in table.columns)


def test_columns_are_typed_and_in_order() -> None:
    typed = validate("stances", stances({}, {"sentence_index": 1})[sorted(ROW)])
    assert list(typed.columns) == TABLES["stances"].names
    assert [str(kind) for kind in typed.dtypes] == [DTYPES[column.kind] for column in TABLES["stances"].columns]
    assert typed["p_favor"].isna().all()


def test_an_empty_table_is_typed_too() -> None:
    typed = validate("stances", pd.DataFrame(columns=list(ROW)))
    assert [str(kind) for kind in typed.dtypes] == [DTYPES[column.kind] for column in TABLES["stances"].columns]


def test_further_columns_come_behind_as_text() -> None:
    typed = validate("stances", stances({"desk": "007"}, {"sentence_index": 1, "desk": 8}))
    assert list(typed.columns) == [*TABLES["stances"].names, "desk"]
    assert typed["desk"].tolist() == ["007", "8"]


def test_numbers_are_rounded() -> None:
    assert validate("stances", stances({"polarity": 0.12345678}))["polarity"].tolist() == [0.123457]


def test_the_table_given_stays_as_it_is() -> None:
    frame = stances({"polarity": 0.12345678})
    validate("stances", frame)
    assert frame["polarity"].tolist() == [0.12345678]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"holder": None}, "table stances: column holder: 1 missing values in a required column"),
        ({"sentence_index": -1}, "table stances: column sentence_index: -1 is below 0"),
        ({"polarity": 1.5}, "table stances: column polarity: 1.5 is above 1"),
        ({"p_none": -0.1}, "table stances: column p_none: -0.1 is below 0"),
    ],
)
def test_a_bad_value(change: dict[str, Any], message: str) -> None:
    assert complaint(stances(change)) == message


@pytest.mark.parametrize(("column", "value"), [("sentence_index", 1.5), ("sentence_index", "x"), ("polarity", "high")])
def test_a_value_of_another_type(column: str, value: object) -> None:
    kind = {"sentence_index": "integer", "polarity": "number"}[column]
    assert complaint(stances({column: value})).startswith(f"table stances: column {column}: not {kind}: ")


def test_a_missing_column() -> None:
    frame = stances({}).drop(columns=["holder", "evidence"])
    has = ", ".join(frame.columns)
    assert complaint(frame) == f"table stances: missing columns holder, evidence; has {has}"


def test_a_repeated_key() -> None:
    message = "table stances: key article_id, sentence_index, holder, target_kind, target: 1 repeated rows, first "
    key = {name: ROW[name] for name in TABLES["stances"].key}
    assert complaint(stances({}, {"stance": "favor"})) == f"{message}{key}"


def test_everything_is_reported_at_once() -> None:
    assert complaint(stances({"holder": None, "polarity": -2}, {"sentence_index": -1, "polarity": 2})) == (
        "table stances: column sentence_index: -1 is below 0\n"
        "table stances: column holder: 1 missing values in a required column\n"
        "table stances: column polarity: -2.0 is below -1\n"
        "table stances: column polarity: 2.0 is above 1"
    )
