"""Finds frames by their weighted terms: the angle under which a sentence presents its matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from framing.judgements import FrameScore
from framing.lexicons import PhraseMatcher
from framing.records import Sentence
from framing.study.records import Frame

PRESENT_WEIGHT = 1.0

Weights = tuple[tuple[str, str, float], ...]


class FrameFinder:
    """The frames of a study, ready for matching: one pass over the tokens for each frame scheme.

    A sentence's weight for a frame is the sum of the weights of the *distinct* terms found; the frame is present
    from 1.0 on, so one sure term or two hints are enough. Within a scheme the longest term counts ("economic
    sanctions" hides "sanctions" of another frame); schemes do not disturb each other, so that a frame's figures do
    not depend on which other schemes a study loads. Terms are words, not senses: "a war of words" is war.

    Parameters
    ----------
    frames : iterable of Frame
        With ids that carry their scheme (``boydstun.economic``).
    """

    def __init__(self, frames: Iterable[Frame]) -> None:
        schemes: dict[str, dict[str, Weights]] = {}
        self._order: dict[str, int] = {}
        for frame in frames:
            self._order[frame.frame_id] = len(self._order)
            phrases = schemes.setdefault(frame.frame_id.partition(".")[0], {})
            for term, weight in frame.terms.items():
                phrases[term] = (*phrases.get(term, ()), (frame.frame_id, term, weight))
        self._matchers = [PhraseMatcher(phrases.items()) for phrases in schemes.values()]

    def find(self, sentence: Sentence, text: str) -> Iterator[FrameScore]:
        """The frames with at least one term in a sentence, in the order of the study.

        Parameters
        ----------
        sentence : Sentence
            Its offsets are those of the article.
        text : str
            The whole article.
        """
        found: dict[str, dict[str, tuple[float, str]]] = {}
        tokens = sentence.tokens
        for matcher in self._matchers:
            for match in matcher.find(tokens):
                words = text[tokens[match.first].start : tokens[match.last - 1].end]
                for frame_id, term, weight in match.value:
                    found.setdefault(frame_id, {}).setdefault(term, (weight, words))
        for frame_id in sorted(found, key=self._order.__getitem__):
            yield _score(sentence.index, frame_id, found[frame_id])


def _score(sentence_index: int, frame_id: str, terms: Mapping[str, tuple[float, str]]) -> FrameScore:
    weight = round(sum(weight for weight, _ in terms.values()), 6)
    evidence = "; ".join(words for _, words in terms.values())
    return FrameScore(sentence_index, frame_id, weight, weight >= PRESENT_WEIGHT, evidence)
