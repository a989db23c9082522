"""The best label sequence of one passage, step by step: what the batched decoder is compared with."""

from __future__ import annotations

from framing.learn.spans import Scores, Transitions


def best_labels(scores: Scores, transitions: Transitions) -> list[int]:
    """The label sequence of the highest sum (Viterbi).

    Parameters
    ----------
    scores : array of shape (n_tokens, n_labels)
        What each label scores at each token.
    transitions : Transitions
        What their sequence scores.
    """
    if not len(scores):
        return []
    best = scores[0] + transitions.begin
    back = []
    for here in scores[1:]:
        paths = best[:, None] + transitions.between
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + here
    labels = [int((best + transitions.end).argmax())]
    for pointers in reversed(back):
        labels.append(int(pointers[labels[-1]]))
    return labels[::-1]
