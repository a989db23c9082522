"""Figures of attribution, by hand and as ``score.py`` of the benchmark counts them."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import Any

import pytest

from framing.attribution_figures import KINDS, SOURCE_TYPES, attribution_figures
from framing.lexicons import load_lexicons
from framing.measures import PARTS
from framing.tasks.source_types import source_types

SCORE = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "score.py"
TEXT = "“We stay,” Kurti said. He said no. Officials told us that it rained. It is over, it was said."
Row = dict[str, Any]


def said(source: str, cue: str, content: str, **more: str) -> Row:
    """An attribution whose parts are the first places of their words."""
    parts = {"source": source, "cue": cue, "content": content}
    spans = {part: [[TEXT.index(words), TEXT.index(words) + len(words)]] for part, words in parts.items() if words}
    return {**{part: spans.get(part, []) for part in PARTS}, **more}


GOLD = [
    said("Kurti", "said", "“We stay,”"),
    said("He", "said no", "no."),
    said("Officials", "told", "that it rained"),
    said("", "it was said", "It is over"),
]


def figures(gold: list[Row], found: list[Row]) -> dict[str, tuple[int, int, int]]:
    """Hits, predicted and gold of every figure."""
    types = source_types(load_lexicons())
    result = attribution_figures(
        [{"id": "1", "text": TEXT, "attributions": gold}], [{"id": "1", "text": TEXT, "attributions": found}], types
    )
    return {score.name: (score.hits, score.predicted, score.gold) for score in result.scores}


def test_what_is_right_is_right_in_every_figure() -> None:
    found = figures(GOLD, GOLD)
    assert all(hits == predicted == gold for hits, predicted, gold in found.values())
    assert found["link, direct"] == (5, 5, 5)
    assert found["link, source name"] == (5, 5, 5)
    assert found["link, source pronoun"] == (2, 2, 2)
    assert found["link, source description"] == (3, 3, 3)
    assert found["link, source none"] == (3, 3, 3)
    assert found["link, mixed"] == (0, 0, 0)


def test_a_wrong_source_is_missed_as_a_link_and_not_as_content() -> None:
    found = figures(GOLD, [said("He", "said", "“We stay,”"), *GOLD[1:]])
    assert found["content"] == (4, 4, 4)
    assert found["link"] == (5, 10, 10)
    assert found["link, source name"] == (0, 0, 5)


def test_borders_are_missed_exactly_and_not_by_overlap() -> None:
    found = figures(GOLD, [*GOLD[:2], said("Officials", "told", "us that it rained"), GOLD[3]])
    assert found["content"] == (3, 4, 4)
    assert found["overlap content"] == (13, 14, 13)


def test_stated_kinds_hold() -> None:
    stated = [{**each, "kind": "mixed"} for each in GOLD]
    assert figures(stated, stated)["link, mixed"] == (10, 10, 10)
    assert figures(stated, [{**each, "kind": "direct"} for each in GOLD])["link, mixed"] == (0, 0, 10)


def test_every_kind_and_type_has_its_figure() -> None:
    names = set(figures(GOLD, GOLD))
    assert {f"link, {kind}" for kind in KINDS} | {f"link, source {kind}" for kind in SOURCE_TYPES} <= names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kurti", "name"),
        ("he", "pronoun"),
        ("the minister", "description"),
        ("Prime Minister Albin Kurti of Kosovo", "name"),
        ("a spokesman for Kurti", "description"),
        ("Ana Ilic, a nurse from the south,", "name"),
        ("Kurti's office", "description"),
        ("who", "pronoun"),
        ("Residents", "description"),
    ],
)
def test_types_of_sources(text: str, wanted: str) -> None:
    assert source_types(load_lexicons())(text, 0, len(text)) == wanted


def test_as_the_benchmark_counts() -> None:
    if not SCORE.is_file():
        pytest.skip("no ../shared/eval/score.py")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    chance = random.Random(3)

    def span() -> list[int]:
        start = chance.randrange(len(TEXT) - 1)
        return [start, min(len(TEXT), start + 1 + chance.randrange(12))]

    def rows() -> list[Row]:
        return [
            {
                "id": str(number),
                "text": TEXT,
                "attributions": [{part: [span() for _ in range(chance.randrange(3))] for part in PARTS} for _ in "abc"],
            }
            for number in range(12)
        ]

    gold, found = rows(), rows()
    ours = {row["what"]: row for row in attribution_figures(gold, found, lambda *_: "name").rows()}
    theirs = score.attribution({row["id"]: row for row in gold}, {row["id"]: row for row in found})
    pairs = [(ours["link"], theirs["link"])]
    pairs += [(ours[part], theirs[part]) for part in PARTS]
    pairs += [(ours[f"overlap {part}"], theirs["overlap"][part]) for part in PARTS]
    for one, other in pairs:
        assert {key: one[key] for key in other} == other
