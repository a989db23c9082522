"""Word lists that training rows teach: how often a lemma is a cue, part of a source, or opens a content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from framing.learn.chain.hashing import hash_of
from framing.learn.passages import Passage
from framing.lexicons import Lexicons

LEAST_SEEN = 3
RANKS = (0.01, 0.05, 0.2, 0.5, 0.8)  # shares from which a lemma has rank 2, 3, ...; 1 is any lemma seen often enough
LABELS_COUNTED = {"source": (1, 2), "cue": (3, 4), "content": (5,)}

Lists = dict[str, dict[int, int]]


def learnt_lists(passages: Sequence[Passage], labels: Sequence[Sequence[int]]) -> Lists:
    """The ranks of lemmas by part, by the hash of the lemma.

    The share is smoothed by one token that is none of the part; lemmas seen fewer than ``LEAST_SEEN`` times have none.
    """
    seen: Counter[str] = Counter()
    counts = {part: Counter[str]() for part in LABELS_COUNTED}
    for passage, row in zip(passages, labels, strict=True):
        for token, label in zip(passage.tokens, row, strict=True):
            seen[token.lemma] += 1
            for part, counted in LABELS_COUNTED.items():
                if label in counted:
                    counts[part][token.lemma] += 1
    often = sorted(lemma for lemma, times in seen.items() if times >= LEAST_SEEN)
    return {
        part: {
            hash_of(lemma): 1 + int(np.searchsorted(RANKS, times[lemma] / (seen[lemma] + 1), side="right"))
            for lemma in often
        }
        for part, times in counts.items()
    }


def given_lists(lexicons: Lexicons) -> Lists:
    """The package's cues, numbered by their first entry's part and class, and its roles, numbered by their kind."""
    kinds = sorted({(cue.part, cue.cue_class) for cues in lexicons.cues.values() for cue in cues})
    cue_numbers = {kind: number for number, kind in enumerate(kinds, start=1)}
    role_kinds = sorted({role.kind for role in lexicons.roles.values()})
    return {
        "lexicon": {
            hash_of(form): cue_numbers[cues[0].part, cues[0].cue_class] for form, cues in sorted(lexicons.cues.items())
        },
        "role": {hash_of(form): 1 + role_kinds.index(role.kind) for form, role in sorted(lexicons.roles.items())},
    }
