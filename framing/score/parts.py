"""Whether a loaded word stands in the part of speech in which it is loaded, with room for the tagger's errors."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicons import PolarTerm
from framing.records import Token

DETERMINED = frozenset(("DT", "PDT", "PRP$", "POS", "IN", "CD"))
BEFORE_VERBS = frozenset(("TO", "MD", "PRP", "WP", "WDT", "NN", "NNS", "NNP", "NNPS"))
CLITIC_BE = frozenset(("'s", "'re", "'m"))


def word_polarity(tokens: Sequence[Token], at: int, entries: Sequence[PolarTerm], be: frozenset[str]) -> float | None:
    """The polarity of a word by its part of speech; None where it is not loaded in it.

    One tag in ten is wrong, so a word that is listed in another part than its tag says counts too where its
    neighbours allow the listed part: a noun where no verb is due, a verb where no noun is due, an adjective
    before a noun or after "be". A past form or an "-ing" whose verb is not listed is not its noun: "according" is
    no accord. Function words ("like" as a preposition) never count.

    Parameters
    ----------
    tokens : sequence of Token
        The sentence.
    at : int
        Position of the word.
    entries : sequence of PolarTerm
        What the lexicon holds for the word's form or lemma.
    be : frozenset of str
        The forms of "be" and its kin, behind which an adjective stands.
    """
    part = part_of(tokens[at].tag)
    if not part:
        return None
    for entry in entries:
        if entry.pos in (part, "any"):
            return entry.polarity
    return next((entry.polarity for entry in entries if _possible(tokens, at, entry, be)), None)


def part_of(tag: str) -> str:
    """The part of speech of a tag: noun, verb, adj or adv; empty for function words and marks.

    >>> part_of("NNS"), part_of("VBD"), part_of("IN")
    ('noun', 'verb', '')
    """
    if tag.startswith("RB"):
        return "adv"
    return {"NN": "noun", "VB": "verb", "JJ": "adj"}.get(tag[:2], "")


def _possible(tokens: Sequence[Token], at: int, entry: PolarTerm, be: frozenset[str]) -> bool:
    part = part_of(tokens[at].tag)
    before = tokens[at - 1] if at else None
    determined = before is not None and (before.tag in DETERMINED or before.tag.startswith("JJ"))
    inflected = entry.term != tokens[at].norm
    if entry.pos == "noun":
        form = inflected and part == "verb" and not tokens[at].norm.endswith("s")
        return not form and (part == "adj" or before is None or before.tag not in BEFORE_VERBS)
    if entry.pos == "verb":
        return not determined
    if entry.pos == "adj":
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        attributive = after is not None and after.tag[:2] in ("NN", "JJ") and part != "adv"
        return not inflected and (attributive or _behind_be(tokens, at, be))
    return False


def _behind_be(tokens: Sequence[Token], at: int, be: frozenset[str]) -> bool:
    while at and tokens[at - 1].tag.startswith("RB"):
        at -= 1
    return at > 0 and (tokens[at - 1].norm in be or tokens[at - 1].norm in CLITIC_BE)
