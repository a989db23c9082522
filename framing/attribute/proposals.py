"""Joins the attributions that a trained model proposes with those that the rules find in the same sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from framing.attribute.actors import Actor
from framing.attribute.answers import ANSWERED
from framing.attribute.conjoined import is_conjoined
from framing.attribute.findings import Finding
from framing.attribute.rules import SentenceRules
from framing.attribute.sources import TokenRange
from framing.lexicons import Lexicons
from framing.records import OTHER, Document, ProposedAttribution, record

LEARNT = "learnt"
SAME_CONTENT = 0.5
CERTAIN_SOURCE = ("passive-by", ANSWERED)
UNRELIABLE_ALONE = ("participle", "adjective")


class Proposals:
    """The model's proposals for one document, each in the sentence of its cue (else its source, else its content).

    A proposal gives an attribution of the rules its borders, and mostly its source; one that no rule finds becomes
    an attribution of its own, where it names a source. It cannot see whether a proposal is right: what the model
    finds in an uncommon construction is believed, save a negated report ("did not comment") and a cue without
    content that the lexicon does not list. All choices were measured (``experiments/attribution/README.md``).

    Parameters
    ----------
    proposals : sequence of ProposedAttribution
    document : Document
    lexicons : Lexicons
        Negators are the words that its shifters and the verb adverbs of its grammar share.
    """

    def __init__(self, proposals: Sequence[ProposedAttribution], document: Document, lexicons: Lexicons) -> None:
        shifters = lexicons.shifters
        adverbs = lexicons.grammar["verb_adverb"]
        self._negators = frozenset(word for word in adverbs if word in shifters and shifters[word].kind == "negator")
        self._by_sentence: dict[int, list[ProposedAttribution]] = {}
        starts = [sentence.start for sentence in document.sentences]
        for proposal in proposals:
            for anchor in (*proposal.cue, *proposal.source, *proposal.content)[:1]:
                index = max(0, bisect_right(starts, anchor.start) - 1)
                self._by_sentence.setdefault(index, []).append(proposal)

    def join(self, findings: Sequence[Finding], sentences: Sequence[SentenceRules]) -> list[Finding]:
        """The findings of the last of ``sentences`` together with its proposals, in the order of their cues.

        Findings that no proposal supports stay, unless theirs is a rule that is nearly always wrong alone, or their
        cue stands in what a proposal reports and is neither a statement nor a refusal of somebody named. Where a
        document has no proposals at all, the rules decide.
        """
        if not self._by_sentence:
            return list(findings)
        here = sentences[-1]
        alone = list(findings)
        found: list[Finding] = []
        for proposal in self._by_sentence.get(here.view.sentence.index, ()):
            read = _read(proposal, sentences)
            partner = next((finding for finding in alone if _same(finding, read)), None)
            if partner:
                alone.remove(partner)
                found.append(_with_borders(partner, read))
            elif self._is_report(read, here):
                found.append(_on_its_own(read, here))
        alone = [
            finding
            for finding in alone
            if not finding.rule.startswith(UNRELIABLE_ALONE)
            and (
                finding.rule.startswith(ANSWERED)
                or here.is_stated(finding.source, finding.cue)
                or not any(_reports(other, finding) for other in found if not is_conjoined(finding, other, here.view))
            )
        ]
        return here.told_apart(sorted((*found, *alone), key=lambda finding: finding.cue or finding.source or (0, 0)))

    def _is_report(self, read: _Read, here: SentenceRules) -> bool:
        """Whether a proposal that no rule supports names a source and reports something."""
        if not read.proposal.source or not (read.content or here.cue_class(read.cue)):
            return False
        if here.is_no_report(read.source, read.cue):
            return False
        if read.source and read.cue:
            if here.is_addressed(read.source, read.cue) or here.is_impersonal(read.source, read.cue):
                return False
            if here.is_possession(read.cue, read.content):
                return False
        return not (read.cue and any(here.view.norm(at) in self._negators for at in range(*read.cue)))


@record
class _Read:
    """A proposal with its parts in tokens of its sentence; ``source_sentence`` is where its source stands."""

    proposal: ProposedAttribution
    source: TokenRange | None
    cue: TokenRange | None
    content: tuple[TokenRange, ...]
    actors: tuple[Actor, ...]
    source_sentence: int | None


def _read(proposal: ProposedAttribution, sentences: Sequence[SentenceRules]) -> _Read:
    view = sentences[-1].view
    cue = view.covering(proposal.cue)
    content = tuple(place for piece in proposal.content if (place := view.covering((piece,))))
    for rules in reversed(sentences if proposal.source else ()):
        place = rules.view.covering(proposal.source)
        if place:
            own = place if rules is sentences[-1] else None
            index = rules.view.sentence.index
            return _Read(proposal, own, cue, content, rules.sources.of_marked(place, rules.subjects), index)
        if rules.view.sentence.end <= proposal.source[0].start:
            break
    return _Read(proposal, None, cue, content, (), None)


def _same(finding: Finding, read: _Read) -> bool:
    """Whether a finding and a proposal share their cue or, where one of them has none, most of their content."""
    if finding.cue and read.cue:
        return _overlap(finding.cue, read.cue)
    one, other = _positions(finding.content), _positions(read.content)
    return len(one & other) > SAME_CONTENT * len(one | other)


def _overlap(one: TokenRange, other: TokenRange) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _positions(ranges: Sequence[TokenRange]) -> set[int]:
    return {position for first, last in ranges for position in range(first, last)}


def _with_borders(finding: Finding, read: _Read) -> Finding:
    """The finding with the proposal's borders, and its source where both mean the same cue.

    Of "it" the rules know more: they see whose seat it is said in ("in Moscow it is seen as"); in a passive the
    agent speaks, not the subject ("the EU was called on by Belgrade to"); and a name with its apposition is one source
    ("according to the minister, Xhelal Svecla, the men"), and no part of what it says.
    """
    impersonal = any(actor.kind == "pronoun" and actor.gender == "n" for actor in read.actors)
    certain = finding.rule.startswith(CERTAIN_SOURCE)
    whole = _is_whole(finding, read)
    better = bool(finding.cue and read.cue and read.actors) and not (impersonal or certain or whole)
    whose = read if better else finding
    other = not better and finding.source and not (read.source and _overlap(finding.source, read.source))
    borders = replace(read.proposal, source=()) if other or whole else read.proposal
    content = read.content or finding.content
    own = whose.source if better or whole else None
    if own and finding.content and any(_overlap(piece, own) for piece in content):
        content, borders = finding.content, replace(borders, content=())
    return Finding(
        whose.source,
        read.cue or finding.cue,
        content,
        finding.cue_class,
        whose.actors,
        f"{finding.rule}+{LEARNT}",
        borders,
        whose.source_sentence,
    )


def _is_whole(finding: Finding, read: _Read) -> bool:
    """Whether the source of a finding is somebody listed, of whose name and apposition a proposal has but one part.

    That part is somebody else's name, or the other part is in what the proposal reports; else its borders are better.
    """
    if not finding.source or not read.source or finding.source_sentence is not None or len(finding.actors) != 1:
        return False
    (first, last), actor = finding.source, finding.actors[0]
    within = first <= read.source[0] and read.source[1] <= last
    part = within and actor.entity_id and last - first > read.source[1] - read.source[0] + 1
    torn = any(_overlap(piece, finding.source) for piece in read.content)
    return bool(part and (torn or actor.entity_id not in {each.entity_id for each in read.actors}))


def _on_its_own(read: _Read, here: SentenceRules) -> Finding:
    """A finding of the proposal alone; a source that no list and no rule knows is nobody of the study's sides."""
    place = read.source or (0, 0)
    actors = read.actors or (Actor(*place, "people", None, OTHER, number="plural"),)
    cue_class = here.cue_class(read.cue)
    return Finding(read.source, read.cue, read.content, cue_class, actors, LEARNT, read.proposal, read.source_sentence)


def _reports(outer: Finding, finding: Finding) -> bool:
    """Whether a finding's cue stands in the content of another."""
    cue = finding.cue
    return cue is not None and any(first <= cue[0] and cue[1] <= last for first, last in outer.content)
