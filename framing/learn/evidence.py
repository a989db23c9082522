"""The words that speak for a decision of a word model, as the tables show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set

from framing.records import Token

WORDS_SHOWN = 4
LEAST_WEIGHT = 0.1


def told(
    tokens: Sequence[Token],
    weights: Iterable[tuple[int, float]],
    left_out: Collection[int] = (),
    unshown: Set[str] = frozenset(),
    least: float = LEAST_WEIGHT,
) -> str | None:
    """The words that speak for a label, the strongest first; None without any. Marks are no evidence.

    Parameters
    ----------
    tokens : sequence of Token
        The passage.
    weights : iterable of (int, float)
        Tokens with what each adds to the label (log-odds, or probability), the strongest first.
    left_out : collection of int
        Tokens that are no evidence, such as the target that is judged.
    unshown : set of str
        Norms of words that are never shown, though they count: "as", "that".
    least : float
        Words that add less are not shown.
    """
    telling = [
        (tokens[at].text, weight)
        for at, weight in weights
        if weight >= least
        and at not in left_out
        and tokens[at].norm not in unshown
        and tokens[at].norm.lstrip("#@")[:1].isalnum()
    ]
    return "; ".join(f"{word} {weight:+.2f}" for word, weight in telling[:WORDS_SHOWN]) or None
