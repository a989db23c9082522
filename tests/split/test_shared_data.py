"""The published bars, measured on data that lies beside the repository and never in it."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from framing.split.abbreviations import Abbreviations
from framing.split.sentences import split_sentences
from framing.split.tags import tags_of


def read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def last_letter(text: str, end: int) -> int:
    """The boundary by the last letter or figure before it, for annotators differ on closing and opening marks."""
    while end and not text[end - 1].isalnum():
        end -= 1
    return end


def f1(gold: Collection[object], ours: Collection[object]) -> float:
    return 2 * len(set(gold) & set(ours)) / (len(set(gold)) + len(set(ours)))


def test_golden_rules(shared: Path, abbreviations: Abbreviations) -> None:
    missed = []
    for row in read(shared / "segmentation" / "golden_rules.jsonl"):
        found = [row["text"][start:end] for start, end, _ in split_sentences(row["text"], abbreviations)]
        if found != row["sentences"]:
            missed.append(row["id"])
    assert len(missed) <= 2, missed


@pytest.fixture(scope="module")
def boundaries(shared: Path, abbreviations: Abbreviations) -> list[tuple[str, str, set[int], set[int]]]:
    """Of each article: id, text, ends of the gold sentences, ends of ours, without the last of each."""
    found = []
    for row in read(shared / "attribution" / "dev.jsonl"):
        if row["sentences"]:
            ours = split_sentences(row["text"], abbreviations)
            gold = {end for _, end in row["sentences"][:-1]}
            found.append((row["id"], row["text"], gold, {end for _, end, _ in ours[:-1]}))
    return found


def test_boundaries_of_news(boundaries: list[tuple[str, str, set[int], set[int]]]) -> None:
    gold = {(key, last_letter(text, end)) for key, text, ends, _ in boundaries for end in ends}
    ours = {(key, last_letter(text, end)) for key, text, _, ends in boundaries for end in ends}
    assert f1(gold, ours) >= 0.975


def test_boundaries_of_news_to_the_character(boundaries: list[tuple[str, str, set[int], set[int]]]) -> None:
    """The gold gives an opening '' to the sentence before it, and its sentences run on over headings and colons."""
    gold = {(key, end) for key, _, ends, _ in boundaries for end in ends}
    ours = {(key, end) for key, _, _, ends in boundaries for end in ends}
    assert f1(gold, ours) >= 0.968


def test_tags_of_news(shared: Path) -> None:
    right = seen = 0
    for words, gold in conllu(shared / "tagging" / "gum_news.conllu"):
        spans, position = [], 0
        for word in words:
            spans.append((position, position + len(word)))
            position += len(word) + 1
        for word, tag, wanted in zip(words, tags_of(" ".join(words), spans), gold, strict=True):
            if any(map(str.isalnum, word)):
                seen += 1
                right += tag == ("TO" if word.lower() == "to" else wanted)
    assert right / seen >= 0.92


def conllu(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if columns[0].isdigit():
            words.append(columns[1])
            tags.append(columns[4])
        elif not line and words:
            yield words, tags
            words, tags = [], []
