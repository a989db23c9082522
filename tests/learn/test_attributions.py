"""What becomes of linked spans: the parts of a proposal, and what is cut from it."""

from __future__ import annotations

import pytest

from framing.learn.attributions import AttributionModel
from framing.learn.linking import LinkedAttribution, PlacedSpan
from framing.learn.passages import Passage, passages_of
from framing.learn.readings import Reading
from framing.learn.spans import FoundSpan
from framing.records import Article
from framing.split import Splitter


class Given:
    """A span model and linker that answer with one attribution."""

    def __init__(self, *contents: FoundSpan) -> None:
        self.contents = contents

    def spans(self, readings: list[Reading]) -> list[list[FoundSpan]]:
        return [[] for _ in readings]

    def link(self, documents: list[list[Passage]], spans: list[list[list[FoundSpan]]]) -> list[list[LinkedAttribution]]:
        words = [token.text for token in documents[0][0].tokens]
        cue = FoundSpan("cue", words.index("said"), words.index("said") + 1)
        source = FoundSpan("source", cue.first - 1, cue.first)
        contents = tuple(PlacedSpan(0, each) for each in self.contents)
        return [[LinkedAttribution((PlacedSpan(0, source),), (PlacedSpan(0, cue),), contents, 0.9)]]


@pytest.mark.parametrize(
    ("text", "pieces", "wanted"),
    [
        ("“We stay,” Kurti said. It rained.", [(0, 5), (8, 10)], ["“We stay,”"]),
        ("“We stay,” Kurti said. “We wait.”", [(0, 5), (8, 13)], ["“We stay,”", "“We wait.”"]),
        ("We stay. It rained, Kurti said.", [(0, 2), (3, 5)], ["We stay", "It rained"]),
        ("Kurti said. It rained.", [(3, 5)], ["It rained"]),
    ],
    ids=["unquoted and later", "quoted and later", "earlier", "the only one"],
)
def test_pieces_of_later_sentences(
    text: str, pieces: list[tuple[int, int]], wanted: list[str], splitter: Splitter
) -> None:
    passages = passages_of(splitter.split(Article("a", text)))
    given = Given(*(FoundSpan("content", first, last) for first, last in pieces))
    model = AttributionModel(given, given)  # type: ignore[arg-type]
    [[found]] = model.propose([[Reading(passage) for passage in passages]])
    assert [piece.of(text) for piece in found.content] == wanted
