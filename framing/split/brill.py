"""Applies Brill's contextual rules, which come with TextBlob, to a tagged sentence.

TextBlob brings the rules but does not use them, and its own loop over them asks every rule about every word by its
first tag. Here they are sorted by the tag they change and by the word or tag nearby that they ask for first, and each
sees the change of the one before it, as Brill meant.

E. Brill (1992), A simple rule-based part of speech tagger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from framing.records import record

_MARGIN = 3
_OUTSIDE = "STAART"
_WORD, _TAG = 0, 1

_Place = tuple[int, int]  # a column and an offset in it
# What a rule asks: its first argument of (words or tags, at any of these places), then its second.
_QUESTIONS: dict[str, tuple[tuple[int, tuple[int, ...]], ...]] = {
    "prevtag": ((_TAG, (-1,)),),
    "nexttag": ((_TAG, (1,)),),
    "prev2tag": ((_TAG, (-2,)),),
    "next2tag": ((_TAG, (2,)),),
    "prev1or2tag": ((_TAG, (-1, -2)),),
    "next1or2tag": ((_TAG, (1, 2)),),
    "prev1or2or3tag": ((_TAG, (-1, -2, -3)),),
    "next1or2or3tag": ((_TAG, (1, 2, 3)),),
    "surroundtag": ((_TAG, (-1,)), (_TAG, (1,))),
    "curwd": ((_WORD, (0,)),),
    "prevwd": ((_WORD, (-1,)),),
    "nextwd": ((_WORD, (1,)),),
    "prev1or2wd": ((_WORD, (-1, -2)),),
    "next1or2wd": ((_WORD, (1, 2)),),
    "prevwdtag": ((_WORD, (-1,)), (_TAG, (-1,))),
    "nextwdtag": ((_WORD, (1,)), (_TAG, (1,))),
    "wdprevtag": ((_TAG, (-1,)), (_WORD, (0,))),
    "wdnexttag": ((_WORD, (0,)), (_TAG, (1,))),
    "wdand2aft": ((_WORD, (0,)), (_WORD, (2,))),
    "wdand2tagbfr": ((_TAG, (-2,)), (_WORD, (0,))),
    "wdand2tagaft": ((_WORD, (0,)), (_TAG, (2,))),
    "lbigram": ((_WORD, (-1,)), (_WORD, (0,))),
    "rbigram": ((_WORD, (0,)), (_WORD, (1,))),
    "prevbigram": ((_TAG, (-2,)), (_TAG, (-1,))),
    "nextbigram": ((_TAG, (1,)), (_TAG, (2,))),
}

_NOTHING: Mapping[_Place, Mapping[str, Sequence[_Rule]]] = {}


@record
class _Rule:
    rank: int
    new_tag: str
    conditions: tuple[tuple[str, int, tuple[int, ...]], ...]

    def holds(self, columns: Sequence[Sequence[str]], place: int) -> bool:
        """Whether every condition is met at a place of the padded words and tags."""
        for value, column, offsets in self.conditions:
            line = columns[column]
            for offset in offsets:
                if line[place + offset] == value:
                    break
            else:
                return False
        return True


class ContextualRules:
    """Rules such as ``NN VB PREVTAG TO``: a noun behind "to" is a verb.

    Parameters
    ----------
    rules : iterable of sequences of str
        Old tag, new tag, question, one or two values. Rules with a question that is not known are left out.
    """

    def __init__(self, rules: Iterable[Sequence[str]]) -> None:
        self._by_tag: dict[str, dict[_Place, dict[str, list[_Rule]]]] = {}
        for rank, (old_tag, new_tag, question, *values) in enumerate(rules):
            asked = _QUESTIONS.get(question.lower())
            if asked is None or len(values) < len(asked):
                continue
            conditions = tuple((value, *where) for value, where in zip(values, asked, strict=False))
            rule = _Rule(rank, new_tag, conditions)
            value, column, offsets = conditions[0]
            for offset in offsets:
                by_value = self._by_tag.setdefault(old_tag, {}).setdefault((column, offset), {})
                by_value.setdefault(value, []).append(rule)

    def apply(self, words: Sequence[str], tags: Sequence[str]) -> list[str]:
        """The tags after one pass from left to right; each rule sees the changes of those before it."""
        margin = [_OUTSIDE] * _MARGIN
        columns = ([*margin, *words, *margin], [*margin, *tags, *margin])
        by_tag, now = self._by_tag, columns[_TAG]
        for place, tag in enumerate(tags, _MARGIN):
            if tag not in by_tag:
                continue
            rank = -1
            while (rule := self._next(columns, place, rank)) is not None:
                now[place] = rule.new_tag
                rank = rule.rank
        return columns[_TAG][_MARGIN:-_MARGIN]

    def _next(self, columns: Sequence[Sequence[str]], place: int, rank: int) -> _Rule | None:
        """The first rule behind a rank that holds at a place."""
        found: _Rule | None = None
        for (column, offset), by_value in self._by_tag.get(columns[_TAG][place], _NOTHING).items():
            for rule in by_value.get(columns[column][place + offset], ()):
                if rank < rule.rank and (found is None or rule.rank < found.rank) and rule.holds(columns, place):
                    found = rule
        return found
