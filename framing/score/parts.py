"""Whether a loaded word stands in the part of speech in which it is loaded, with room for the tagger's errors."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicons import PolarTerm
from framing.records import Token

DETERMINED = frozenset(("DT", "PDT", "PRP$", "POS", "IN", "CD"))
BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m"))


def word_polarity(tokens: Sequence[Token], at: int, entries: Sequence[PolarTerm]) -> float | None:
    """The polarity of a word by its part of speech; None where it is not loaded in it.

    One tag in ten is wrong, so a word that is listed in another part than its tag says counts too where its
    neighbours allow the listed part: a noun after a determiner or preposition, a verb not there, an adjective
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
    """
    part = part_of(tokens[at].tag)
    if not part:
        return None
    for entry in entries:
        if entry.pos in (part, "any"):
            return entry.polarity
    return next((entry.polarity for entry in entries if _possible(tokens, at, entry, part)), None)


def part_of(tag: str) -> str:
    """The part of speech of a tag: noun, verb, adj or adv; empty for function words and marks.

    >>> part_of("NNS"), part_of("VBD"), part_of("IN")
    ('noun', 'verb', '')
    """
    if tag.startswith("RB"):
        return "adv"
    return {"NN": "noun", "VB": "verb", "JJ": "adj"}.get(tag[:2], "")


def _possible(tokens: Sequence[Token], at: int, entry: PolarTerm, part: str) -> bool:
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    determined = before is not None and (before.tag in DETERMINED or before.tag.startswith("JJ"))
    inflected = entry.term != tokens[at].norm
    if entry.pos == "noun":
        return not (inflected and part == "verb" and not tokens[at].norm.endswith("s")) and (
            part == "adj" or determined
        )
    if entry.pos == "verb":
        return not determined
    if entry.pos == "adj":
        attributive = after is not None and after.tag[:2] in ("NN", "JJ") and part != "adv"
        return not inflected and (attributive or (before is not None and _leads_to_adjective(before)))
    return False


def _leads_to_adjective(before: Token) -> bool:
    return before.norm in BE or before.tag.startswith("RB")
