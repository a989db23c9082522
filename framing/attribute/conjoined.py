"""Verbs that share a source: in "he praised Belgrade and faulted Pristina" the second is no part of what is praised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.attribute.chunks import SentenceView
from framing.attribute.findings import Finding


def cut_at_conjoined(findings: Sequence[Finding], view: SentenceView) -> list[Finding]:
    """The findings of a sentence, the content of each up to the next verb that "and" or "but" joins to its own."""
    return [_up_to_next(finding, findings, view) for finding in findings]


def is_conjoined(finding: Finding, outer: Finding, view: SentenceView) -> bool:
    """Whether the cue of a finding stands in another's content behind "and" or "but", and has the source of that."""
    return _joint(finding, outer, view) is not None


def _up_to_next(outer: Finding, findings: Sequence[Finding], view: SentenceView) -> Finding:
    ends = [end for finding in findings if finding is not outer and (end := _joint(finding, outer, view)) is not None]
    if not ends:
        return outer
    cut = tuple((first, min(last, *ends)) for first, last in outer.content if first < min(ends))
    return replace(outer, content=cut, borders=replace(outer.borders, content=()))


def _joint(finding: Finding, outer: Finding, view: SentenceView) -> int | None:
    """Where the conjunction stands that joins the verb of a finding to another's with the same source."""
    if not (finding.cue and outer.cue and finding.source and outer.source):
        return None
    if {finding.source_sentence, outer.source_sentence} - {None, view.sentence.index}:
        return None
    at = finding.cue[0]
    same = finding.source[0] < outer.source[1] and outer.source[0] < finding.source[1]
    held = any(first < at < last for first, last in outer.content)
    if not same or not held or outer.source[1] > outer.cue[0] or outer.cue[0] >= at or view.quote_of[at] >= 0:
        return None
    while view.shape(at - 1) == "R":
        at -= 1
    return at - 1 if view.shape(at - 1) == "C" else None
