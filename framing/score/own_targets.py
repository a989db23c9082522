"""Where a text names the targets of a user's model of stance, and the model's answers as rows of ``stances``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from framing.judgements import IssueName, SentenceLabels, Stance, StanceScore
from framing.records import Document, Voice
from framing.study.records import Issue

STANCES: tuple[Stance, ...] = ("favor", "against", "none")
Asked = tuple[int, str]
"""A sentence by its index, and a target that it names."""
_WORDS = re.compile(r"\w+")


class OwnTargets:
    """Finds the sentences to ask a user's model about.

    A sentence names a target where one of the terms of the study's issue of that name (id or label) stands in it;
    without such an issue, where all words of the target but function words do, whatever their order ("the merger of
    both schools" for "school merger").

    Parameters
    ----------
    targets : iterable of str
        Those of the model's training rows, in lower case.
    issues : iterable of Issue
        Of the study.
    function_words : set of str
        Words of a target that need not stand in a sentence.
    """

    def __init__(self, targets: Iterable[str], issues: Iterable[Issue], function_words: Set[str]) -> None:
        by_name = {_name(name): issue.issue_id for issue in issues for name in (issue.issue_id, issue.label)}
        self._issues: dict[str, list[str]] = {}
        self._words: dict[str, frozenset[str]] = {}
        for target in targets:
            if issue := by_name.get(_name(target)):
                self._issues.setdefault(issue, []).append(target)
            elif words := frozenset(_WORDS.findall(target)) - function_words:
                self._words[target] = words

    def asked(self, document: Document, names: Iterable[IssueName]) -> list[Asked]:
        """Each sentence with each target that it names, in the order of the text; ``names`` are those of issues."""
        found = {(name.sentence_index, target) for name in names for target in self._issues.get(name.issue_id, ())}
        for sentence in document.sentences:
            forms = {token.norm for token in sentence.tokens} | {token.lemma for token in sentence.tokens}
            found.update((sentence.index, target) for target, words in self._words.items() if words <= forms)
        return sorted(found)


def own_stances(
    asked: Sequence[Asked], answers: Sequence[SentenceLabels], voices: Sequence[Voice]
) -> Iterator[StanceScore]:
    """A row an answer; its holder is the main voice of the sentence, which the model has judged as a whole."""
    holders = {voice.sentence_index: voice.voices[0] for voice in voices}
    for (index, target), answer in zip(asked, answers, strict=True):
        chances = {label.lower(): probability for label, probability in answer.probabilities.items()}
        [stance] = (each for each in STANCES if each == answer.labels[0].lower())
        favor, against, none = (chances.get(each, 0.0) for each in STANCES)
        yield StanceScore(index, holders[index], "own", target, stance, None, None, favor, against, none)


def _name(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower().replace("_", " ")))
