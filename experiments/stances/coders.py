"""How two coders' stances and frames become a coded set, and how far the coders agree.

    python experiments/stances/coders.py        # agreement by set

``tests/coded/coders.jsonl`` holds what each said of each sentence: stances as holder, kind of target, target, stance,
and whether the sentence refers to the target; frames as those the coder was sure of, and those in doubt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sklearn.metrics import cohen_kappa_score

CODERS = Path(__file__).resolve().parents[2] / "tests" / "coded" / "coders.jsonl"
KINDS = ("perspective", "issue")
NONE = "none"

Pair = tuple[str, str, str]
"""Holder, kind of target, target."""
Row = dict[str, Any]


def rows() -> list[Row]:
    """What the coders said, a row a sentence."""
    return [json.loads(line) for line in CODERS.read_text(encoding="utf-8").splitlines()]


def stances_of(said: Iterable[Sequence[Any]]) -> dict[Pair, tuple[str, bool]]:
    """One coder's stances of a sentence, and whether it refers to the target."""
    return {(holder, kind, target): (stance, named) for holder, kind, target, stance, named in said}


def merged_stances(row: Row) -> tuple[list[Row], list[Row]]:
    """The stances that both coders gave, and the pairs that count neither way.

    Implied is a target that neither found in the sentence. A pair without a stance that one alone noted says nothing.
    """
    first, second = (stances_of(said) for said in row["stances"])
    stances, optional = [], []
    for pair in dict.fromkeys([*first, *second]):
        given = [said[pair] for said in (first, second) if pair in said]
        coded = dict(zip(("holder", "target_kind", "target"), pair, strict=True))
        if len(given) == 2 and given[0][0] == given[1][0]:
            implied = {} if any(named for _, named in given) else {"implied": True}
            stances.append({**coded, "stance": given[0][0], **implied})
        elif len(given) == 2 or given[0][0] != NONE:
            optional.append(coded)
    return stances, optional


def merged_frames(row: Row) -> tuple[set[str], set[str]]:
    """The frames of which both coders were sure, and those that either thought possible."""
    (first, first_doubt), (second, second_doubt) = (map(set, said) for said in row["frames"])
    sure = first & second
    return sure, (first | first_doubt | second | second_doubt) - sure


def agreement(found: Sequence[Row]) -> Iterator[tuple[str, int, float, float, float]]:
    """For each kind of target: pairs that both listed, share with the same stance, kappa, F1 of for and against."""
    for kind in KINDS:
        both: list[tuple[str, str]] = []
        taken: list[int] = [0, 0, 0]
        for row in found:
            first, second = (
                {pair: stance for pair, (stance, _) in stances_of(said).items() if pair[1] == kind}
                for said in row["stances"]
            )
            both += [(stance, second[pair]) for pair, stance in first.items() if pair in second]
            sides = [{item for item in said.items() if item[1] != NONE} for said in (first, second)]
            taken = [taken[0] + len(sides[0] & sides[1]), taken[1] + len(sides[0]), taken[2] + len(sides[1])]
        one, other = zip(*both, strict=True)
        same = sum(left == right for left, right in both) / len(both)
        yield kind, len(both), same, cohen_kappa_score(one, other), 2 * taken[0] / (taken[1] + taken[2])


def main() -> None:
    """Prints the agreement of each set."""
    everything = rows()
    for name in dict.fromkeys(row["set"] for row in everything):
        here = [row for row in everything if row["set"] == name]
        for kind, n, same, kappa, f1 in agreement(here):
            print(
                f"{name}, {kind}: {n} pairs, same {same:.3f}, kappa {kappa:.3f}, F1 of for and against {100 * f1:.1f}"
            )
        sure = [[set(said[0]) for said in row["frames"]] for row in here if "frames" in row]
        if sure:
            hits, size = sum(len(a & b) for a, b in sure), sum(len(a) + len(b) for a, b in sure)
            print(f"{name}, frames: F1 of the sure ones {200 * hits / size:.1f}")


if __name__ == "__main__":
    main()
