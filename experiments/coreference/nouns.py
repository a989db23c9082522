"""Makes ``lexicons/nouns.tsv`` from the files of WordNet 3.0 (Debian: wordnet-base, /usr/share/wordnet).

A noun is of the kind that at least ``SHARE`` of its uses have, by WordNet's counts of senses; to each count one half
divided by the rank of the sense is added. Senses that WordNet writes with a capital or has as names do not count.
Things are kept where they end like nouns for persons ("quadrant"), so that they are not taken for such.

    python experiments/coreference/nouns.py --wordnet /usr/share/wordnet
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from framing.learn.target.vectors import WordVectors

ROOT = Path(__file__).parents[2]
PATH = ROOT / "lexicons" / "nouns.tsv"
VECTORS = ROOT / "framing" / "models" / "target-sentiment-linear" / "vectors.npz"
HEAD = "".join(line + "\n" for line in PATH.read_text(encoding="utf-8").split("\n") if line.startswith("# "))
PERSON_FILE, GROUP_FILE = 18, 14
SHARE = 0.4
NAMES_SHARE = 0.3
THING_SHARE = 0.1
SHORTEST = 3
BODIES = {"organization": 2, "unit": 1, "body": 1, "gathering": 1, "community": 1, "family": 1}
ENDINGS = ("er", "or", "ist", "ian", "ee", "ant", "man", "woman", "person")


@dataclass(slots=True)
class WordNet:
    """The nouns of WordNet: senses by word, and file, names and what stands above by sense."""

    senses: dict[str, list[str]] = field(default_factory=dict)
    file: dict[str, int] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)
    instances: set[str] = field(default_factory=set)
    written: set[tuple[str, str]] = field(default_factory=set)
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def ancestors(self, sense: str) -> set[str]:
        """A sense with all that stands above it."""
        found: set[str] = set()
        waiting = [sense]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += self.above.get(at, [])
        return found


def read(folder: Path) -> WordNet:
    """The nouns of ``data.noun``, ``index.noun`` and ``cntlist.rev``."""
    found = WordNet()
    for line in _lines(folder / "data.noun"):
        cells = line.split(" ")
        sense, words = cells[0], int(cells[3], 16)
        found.file[sense] = int(cells[1])
        found.written |= {(sense, word) for word in cells[4 : 4 + 2 * words : 2]}
        first = 5 + 2 * words
        pointers = cells[first : first + 4 * int(cells[first - 1])]
        found.above[sense] = [pointers[at + 1] for at in range(0, len(pointers), 4) if pointers[at] in ("@", "@i")]
        if "@i" in pointers[::4]:
            found.instances.add(sense)
    for line in _lines(folder / "index.noun"):
        cells = line.split()
        found.senses[cells[0]] = cells[6 + int(cells[3]) :]
    for line in _lines(folder / "cntlist.rev"):
        key, rank, count = line.split()
        word, _, rest = key.partition("%")
        if rest.startswith("1:"):
            found.counts[word, int(rank)] += int(count)
    return found


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="latin-1").splitlines() if not line.startswith("  "))


def kinds(wordnet: WordNet) -> Iterator[tuple[str, str]]:
    """The nouns of the list with their kinds, in order."""
    known = WordVectors.load(VECTORS).rows
    heads = {
        sense
        for word, most in BODIES.items()
        for sense in [each for each in wordnet.senses[word] if wordnet.file[each] == GROUP_FILE][:most]
    }
    for word in sorted(wordnet.senses):
        ranks = range(1, len(wordnet.senses[word]) + 1)
        if not word.isalpha() or len(word) < SHORTEST:
            continue
        if word not in known and not any(wordnet.counts.get((word, rank)) for rank in ranks):
            continue
        share = _shares(wordnet, word, heads)
        person, body = share["person"], share["body"]
        if share["name"] >= NAMES_SHARE:
            continue
        if person >= SHARE and person >= body:
            yield word, "person"
        elif body >= SHARE:
            yield word, "body"
        elif person + body < THING_SHARE and word.endswith(ENDINGS):
            yield word, "thing"


def _shares(wordnet: WordNet, word: str, heads: set[str]) -> Mapping[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for rank, sense in enumerate(wordnet.senses[word], 1):
        if sense in wordnet.instances or (sense, word) not in wordnet.written:
            kind = "name"
        elif wordnet.file[sense] == PERSON_FILE:
            kind = "person"
        else:
            group = wordnet.file[sense] == GROUP_FILE
            kind = "body" if group and wordnet.ancestors(sense) & heads else "thing"
        weights[kind] += wordnet.counts.get((word, rank), 0) + 0.5 / rank
    whole = sum(weights.values())
    return defaultdict(float, {kind: weight / whole for kind, weight in weights.items()})


def main() -> None:
    """Reads WordNet and writes the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun, index.noun, cntlist.rev")
    rows = kinds(read(parser.parse_args().wordnet))
    PATH.write_text(HEAD + "noun\tkind\n" + "".join(f"{noun}\t{kind}\n" for noun, kind in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
