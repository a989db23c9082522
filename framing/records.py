"""The typed records that pass between the stages, from an article to its attributions and scores.

All offsets are Python string indices into ``Article.text``, end exclusive, so that
``article.text[record.start:record.end]`` is always the text a record speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar, dataclass_transform

T = TypeVar("T")

Status = Literal["ok", "skipped"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Portrait = Literal["negative", "neutral", "positive"]
Credence = Literal["doubting", "neutral", "endorsing"]
Construction = Literal["active", "passive_with_agent", "passive_without_agent"]

NARRATOR = "narrator"
OTHER = "other"


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots. The type checker alone holds it frozen: at run time a lock costs three times the
    making, and articles are made into millions of records.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


@record
class Article:
    """One news text with its metadata.

    ``status`` is ``skipped`` for a text that was set aside, with the reason in ``problem``; such an article
    appears in the table of articles and nowhere else. ``extra`` keeps the user's further columns as text.
    """

    article_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    path: str = ""
    text_sha256: str = ""
    status: Status = "ok"
    problem: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@record
class Span:
    """A stretch of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span in ``text``."""
        return text[self.start : self.end]


@record
class Token:
    """A word or mark: ``norm`` is lower case without diacritics, ``tag`` a Penn Treebank part of speech."""

    start: int
    end: int
    text: str
    norm: str
    lemma: str
    tag: str


class Words(tuple[Token, ...]):
    """The tokens of a sentence, which know where each word stands: looked through once, whatever is looked for."""

    @cached_property
    def norms(self) -> Mapping[str, Sequence[int]]:
        """The positions of each norm."""
        found: dict[str, list[int]] = {}
        for position, token in enumerate(self):
            found.setdefault(token.norm, []).append(position)
        return found

    @cached_property
    def forms(self) -> Mapping[str, Sequence[int]]:
        """The positions of each norm and lemma."""
        found = {norm: list(places) for norm, places in self.norms.items()}
        for position, token in enumerate(self):
            if token.lemma != token.norm:
                found.setdefault(token.lemma, []).append(position)
        return found


@record
class Sentence:
    """A sentence of an article; ``paragraph`` counts from 0."""

    index: int
    start: int
    end: int
    paragraph: int
    tokens: Words


@record
class Document:
    """An article with its sentences, in the order of the text."""

    article: Article
    sentences: tuple[Sentence, ...]


@record
class Portrayal:
    """How a sentence makes a target look: the likeliest label, the probability of each, and the words behind it.

    ``evidence`` reads "blamed +0.61; not +0.20": what each word added to the label (log-odds); None for neutral ones.
    """

    label: Portrait
    negative: float
    neutral: float
    positive: float
    evidence: str | None = None


@record
class Mention:
    """A span that names an actor, institution or place of a perspective.

    ``entity_id`` is None for a description that stands for a side without one fixed body. ``perspective`` is a
    perspective of the study or ``other``. ``role`` is ``place`` where the name only says where something is or
    happens ("in northern Kosovo"), else ``actor``. ``form`` is ``name`` for what the study lists, ``role`` for an
    office or body whose side the text tells ("the premier"), ``pronoun`` for "he" and "she". How the sentence makes
    it look is missing (None) until a model has read it, and for places.
    """

    sentence_index: int
    start: int
    end: int
    text: str
    entity_id: str | None
    perspective: str
    role: Literal["actor", "place"] = "actor"
    form: Literal["name", "role", "pronoun"] = "name"
    portrayal: Portrait | None = None
    portrayal_negative: float | None = None
    portrayal_neutral: float | None = None
    portrayal_positive: float | None = None
    portrayal_evidence: str | None = None


@record
class ProposedAttribution:
    """Source, cue and content as a trained model finds them, before anybody asks whom the source stands for.

    Any part may be missing or lie in several pieces. ``confidence`` in [0, 1] is that of the weakest link between them.
    """

    kind: QuoteKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@record
class Attribution:
    """Who says what: source, cue and content, the terms of PARC and PolNeAR.

    Any part may be missing. ``content`` may lie in several pieces. ``entity_id`` and ``perspective`` say whom the
    source stands for once pronouns and descriptions are followed; ``perspective`` is a perspective of the study,
    ``other``, or None where the source is unknown. ``rule`` names the construction that found it; ``confidence`` in
    [0, 1] is how likely source and content belong together.
    """

    sentence_index: int
    kind: QuoteKind
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    cue_class: str | None
    entity_id: str | None
    perspective: str | None
    rule: str
    confidence: float = 1.0


@record
class Reference:
    """A pronoun of the third person and the head of the name or noun it stands for, as far as the article tells."""

    sentence_index: int
    pronoun: Span
    antecedent: Span | None
    entity_id: str | None
    perspective: str | None


@record
class Voice:
    """Whose position a sentence conveys: ``voices`` in the order of their weight, never empty.

    ``main`` is the first of them; ``in_quote`` says whether more than half of the sentence lies in quotation marks.
    ``evidence`` are the places, in ``Attributed.attributions``, of those that decided, in their order. ``confidence``
    in [0, 1] is that of the surest attribution behind the main voice; for the narrator, how sure it is that nobody
    else speaks; None where it is not known.
    """

    sentence_index: int
    voices: tuple[str, ...]
    in_quote: bool
    evidence: tuple[int, ...] = ()
    confidence: float | None = None

    @property
    def main(self) -> str:
        """The voice that holds most of the sentence."""
        return self.voices[0]


@record
class Action:
    """A deed told in the text: who acts and who is acted on, named as in the table ``actions``.

    ``text[start:end]`` is the verb with its auxiliaries. ``construction`` is ``active``, ``passive_with_agent`` or
    ``passive_without_agent``. A perspective is a side, ``other``, several joined by ``;``, or None for a thing or an
    agent that is left out. ``voice`` tells the deed: a side, ``other``, ``narrator``, None where the source is unknown.
    """

    sentence_index: int
    start: int
    end: int
    text: str
    construction: Construction
    agent_text: str | None
    agent_entity_id: str | None
    agent_perspective: str | None
    patient_text: str | None
    patient_entity_id: str | None
    patient_perspective: str | None
    voice: str | None = None


@record
class Attributed:
    """What attribution finds in one document."""

    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    voices: tuple[Voice, ...]
    references: tuple[Reference, ...] = ()
    actions: tuple[Action, ...] = ()
