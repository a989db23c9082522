"""How each voice stands to the issues in dispute: phrases, verbs and cues, weighed to probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from framing.judgements import IssueName, StanceProbabilities, StanceScore
from framing.lexicons import PhraseMatcher
from framing.records import Document, Span
from framing.score.reading import Reading, Saying, Signal
from framing.score.shifters import VERB_TAGS
from framing.score.stance import STANCE_VERB, StanceFinder, Verb, stance_score
from framing.score.weighing import issue_cues
from framing.study.records import Issue

ISSUE_TERM = 0.8
CUE_SIGNS = {"praising": 1, "demanding": 1, "stressing": 1, "condemning": -1, "denying": -1}


class IssueFinder:
    """Finds the stance to issues.

    An issue is spoken of where one of its terms stands in what the holder says. For or against it speak the
    issue's own phrases ("withdrawal of recognition"), with negation, and with the holder as subject where they
    start with a verb; a stance verb of the holder with the issue as its object; and the class of the cue: praise,
    demand and stress for, condemnation and denial against the issue that is the object of the cue. A verb and a
    phrase that it governs are multiplied: to oppose a withdrawal is to favour the presence. Else the stance
    is ``none``: loaded words near an issue are as often about its opponents. Of overlapping phrases the longest
    counts, whatever its issue. An issue with anchors is spoken of only in a document that has one of them: what is
    "an act of terrorism" speaks of one attack where that attack is the matter.

    Parameters
    ----------
    issues : iterable of Issue
    stances : StanceFinder
    """

    def __init__(self, issues: Iterable[Issue], stances: StanceFinder) -> None:
        self._stances = stances
        phrases: dict[str, tuple[tuple[str, int], ...]] = {}
        anchors: dict[str, tuple[str, ...]] = {}
        self._anchored = set()
        for issue in issues:
            for phrase in issue.anchors:
                anchors[phrase] = (*anchors.get(phrase, ()), issue.issue_id)
                self._anchored.add(issue.issue_id)
            signed = {**dict.fromkeys(issue.terms, 0), **dict.fromkeys(issue.favor_terms, 1)}
            for phrase, sign in {**signed, **dict.fromkeys(issue.against_terms, -1)}.items():
                phrases[phrase] = (*phrases.get(phrase, ()), (issue.issue_id, sign))
        self._matcher = PhraseMatcher(phrases.items())
        self._anchors = PhraseMatcher(anchors.items())

    def names(self, document: Document) -> Iterator[IssueName]:
        """The words of a document that name an issue, in the order of the text."""
        absent = self._anchored - self._moored(document)
        for sentence in document.sentences:
            for match in self._matcher.find(sentence.tokens):
                start, end = sentence.tokens[match.first].start, sentence.tokens[match.last - 1].end
                for issue_id, sign in match.value:
                    if issue_id in absent:
                        continue
                    yield IssueName(issue_id, sentence.index, match.first, match.last, start, end, sign)

    def _moored(self, document: Document) -> set[str]:
        """The issues of which the document has an anchor."""
        found = (match for sentence in document.sentences for match in self._anchors.find(sentence.tokens))
        return {issue_id for match in found for issue_id in match.value}

    def find(self, reading: Reading, sayings: Sequence[Saying], names: Iterable[IssueName]) -> Iterator[StanceScore]:
        """Each holder's stance to each issue that it speaks of, from the names of issues in the sentence."""
        found: dict[str, list[IssueName]] = {}
        for name in names:
            found.setdefault(name.issue_id, []).append(name)
        verbs = [self._stances.verbs(reading, saying) for saying in sayings] if found else []
        for issue_id, named in found.items():
            for saying, own in zip(sayings, verbs, strict=True):
                said = [name for name in named if name.first in saying.positions]
                if said:
                    over = _governing(reading, saying, own)
                    signals = [signal for name in said for signal in _signals(reading, saying, over, name)]
                    spans = [Span(name.start, name.end) for name in said]
                    weighed = self._weigh(reading, saying, spans, signals)
                    yield stance_score(reading, saying.holder, ("issue", issue_id), signals, weighed, spans)

    def _weigh(
        self, reading: Reading, saying: Saying, named: Sequence[Span], signals: Sequence[Signal]
    ) -> StanceProbabilities | None:
        weigher = self._stances.weigher
        return weigher.probabilities("issue", issue_cues(reading, saying, named, signals)) if weigher else None


def _governing(reading: Reading, saying: Saying, verbs: Sequence[Verb]) -> list[tuple[int, Signal]]:
    """The holder's stance verbs and cues with the position behind each, the strongest first."""
    found = [(verb[1], Signal(value, reading.words(*verb))) for verb, value in verbs]
    for act in saying.acts:
        if act.cue_class in CUE_SIGNS:
            value = STANCE_VERB * CUE_SIGNS[act.cue_class] * reading.negation(act.last - 1)
            found.append((act.last, Signal(value, reading.words(act.first, act.last))))
    return sorted(found, key=lambda pair: -abs(pair[1].value))


def _signals(
    reading: Reading, saying: Saying, verbs: Sequence[tuple[int, Signal]], name: IssueName
) -> Iterator[Signal]:
    """What one phrase says: its own sign, that of the verb that governs it, or both multiplied ("refused to sign")."""
    words, sign = reading.words(name.first, name.last), name.sign
    for start, verb in verbs:
        if start <= name.first < reading.object_end(start, infinitive=True):
            own = sign * reading.negation(name.first)  # "accused of failing to protect Serbs"
            yield Signal(verb.value * (own or 1), f"{verb.words} {words}" if sign else verb.words)
            return
    tells = reading.tokens[name.first].tag in VERB_TAGS and not reading.acts_for(saying, name.first)
    if sign and not tells:
        yield Signal(ISSUE_TERM * sign * reading.negation(name.first), words)
