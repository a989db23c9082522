"""Lists that are known to be right are not checked again; any others are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.errors import DataError
from framing.lexicons import checked, general, load_lexicons
from framing.lexicons.locate import lexicon_folder
from framing.study import list_studies, load_study
from framing.study import load as study_load


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    caches = (checked._known, general._load, study_load._load)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_the_shipped_lists_pass_the_whole_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "_known", frozenset)
    load_lexicons()
    assert [load_study(study).study_id for study in list_studies()] == list_studies()


def test_the_shipped_lists_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr(general, "check_lists", refuse)
    monkeypatch.setattr(study_load, "check_sheets", refuse)
    load_lexicons()
    for study in list_studies():
        load_study(study)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("stance.tsv", "can never match"),
        ("kosovo/descriptions.tsv", "can never match"),
    ],
)
def test_a_changed_list_is_checked(line: str, message: str, tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    shutil.copytree(lexicon_folder(), folder)
    path = folder / line
    rows = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    last = rows[-1].split("\t")
    path.write_text("\n".join([*rows, "\t".join(["...", *last[1:]])]) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_study(folder / "kosovo") if "/" in line else load_lexicons(folder)


def test_a_hash_stands_for_names_and_bytes() -> None:
    known = {"a.tsv": "1" * 64, "b.tsv": "2" * 64}
    assert checked.digest_of(known) == checked.digest_of(dict(reversed(known.items())))
    swapped = {"a.tsv": "2" * 64, "b.tsv": "1" * 64}
    assert checked.digest_of(known) != checked.digest_of(swapped)
    assert not checked.is_checked(known)
    assert not checked.is_checked({})
