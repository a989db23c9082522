"""How each voice stands to the issues in dispute: a first version by lexicons, until a model is trained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from framing.lexicons import PhraseMatcher
from framing.records import StanceScore
from framing.score.reading import Reading, Saying, Signal
from framing.score.shifters import VERB_TAGS, Span
from framing.score.stance import STANCE_VERB, StanceFinder, stance_score
from framing.study.records import Issue

ISSUE_TERM = 0.8
CUE_SIGNS = {"praising": 1, "demanding": 1, "stressing": 1, "condemning": -1, "denying": -1}


class IssueFinder:
    """Finds the stance to issues.

    An issue is spoken of where one of its terms stands in what the holder says. For or against it speak the
    issue's own phrases ("withdrawal of recognition"), with negation, and with the holder as subject where they
    start with a verb; a stance verb of the holder with the issue as its object; and the class of the cue: praise,
    demand and stress for, condemnation and denial against the issue that is the object of the cue. Else the stance
    is ``none``: loaded words near an issue are as often about its opponents. Of overlapping phrases the longest
    counts, whatever its issue.

    Parameters
    ----------
    issues : iterable of Issue
    stances : StanceFinder
    """

    def __init__(self, issues: Iterable[Issue], stances: StanceFinder) -> None:
        self._stances = stances
        phrases: dict[str, tuple[tuple[str, int], ...]] = {}
        for issue in issues:
            signed = {**dict.fromkeys(issue.terms, 0), **dict.fromkeys(issue.favor_terms, 1)}
            for phrase, sign in {**signed, **dict.fromkeys(issue.against_terms, -1)}.items():
                phrases[phrase] = (*phrases.get(phrase, ()), (issue.issue_id, sign))
        self._matcher = PhraseMatcher(phrases.items())

    def find(self, reading: Reading, sayings: Sequence[Saying]) -> Iterator[StanceScore]:
        """Each holder's stance to each issue that it speaks of."""
        found: dict[str, list[tuple[Span, int]]] = {}
        for match in self._matcher.find(reading.tokens):
            for issue_id, sign in match.value:
                found.setdefault(issue_id, []).append(((match.first, match.last), sign))
        for issue_id, spans in found.items():
            for saying in sayings:
                said = [(span, sign) for span, sign in spans if span[0] in saying.positions]
                if said:
                    signals = [
                        *_terms(reading, saying, said),
                        *self._verbs(reading, saying, [span for span, _ in said]),
                    ]
                    yield stance_score(reading, saying.holder, "issue", issue_id, signals)

    def _verbs(self, reading: Reading, saying: Saying, spans: Sequence[Span]) -> Iterator[Signal]:
        """The strongest of the holder's verbs whose object the issue is."""
        signals = [
            Signal(value, reading.words(*verb))
            for verb, value in self._stances.verbs(reading, saying)
            if _is_object(reading, verb[1], spans)
        ]
        for act in saying.acts:
            if act.cue_class in CUE_SIGNS and _is_object(reading, act.last, spans):
                value = STANCE_VERB * CUE_SIGNS[act.cue_class] * reading.negation(act.last - 1)
                signals.append(Signal(value, reading.words(act.first, act.last)))
        if signals:
            yield max(signals, key=lambda signal: abs(signal.value))


def _terms(reading: Reading, saying: Saying, said: Sequence[tuple[Span, int]]) -> Iterator[Signal]:
    for span, sign in said:
        verb = reading.tokens[span[0]].tag in VERB_TAGS
        if sign and not (verb and not reading.acts_for(saying, span[0])):
            yield Signal(ISSUE_TERM * sign * reading.negation(span[0]), reading.words(*span))


def _is_object(reading: Reading, start: int, spans: Sequence[Span]) -> bool:
    end = reading.object_end(start, infinitive=True)
    return any(start <= span[0] < end for span in spans)
