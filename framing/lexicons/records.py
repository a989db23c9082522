"""The entries of the lists that every study shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from framing.records import Credence, record

PLAIN_CLASSES = frozenset(("neutral", "stressing"))


@record
class Cue:
    """A word that reports: its class and what may follow it (``complements``).

    ``credence`` says what its choice tells of the reporter: doubting (claim), endorsing (point out) or neutral.
    """

    cue: str
    part: str
    cue_class: str
    complements: frozenset[str]
    credence: Credence = "neutral"

    @property
    def needs_clause(self) -> bool:
        """Whether it doubts a clause or quotation, and with a noun reports no words: "claimed victory"."""
        return self.part == "verb" and self.credence == "doubting" and "object" not in self.complements

    @property
    def speaks(self) -> bool:
        """Whether it is a verb of words, whatever follows: it reports, demands, condemns, denies ..."""
        return self.part == "verb" and (
            bool(self.complements & {"quote", "that"}) or self.cue_class not in PLAIN_CLASSES
        )


@record
class Role:
    """A noun for people or bodies who act or speak; ``outsider`` ones speak for no side."""

    role: str
    kind: str
    number: str
    gender: str


@record
class Shifter:
    """A word that turns, strengthens or weakens the loaded words near it."""

    kind: str
    factor: float
    left: bool
    window_tokens: int


@record
class PolarTerm:
    """A loaded word or phrase: polarity in [-1, 1], part of speech or ``any``."""

    term: str
    polarity: float
    pos: str


@record
class SentimentList:
    """A sentiment list of a user: its name, its terms, and the hash of its file."""

    name: str
    terms: tuple[PolarTerm, ...]
    sha256: str

    def over(self, base: tuple[PolarTerm, ...]) -> SentimentList:
        """Adds the terms of another list that this one has not itself, whatever their part of speech."""
        own = {term.term for term in self.terms}
        kept = tuple(term for term in base if term.term not in own)
        return SentimentList(self.name, (*kept, *self.terms), self.sha256)


@record
class StanceWeight:
    """What one unit of a cue adds to the log-odds of each stance, by tier and kind of target."""

    tier: str
    kind: str
    cue: str
    favor: float
    against: float
    none: float


@record
class Abbreviation:
    """An abbreviation that ends in a full stop; ``never_ends`` where no sentence can end with it."""

    abbreviation: str
    kind: str
    never_ends: bool


@record
class Lexicons:
    """The general lists, each checked.

    Attributes
    ----------
    cues : mapping of str to tuple of Cue
        Every inflected form of every cue.
    roles : mapping of str to Role
        Singular and plural forms; the plural's ``number`` is ``plural``.
    grammar : mapping of str to frozenset of str
        Function words by category (``grammar.tsv``).
    sentiment : tuple of PolarTerm
    shifters : mapping of str to Shifter
    stance : mapping of str to str
        ``favor`` or ``against`` by term.
    stance_weights : tuple of StanceWeight
        How cues add up to a stance.
    verbs : mapping of str to str
        The kind of each verb, by lemma, that tells no deed (``verbs.tsv``).
    distancing : mapping of str to str
        The marker of each phrase that keeps a distance ("so-called").
    quoted_names : mapping of str to str
        Words behind which a quotation is a name or title.
    abbreviations : tuple of Abbreviation
    sentence_starters : frozenset of str
    function_words : mapping of str to bool
        Words of the closed classes (``function_words.tsv``), by their norms: whether each may be shown as evidence of a
        judgement, as "against" may and "the" may not.
    sha256 : mapping of str to str
        Hash of each file, for the manifest.
    first_names : mapping of str to str
        ``m`` or ``f`` by name, in lower case without diacritics.
    antecedents : mapping of str to float
        What speaks how much for an antecedent, by feature (``antecedents.tsv``).
    nouns : mapping of str to str
        ``person``, ``body`` or ``thing`` by noun, in the singular (``nouns.tsv``).
    confidence : mapping of (str, str) to float
        How often a rule of attribution is right, by rule and by ``rules`` (alone) or ``model`` (with proposals).
    """

    cues: Mapping[str, tuple[Cue, ...]]
    roles: Mapping[str, Role]
    grammar: Mapping[str, frozenset[str]]
    sentiment: tuple[PolarTerm, ...]
    shifters: Mapping[str, Shifter]
    stance: Mapping[str, str]
    stance_weights: tuple[StanceWeight, ...]
    verbs: Mapping[str, str]
    distancing: Mapping[str, str]
    quoted_names: Mapping[str, str]
    abbreviations: tuple[Abbreviation, ...]
    sentence_starters: frozenset[str]
    sha256: Mapping[str, str]
    function_words: Mapping[str, bool] = field(default_factory=dict)
    first_names: Mapping[str, str] = field(default_factory=dict)
    antecedents: Mapping[str, float] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[tuple[str, str], float] = field(default_factory=dict)
