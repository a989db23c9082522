"""Which phrase a pronoun means: by gender, number, kind, recency, part in the clause, and quotation."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log
from typing import Literal

from framing.attribute.actors import Actor
from framing.records import record

Kind = Literal["person", "likely person", "body", ""]
Function = Literal["subject", "object", "oblique", "possessor", ""]
UNQUOTED = -1
NOT_ASKED = float("nan")


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
    ``weight`` is how prominent it is to a description that may mean it; ``again`` marks a followed pronoun. What stands
    in a ``dateline`` tells whose the government is, but no pronoun means it.
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
    again: bool = False
    dateline: bool = False


@record
class Setting:
    """Where a pronoun stands.

    ``quotation`` is the start of the quotation it stands in. ``barred`` are keys of referents: who speaks a quotation
    does not call himself "he". ``clause_subject`` is the key of the subject that the pronoun is an object of: only a
    reflexive could mean it. ``beside`` is the key of the phrase that "and" joins it to: "Gruen and his colleagues".
    """

    function: Function = ""
    quotation: int = UNQUOTED
    barred: frozenset[str] = frozenset()
    clause_subject: str = ""
    beside: str = ""


@record
class Weights:
    """What counts how much for an antecedent, in log-odds (``antecedents.tsv``, learnt in ``experiments/coreference``).

    ``far`` counts once for the logarithm of the sentences between, ``again`` for a pronoun that has been followed.
    """

    distance: float = 0.0
    far: float = 0.0
    same_sentence: float = 0.0
    again: float = 0.0
    again_same_sentence: float = 0.0
    subject: float = 0.0
    object: float = 0.0
    oblique: float = 0.0
    possessor: float = 0.0
    no_function: float = 0.0
    opens: float = 0.0
    listed: float = 0.0
    conjoined: float = 0.0
    quoted: float = 0.0
    other_quotation: float = 0.0
    gender_known: float = 0.0
    likely_person: float = 0.0
    kind_unknown: float = 0.0
    plural_persons: float = 0.0
    plural_likely: float = 0.0
    plural_bodies: float = 0.0
    plural_things: float = 0.0
    collective: float = 0.0
    singular_they: float = 0.0
    singular_they_unknown: float = 0.0
    body: float = 0.0
    thing: float = 0.0


class Chooser:
    """Chooses antecedents, and learns the gender of names from the pronouns that follow them.

    Parameters
    ----------
    weights : Weights
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._of_function: dict[Function, float] = {
            "subject": weights.subject,
            "object": weights.object,
            "oblique": weights.oblique,
            "possessor": weights.possessor,
            "": weights.no_function,
        }
        self._of_plural = {
            "person": weights.plural_persons,
            "likely person": weights.plural_likely,
            "body": weights.plural_bodies,
            "": weights.plural_things,
        }
        self._by_distance: dict[int, float] = {}
        self._genders: dict[str, str] = {}
        self._whole: set[str] = set()
        self._alone: set[str] = set()

    def note(self, referent: Referent) -> None:
        """Notes a phrase for a referent: what it tells of its gender, and whether its name stands alone."""
        if referent.gender in ("m", "f"):
            self._genders.setdefault(referent.key, referent.gender)
        if referent.name_words:
            (self._alone if referent.name_words == 1 else self._whole).add(referent.key)

    def share(self, other: Chooser) -> None:
        """Takes over what another chooser knows of names."""
        self._genders, self._whole, self._alone = other._genders, other._whole, other._alone

    def choose(self, pronoun: Actor, seen: Iterable[Seen], index: int, setting: Setting) -> Seen | None:
        """The likeliest antecedent, or None where no phrase agrees.

        The odds of a referent are the sum of those of its phrases, so that what is often spoken of is likelier; of its
        phrases the likeliest is taken.
        """
        best: dict[str, tuple[tuple[float, int, int], Seen]] = {}
        odds: dict[str, float] = {}
        agreements: dict[int, float | None] = {}
        for each in seen:
            referent = each.referent
            agreement = agreements.get(id(referent), NOT_ASKED)
            if agreement is NOT_ASKED:
                agreement = agreements[id(referent)] = self._agreement(pronoun, referent, setting)
            if agreement is None or each.dateline:
                continue
            score = self._score(agreement, each, index, setting)
            key, rank = referent.key, (score, each.sentence_index, -each.position)
            if key in best:
                odds[key] += exp(score)
                if rank > best[key][0]:
                    best[key] = rank, each
            else:
                odds[key] = exp(score)
                best[key] = rank, each
        if len(best) < 2:
            return next((chosen for _, chosen in best.values()), None)
        return best[max(best, key=lambda key: (odds[key], best[key][0]))][1]

    def learn(self, pronoun: Actor, chosen: Seen) -> None:
        """Notes that a name is a "he" or a "she"."""
        if pronoun.gender in ("m", "f") and chosen.referent.kind != "body":
            self._genders.setdefault(chosen.referent.key, pronoun.gender)

    def score(self, pronoun: Actor, seen: Seen, index: int, setting: Setting) -> float | None:
        """The log-odds of a phrase, linear in the weights; None where it cannot be meant."""
        agreement = self._agreement(pronoun, seen.referent, setting)
        return None if agreement is None else self._score(agreement, seen, index, setting)

    def _score(self, agreement: float, seen: Seen, index: int, setting: Setting) -> float:
        weights = self._weights
        apart = index - seen.sentence_index
        score = agreement + self._of_function[seen.function]
        score += weights.conjoined * (seen.referent.key == setting.beside)
        score += weights.listed * (seen.actor.entity_id is not None) + weights.again * seen.again
        if apart:
            score += self._of_distance(apart)
        else:
            score += weights.same_sentence + weights.again_same_sentence * seen.again
        if seen.quotation == UNQUOTED:
            return score + weights.opens * (seen.position <= 1)
        if seen.quotation == setting.quotation:
            return score
        return score + (weights.quoted if setting.quotation == UNQUOTED else weights.other_quotation)

    def _of_distance(self, apart: int) -> float:
        found = self._by_distance.get(apart)
        if found is None:
            found = self._weights.distance * apart + self._weights.far * log(1 + apart)
            self._by_distance[apart] = found
        return found

    def _agreement(self, pronoun: Actor, referent: Referent, setting: Setting) -> float | None:
        """What agreement in kind, gender and number counts; None where the pronoun cannot mean the referent."""
        if referent.key in setting.barred or referent.key == setting.clause_subject:
            return None
        weights = self._weights
        gender = referent.gender or self._genders.get(referent.key, "")
        if pronoun.gender in ("m", "f"):
            if referent.kind == "body" or referent.number != "singular" or gender not in (pronoun.gender, ""):
                return None
            if gender:
                return weights.gender_known
            surname = referent.key in self._whole and referent.key in self._alone
            if referent.kind == "likely person" or (referent.kind == "" and surname):
                return weights.likely_person
            return weights.kind_unknown * (referent.kind == "")
        if pronoun.number == "plural":
            if referent.number == "plural":
                return self._of_plural[referent.kind]
            if referent.kind == "body" or referent.number == "collective":
                return weights.collective
            unknown = weights.singular_they_unknown * (referent.kind == "")
            return None if gender in ("m", "f") else weights.singular_they + unknown
        if referent.kind in ("person", "likely person") or referent.number == "plural" or gender in ("m", "f"):
            return None
        return weights.body if referent.kind == "body" else weights.thing
