"""Which phrase a pronoun means: by gender, number, kind, recency, part in the clause, and quotation."""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import Literal

from framing.attribute.actors import Actor
from framing.records import record

Kind = Literal["person", "likely person", "body", ""]
Function = Literal["subject", "object", "oblique", "possessor", ""]
UNQUOTED = -1


@record
class Referent:
    """Who a phrase is, as far as a pronoun must know.

    ``kind`` is empty where a name may be a person's, a body's or a place's; ``key`` is shared by all phrases for one
    referent. ``gender`` is m, f, n or empty; ``number`` singular, plural or collective. ``name_words`` counts the
    words of a name, 0 for a noun.
    """

    kind: Kind
    gender: str
    number: str
    key: str
    name_words: int = 0


@record
class Seen:
    """A phrase of the article, or a pronoun that has been followed.

    ``origin`` is where its name or noun stands: sentence, first and last head token (two where "and" joins two).
    ``weight`` is how prominent it is to a description that may mean it.
    """

    actor: Actor
    referent: Referent
    sentence_index: int
    position: int
    weight: float
    spoke: bool
    function: Function = ""
    quotation: int = UNQUOTED
    origin: tuple[int, int, int] = (0, 0, 0)


@record
class Setting:
    """Where a pronoun stands.

    ``quotation`` is the start of the quotation it stands in. ``barred`` and ``favoured`` are keys of referents: who
    speaks a quotation does not call himself "he"; whose words are reported without marks often does. ``clause_subject``
    is the key of the subject that the pronoun is an object of: only a reflexive could mean it. ``beside`` is the key of
    the phrase that "and" joins it to: "Gruen and his colleagues".
    """

    function: Function = ""
    quotation: int = UNQUOTED
    barred: frozenset[str] = frozenset()
    favoured: frozenset[str] = frozenset()
    clause_subject: str = ""
    beside: str = ""


@record
class Weights:
    """What counts how much, in sentences of distance (chosen on GUM, ``experiments/coreference``)."""

    distance: float = 1.0
    gender_known: float = 1.0
    kind_unknown: float = -1.0
    kind_likely: float = 0.0
    near: float = -0.03
    conjoined: float = 1.5
    favoured: float = 2.0
    subject: float = 1.0
    object: float = 0.0
    oblique: float = 0.2
    possessor: float = -0.3
    parallel: float = 0.2
    quoted: float = -1.0
    frequency: float = 0.25
    plural: float = 1.0
    things: float = -2.5
    collective: float = 0.0
    singular_they: float = -2.5
    same_sentence: float = 1.3
    spoke: float = 1.0
    opens: float = 0.5
    listed: float = 0.5


WEIGHTS = Weights()


class Chooser:
    """Chooses antecedents, and learns the gender of names from the pronouns that follow them.

    Parameters
    ----------
    weights : Weights
    """

    def __init__(self, weights: Weights = WEIGHTS) -> None:
        self._weights = weights
        self._of_function: dict[Function, float] = {
            "subject": weights.subject,
            "object": weights.object,
            "oblique": weights.oblique,
            "possessor": weights.possessor,
            "": 0.0,
        }
        self._counts: dict[str, int] = {}
        self._frequencies: dict[str, float] = {}
        self._genders: dict[str, str] = {}
        self._whole: set[str] = set()
        self._alone: set[str] = set()

    def count(self, referent: Referent) -> None:
        """Notes one more phrase for a referent."""
        count = self._counts[referent.key] = self._counts.get(referent.key, 0) + 1
        self._frequencies[referent.key] = self._weights.frequency * log(count)
        if referent.gender in ("m", "f"):
            self._genders.setdefault(referent.key, referent.gender)
        if referent.name_words:
            (self._alone if referent.name_words == 1 else self._whole).add(referent.key)

    def choose(self, pronoun: Actor, seen: Iterable[Seen], index: int, setting: Setting) -> Seen | None:
        """The likeliest antecedent, or None where no phrase agrees."""
        best: tuple[tuple[float, int, int], Seen] | None = None
        for each in seen:
            score = self._score(pronoun, each, index, setting)
            if score is None:
                continue
            rank = (score, each.sentence_index, -each.position)
            if best is None or rank > best[0]:
                best = rank, each
        return best[1] if best else None

    def learn(self, pronoun: Actor, chosen: Seen) -> None:
        """Notes that a name is a "he" or a "she"."""
        if pronoun.gender in ("m", "f") and chosen.referent.kind != "body":
            self._genders.setdefault(chosen.referent.key, pronoun.gender)

    def _score(self, pronoun: Actor, seen: Seen, index: int, setting: Setting) -> float | None:
        weights, referent = self._weights, seen.referent
        if referent.key in setting.barred or referent.key == setting.clause_subject:
            return None
        agreement = self._agreement(pronoun, referent)
        if agreement is None:
            return None
        score = agreement - weights.distance * (index - seen.sentence_index) + weights.spoke * seen.spoke
        score += weights.opens * (seen.position <= 1 and seen.quotation == UNQUOTED)
        score += weights.listed * (seen.actor.entity_id is not None)
        score += weights.favoured * (referent.key in setting.favoured)
        score += self._of_function[seen.function] + weights.parallel * (seen.function == setting.function != "")
        score += weights.quoted * (seen.quotation != UNQUOTED and seen.quotation != setting.quotation)
        score += weights.conjoined * (referent.key == setting.beside)
        if index == seen.sentence_index:
            score += weights.same_sentence + weights.near * (pronoun.first - seen.position)
        return score + self._frequencies.get(referent.key, 0.0)

    def _agreement(self, pronoun: Actor, referent: Referent) -> float | None:
        """What agreement in kind, gender and number counts; None where pronoun and referent disagree."""
        weights = self._weights
        surname = referent.key in self._whole and referent.key in self._alone
        likely = referent.kind == "likely person" or (referent.kind == "" and surname)
        unknown = weights.kind_likely if likely else weights.kind_unknown * (referent.kind == "")
        if pronoun.gender in ("m", "f"):
            gender = referent.gender or self._genders.get(referent.key, "")
            if referent.kind == "body" or referent.number != "singular" or gender not in (pronoun.gender, ""):
                return None
            return unknown * (not gender) + weights.gender_known * (gender == pronoun.gender)
        if pronoun.number == "plural":
            if referent.number == "plural":
                return weights.plural + (weights.things if referent.kind == "" else unknown)
            if referent.kind == "body" or referent.number == "collective":
                return weights.collective
            known = referent.gender or self._genders.get(referent.key, "")
            return None if known in ("m", "f") else weights.singular_they + unknown
        if (
            referent.kind in ("person", "likely person")
            or referent.number == "plural"
            or self._genders.get(referent.key)
        ):
            return None
        return unknown
