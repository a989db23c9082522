"""Claims that another takes up: in "Kurti rejected claims by Vučić that ..." the clause is Vučić's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.attribute.chunks import SentenceView
from framing.attribute.findings import Finding
from framing.attribute.sources import TokenRange
from framing.attribute.verb_groups import Grammar

ANSWERED = "noun-answered"
NOUN, PASSIVE = "noun", "passive"
NO_PHRASE, JUDGING = frozenset("VMWC,."), frozenset("JR")


def tell_apart(findings: Sequence[Finding], view: SentenceView, grammar: Grammar) -> list[Finding]:
    """The findings of a sentence, where a claim with an author of its own that another's verb takes up is not shared.

    The claim's author is the source of its clause; who takes it up is the source of "claims by Vučić" and no more. A
    judgement at the end ("as baseless") is the second's. The verbs are those of the grammar's ``answering``.
    """
    told = list(findings)
    for place, claim in enumerate(told):
        if not claim.rule.startswith(NOUN) or not claim.source or not claim.cue or not claim.content:
            continue
        chunk = view.chunk_at(claim.cue[0])
        if chunk is None:
            continue
        for at, answer in enumerate(told):
            verb = _answering(answer, view, grammar) if answer is not claim else None
            if verb is None:
                continue
            if _is_object(verb, chunk.first, view):
                judgement = _judgement(claim, answer, view)
                phrase = (verb + 1, claim.content[0][0])
            elif _is_subject(claim, answer):
                judgement, phrase = None, (chunk.first, claim.content[0][0])
            else:
                continue
            if phrase[1] <= claim.cue[0]:
                continue
            told[place] = _as_claim(claim, judgement, answer)
            told[at] = _as_answer(answer, verb, phrase, judgement)
            break
    return told


def _answering(finding: Finding, view: SentenceView, grammar: Grammar) -> int | None:
    """Where the verb stands with which a finding takes up another's words; None where it has none."""
    if not finding.cue or not finding.source:
        return None
    return next((at for at in range(*finding.cue) if view.tokens[at].lemma in grammar["answering"]), None)


def _is_object(verb: int, first: int, view: SentenceView) -> bool:
    """Whether nothing but adverbs and phrases without a verb stands between a verb and the phrase at a position."""
    between = range(verb + 1, first)
    return verb < first and not any(view.shapes[at] in NO_PHRASE and view.quote_of[at] < 0 for at in between)


def _is_subject(claim: Finding, answer: Finding) -> bool:
    """Whether a claim whose clause ends before a passive is its subject: "claims by Vučić that ... were rejected"."""
    if not answer.rule.startswith(PASSIVE) or not answer.cue:
        return False
    first, last = claim.content[-1]
    known = claim.rule.startswith(ANSWERED)  # by the rules; a model's borders may reach over the answer
    return first < answer.cue[0] <= last if known else answer.cue[0] == last


def _judgement(claim: Finding, answer: Finding, view: SentenceView) -> TokenRange | None:
    """What a claim is called at the end of its clause: "as baseless", "as “a lie”"."""
    first, last = claim.content[-1]
    last = max([last, *(end for _, end in answer.content)])
    outside = [at for at in range(last - 1, first, -1) if view.quote_of[at] < 0]
    for at in outside:
        if view.norms[at] == "as":
            quoted = all(view.quote_of[position] >= 0 for position in range(at + 1, last))
            judged = quoted or set(view.shapes[at + 1 : last]) <= JUDGING
            return (at, last) if judged and at + 1 < last else None
        if view.shapes[at] in "VMW":
            return None
    return None


def _as_claim(claim: Finding, judgement: TokenRange | None, answer: Finding) -> Finding:
    """The claim, whose clause ends where a judgement of it begins or what the answer holds ends."""
    rule = claim.rule if claim.rule.startswith(ANSWERED) else claim.rule.replace(NOUN, ANSWERED, 1)
    first, last = claim.content[-1]
    ends = [end for start, end in answer.content if start <= first < end < last]
    ends += [answer.cue[0]] if answer.cue and first < answer.cue[0] < last else []
    end = min([*ends, judgement[0] if judgement else last])
    if end == last:
        return replace(claim, rule=rule)
    content = (*claim.content[:-1], (first, end))
    return replace(claim, rule=rule, content=content, borders=replace(claim.borders, content=()))


def _as_answer(answer: Finding, verb: int, phrase: TokenRange, judgement: TokenRange | None) -> Finding:
    content = (phrase, judgement) if judgement else (phrase,)
    cue = answer.cue and (answer.cue[0], min(answer.cue[1], phrase[0])) if phrase[0] > verb else answer.cue
    return replace(answer, cue=cue, content=content, borders=replace(answer.borders, cue=(), content=()))
