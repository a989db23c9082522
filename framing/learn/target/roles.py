"""The part a target plays: what it does, what is done to it, what it is called, what it has, whether it speaks.

Read from word order and parts of speech, without a parse: the nearest verb to the right is taken for the target's own
and the nearest to the left for one that acts on it, so that far subjects and objects of long sentences are missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from framing.learn.grams import Feature
from framing.learn.target.reading import Reading, WordLists

CLOSE, FAR = 2, 8
OBJECT_WORDS = 4
MODIFIER_WORDS = 4
LINKED_WORDS = 6
NOMINAL = ("NN", "JJ", "PRP", "CD", "VBN", "VBG")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: ``head`` is the verb's token, ``last`` the token behind the group."""

    head: int
    last: int
    passive: bool
    negated: bool


class RoleReader:
    """Reads the role of a target.

    Parameters
    ----------
    lists : WordLists
    """

    def __init__(self, lists: WordLists) -> None:
        self._lists = lists

    def features(self, reading: Reading) -> Iterator[Feature]:
        """The features of the target's role, each with the token it was read from."""
        yield f"kind={_kind(reading)}", reading.first
        yield f"quoted={reading.quoted[reading.first]}", reading.first
        yield from self._subject(reading)
        yield from self._object(reading)
        yield from self._modifiers(reading)
        yield from self._possession(reading)
        yield from self._apposition(reading)
        yield from self._speaker(reading)
        yield from _nearest_loaded(reading)

    def group_at(self, reading: Reading, at: int) -> VerbGroup:
        """The verb group that begins at a token: auxiliaries, adverbs, and the verb."""
        lists = self._lists
        head, passive, negated, after_be = at, False, False, False
        while at < reading.end:
            tag, norm = reading.tags[at], reading.words[at]
            if tag == "MD" or tag.startswith("VB"):
                head, passive = at, after_be and tag in ("VBN", "VBD") and norm not in lists.auxiliaries
                at += 1
                if norm in lists.be:
                    after_be = True
                elif tag != "MD" and norm not in lists.auxiliaries:
                    break
            elif tag.startswith("RB"):
                negated |= norm in lists.negators
                at += 1
            else:
                break
        return VerbGroup(head, max(at, head + 1), passive, negated)

    def _subject(self, reading: Reading) -> Iterator[Feature]:
        """The verbs to the right, the first of them as the target's own."""
        at, found, relative, names, commas = reading.last, 0, False, 0, 0
        while at < reading.end and found < 3:
            tag = reading.tags[at]
            if tag == "MD" or tag.startswith("VB"):
                group = self.group_at(reading, at)
                place = ("near" if at - reading.last <= CLOSE else "far") + ("+rel" if relative else "")
                role = ("psubj" if group.passive else "subj") if not found else "later"
                if not found and names:
                    role += "?"
                yield f"{role}:{place}:{min(commas, 2)}", at
                yield from self._verb(reading, role, group)
                at, found, relative = group.last, found + 1, False
                continue
            relative |= reading.words[at] in self._lists.relatives
            names += tag.startswith(("NN", "PRP")) and tag != "PRP$"
            commas += tag == ","
            at += 1

    def _verb(self, reading: Reading, role: str, group: VerbGroup) -> Iterator[Feature]:
        """A verb in its role: lemma, polarity, classes; then what follows it."""
        head = group.head
        deny = "not " if group.negated else ""
        lemma = reading.lemmas[head]
        yield f"{role}={deny}{lemma}", head
        yield f"{role}.sign={deny}{reading.signs[head]}", head
        for cue in self._lists.cues.get(reading.words[head], ()):
            if cue.part == "verb":
                yield f"{role}.cue={deny}{cue.cue_class}", head
        if lemma in self._lists.stance:
            yield f"{role}.stance={deny}{self._lists.stance[lemma]}", head
        yield from self._complement(reading, role, group)

    def _complement(self, reading: Reading, role: str, group: VerbGroup) -> Iterator[Feature]:
        """The first content words behind a verb, up to the next clause mark; behind "be" as what the target is."""
        deny = "not " if group.negated else ""
        copula = reading.words[group.head] in self._lists.copulas
        link = f"{role}.is" if copula else f"{role}.object"
        seen = 0
        for at in range(group.last, reading.end):
            if at in reading.stops or seen == (LINKED_WORDS if copula else OBJECT_WORDS):
                break
            if reading.first <= at < reading.last:
                yield f"{link}:target", at
            elif reading.content[at]:
                seen += 1
                yield f"{link}={deny}{reading.lemmas[at]}", at
                if seen == 1:
                    yield f"{link}1={deny}{reading.lemmas[group.head]} {reading.lemmas[at]}", at
                if sign := reading.signs[at]:
                    yield f"{link}.sign={deny}{sign}", at
                    yield f"{link}.sign={deny}{reading.signs[group.head]}*{sign}", at
            elif not seen and reading.tags[at] in ("IN", "TO", "RP"):
                yield f"{role}.particle={deny}{reading.lemmas[group.head]} {reading.words[at]}", at

    def _object(self, reading: Reading) -> Iterator[Feature]:
        """The nearest verb to the left as acting on the target, the preposition before it and what that hangs on."""
        preposition, between, commas = "", 0, 0
        for at in range(reading.first - 1, reading.begin - 1, -1):
            tag = reading.tags[at]
            if tag.startswith("VB"):
                yield from self._governor(reading, at, preposition, between, commas)
                return
            if tag in ("IN", "TO") and not preposition:
                preposition = reading.words[at]
                yield f"prep={preposition}", at
            elif tag.startswith("NN"):
                between += 1
                if preposition and between == 1:
                    yield f"noun_prep={reading.lemmas[at]} {preposition}", at
                    yield f"noun_prep.sign={reading.signs[at]} {preposition}", at
            commas += tag == ","
            if reading.first - at > FAR:
                return

    def _governor(self, reading: Reading, at: int, preposition: str, between: int, commas: int) -> Iterator[Feature]:
        begin = at
        while begin > reading.begin and reading.tags[begin - 1].startswith(("VB", "MD", "RB")):
            begin -= 1
        group = self.group_at(reading, begin)
        while group.head < at:
            group = self.group_at(reading, group.last)
        role = "agent" if preposition == "by" and group.passive else "object"
        role += "?" if commas else "+" if between else ""
        deny = "not " if group.negated else ""
        lemma = reading.lemmas[at]
        yield f"{role}={deny}{lemma}", at
        yield f"{role}.sign={deny}{reading.signs[at]}", at
        yield f"{role}.link={deny}{lemma} {preposition}", at
        yield f"{role}.sign={deny}{reading.signs[at]} {preposition}", at
        for cue in self._lists.cues.get(reading.words[at], ()):
            if cue.part == "verb":
                yield f"{role}.cue={deny}{cue.cue_class}", at
        if lemma in self._lists.stance:
            yield f"{role}.stance={deny}{self._lists.stance[lemma]}", at
        for behind in range(reading.last, min(reading.last + OBJECT_WORDS, reading.end)):
            if reading.content[behind]:
                yield f"{role}.then={reading.lemmas[behind]}", behind
                yield f"{role}.then={lemma} {reading.lemmas[behind]}", behind

    def _modifiers(self, reading: Reading) -> Iterator[Feature]:
        """Adjectives and nouns straight before the target, and a noun that it modifies itself."""
        for at in range(reading.first - 1, max(reading.begin, reading.first - MODIFIER_WORDS) - 1, -1):
            if not reading.tags[at].startswith(NOMINAL):
                break
            yield f"modifier={reading.lemmas[at]}", at
            yield f"modifier.sign={reading.signs[at]}", at
        if reading.last < reading.end and reading.tags[reading.last].startswith("NN"):
            yield from self._held(reading, "compound", reading.last)

    def _possession(self, reading: Reading) -> Iterator[Feature]:
        """What belongs to the target: "its record", "the mayor's lies"."""
        behind = reading.last
        if behind < reading.end and reading.tags[behind] == "POS":
            yield from self._held(reading, "has", behind + 1)
        elif reading.tags[reading.last - 1] in ("PRP$", "POS"):
            yield from self._held(reading, "has", behind)

    def _held(self, reading: Reading, role: str, at: int) -> Iterator[Feature]:
        head = at
        while at < reading.end and reading.tags[at].startswith(NOMINAL):
            yield f"{role}={reading.lemmas[at]}", at
            if sign := reading.signs[at]:
                yield f"{role}.sign={sign}", at
            head, at = at, at + 1
        if at > head and at < reading.end and reading.tags[at].startswith(("VB", "MD", "RB")):
            yield from self._verb(reading, f"{role}.subj", self.group_at(reading, at))

    def _apposition(self, reading: Reading) -> Iterator[Feature]:
        """What is said of the target between commas straight behind it."""
        if reading.last + 1 >= reading.end or reading.tags[reading.last] not in (",", "-LRB-", ":"):
            return
        for at in range(reading.last + 1, min(reading.last + 1 + LINKED_WORDS, reading.end)):
            if at in reading.stops:
                return
            if reading.content[at]:
                yield f"apposition={reading.lemmas[at]}", at
                if sign := reading.signs[at]:
                    yield f"apposition.sign={sign}", at

    def _speaker(self, reading: Reading) -> Iterator[Feature]:
        """Whether the word beside the target reports, on either side ("said Kovač", "Kovač warned")."""
        for side, places in (("left", (reading.first - 1,)), ("right", (reading.last, reading.last + 1))):
            for at in places:
                if not reading.begin <= at < reading.end or not reading.tags[at].startswith("VB"):
                    continue
                for cue in self._lists.cues.get(reading.words[at], ()):
                    if cue.part == "verb" and cue.complements & {"that", "quote"}:
                        yield f"speaks:{side}", at
                        yield f"speaks:{side}={cue.cue_class}", at
                        yield f"speaks:{side}:tone={_tone(reading, lambda i: reading.quoted[i])}", at
                        break


def _kind(reading: Reading) -> str:
    tag = reading.tags[reading.last - 1]
    return "name" if tag.startswith("NNP") else tag[:2] + ("$" if tag == "PRP$" else "")


def _tone(reading: Reading, counts: Callable[[int], bool]) -> str:
    total = sum(reading.valence[at] or reading.vader[at] for at in range(reading.begin, reading.end) if counts(at))
    return "+" if total > 0 else "-" if total < 0 else "0"


def _nearest_loaded(reading: Reading) -> Iterator[Feature]:
    """The sign of the nearest loaded word on each side, near or far, and both together."""
    signs = []
    for side, places in (
        ("left", range(reading.first - 1, reading.begin - 1, -1)),
        ("right", range(reading.last, reading.end)),
    ):
        at = next((place for place in places if reading.signs[place]), None)
        if at is None:
            signs.append("0")
            continue
        distance = reading.first - at if side == "left" else at - reading.last + 1
        signs.append(reading.signs[at])
        yield f"nearest:{side}={reading.signs[at]}", at
        yield f"nearest:{side}={reading.signs[at]}{'near' if distance <= CLOSE + 1 else 'far'}", at
    yield f"nearest={' '.join(signs)}", reading.first
