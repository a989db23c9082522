"""Which columns each general list has, and what may stand in them."""

from __future__ import annotations

from framing.lexicons.phrases import can_match
from framing.lexicons.sheet import Field, Sheet

CUE_CLASSES = frozenset(
    ("neutral", "stressing", "doubting", "admitting", "demanding", "warning", "denying", "praising", "condemning")
)
CUE_PARTS = frozenset(("verb", "noun", "adjective", "phrase"))
CLAUSES = frozenset(("quote", "that", "to", "object", "as", "predicate", "be"))
PREPOSITIONS = frozenset(("for", "on", "of", "about", "against", "over", "with", "in", "at", "from", "to", "into"))
ANTECEDENT_FEATURES = frozenset(
    (
        "distance", "far", "same_sentence", "again", "again_same_sentence", "subject", "object", "oblique", "possessor",
        "no_function", "opens", "listed", "conjoined", "quoted", "other_quotation", "gender_known", "likely_person",
        "kind_unknown", "plural_persons", "plural_likely", "plural_bodies", "plural_things", "collective",
        "singular_they", "singular_they_unknown", "body", "thing",
    )
)  # fmt: skip
GRAMMAR_CATEGORIES = frozenset(
    (
        "addressed",
        "agent_mark",
        "answering",
        "approximate",
        "asking",
        "author_preposition",
        "auxiliary",
        "be",
        "body_name",
        "by_circumstance",
        "by_manner",
        "circumstance",
        "complementizer",
        "condition",
        "answer_label",
        "conjunction",
        "contrast",
        "count",
        "definite",
        "determiner",
        "first_person",
        "floating_quantifier",
        "future",
        "generic_role",
        "get",
        "hypothetical",
        "harm_of",
        "harm_to",
        "indefinite_article",
        "interview",
        "light_verb",
        "locative",
        "locative_modifier",
        "medium",
        "moderator_label",
        "negation",
        "negative_determiner",
        "negative_pair",
        "negative_pronoun",
        "no_clause",
        "no_role",
        "noun_participle",
        "object_he",
        "object_it",
        "object_preposition",
        "object_she",
        "object_they",
        "one_a_state",
        "opposite",
        "origin_preposition",
        "outsider_modifier",
        "own_body",
        "particle",
        "passive_auxiliary",
        "past_as_base",
        "past_modifier",
        "patient_preposition",
        "person_ending",
        "phrase_link",
        "place_adverb",
        "possessive_he",
        "possessive_it",
        "possessive_she",
        "possessive_they",
        "postmodifier",
        "predicative_verb",
        "pronoun_he",
        "pronoun_indefinite",
        "pronoun_it",
        "pronoun_member",
        "pronoun_she",
        "pronoun_they",
        "quantifier",
        "question_label",
        "raising",
        "reflexive",
        "relative",
        "relative_person",
        "seat_preposition",
        "setting_complementizer",
        "state_body",
        "state_office",
        "state_participle",
        "text",
        "time",
        "title_he",
        "title_she",
        "unasserted",
        "unnamed_body",
        "verb_adverb",
        "viewpoint",
        "viewpoint_preposition",
    )
)
ROLE_KINDS = frozenset(("office", "body", "outsider", "document"))
ABBREVIATION_KINDS = frozenset(
    ("title", "month", "day", "place", "organisation", "latin", "measure", "number", "initialism", "other")
)
NUMBERS = frozenset(("singular", "plural", "collective"))
STANCE_CUES = frozenset(
    (
        "intercept",
        "portrayed_negative",
        "portrayed_positive",
        "narrator",
        "outsider",
        "critical_cue",
        "praising_cue",
        "governing",
        "tone_near",
        "outside",
        "tone_negative",
        "tone_positive",
        "toward_against",
        "toward_favor",
        "phrases",
    )
)
SHIFTER_KINDS = frozenset(("negator", "intensifier", "diminisher", "irrealis", "contrast"))
CREDENCES = frozenset(("doubting", "endorsing"))
MARKERS = frozenset(("so_called", "self_styled", "alleged", "naming"))
VERB_KINDS = frozenset(("state", "possession", "mind", "perception", "relation", "intransitive", "motion"))
NAME_KINDS = frozenset(("word", "name", "work"))
WORD_CLASSES = frozenset(
    ("article", "determiner", "pronoun", "preposition", "conjunction", "auxiliary", "particle", "adverb")
)
DEFAULT_WINDOW_TOKENS = 4

FIELDS: dict[str, tuple[Field, ...]] = {
    "cues": (
        Field("cue"),
        Field("part", choices=CUE_PARTS),
        Field("class", choices=CUE_CLASSES),
        Field("complements", required=False, choices=CLAUSES | PREPOSITIONS, many=True),
        Field("forms", required=False),
    ),
    "roles": (
        Field("role"),
        Field("plural", required=False),
        Field("kind", choices=ROLE_KINDS),
        Field("number", choices=NUMBERS),
        Field("gender", required=False, choices=frozenset("mf")),
    ),
    "grammar": (Field("word"), Field("category", choices=GRAMMAR_CATEGORIES)),
    "confidence": (
        Field("rule"),
        Field("reader", choices=frozenset(("rules", "model"))),
        Field("confidence", bounds=(0, 1)),
        Field("cases"),
    ),
    "first_names": (Field("name"), Field("gender", choices=frozenset("mf"))),
    "antecedents": (Field("feature", choices=ANTECEDENT_FEATURES), Field("weight", bounds=(-20, 20))),
    "nouns": (Field("noun"), Field("kind", choices=frozenset(("person", "body", "thing")))),
    "sentence_starters": (Field("word"), Field("category")),
    "sentiment": (
        Field("term"),
        Field("polarity", bounds=(-1, 1)),
        Field("pos", choices=frozenset(("noun", "verb", "adj", "adv", "any"))),
    ),
    "shifters": (
        Field("term"),
        Field("kind", choices=SHIFTER_KINDS),
        Field("factor", bounds=(-2, 3)),
        Field("scope"),
    ),
    "stance": (
        Field("term"),
        Field("stance", choices=frozenset(("favor", "against"))),
        Field("part", choices=frozenset(("verb", "noun", "adjective", "phrase"))),
    ),
    "stance_weights": (
        Field("tier", choices=frozenset(("encoder", "linear"))),
        Field("kind", choices=frozenset(("perspective", "issue"))),
        Field("cue", choices=STANCE_CUES),
        *(Field(stance, bounds=(-20, 20)) for stance in ("favor", "against", "none")),
    ),
    "credence": (Field("cue"), Field("part", choices=CUE_PARTS), Field("credence", choices=CREDENCES)),
    "verbs": (Field("verb"), Field("kind", choices=VERB_KINDS)),
    "function_words": (
        Field("word"),
        Field("class", choices=WORD_CLASSES),
        Field("evidence", choices=frozenset(("yes", "no"))),
    ),
    "distancing": (Field("term"), Field("marker", choices=MARKERS)),
    "quoted_names": (Field("word"), Field("kind", choices=NAME_KINDS)),
    "abbreviations": (
        Field("abbreviation"),
        Field("kind", choices=ABBREVIATION_KINDS),
        Field("may_end", choices=frozenset(("never", "sometimes"))),
    ),
}
KEYS: dict[str, tuple[str, ...]] = {
    "cues": ("cue", "part"),
    "roles": ("role",),
    "grammar": ("word", "category"),
    "confidence": ("rule", "reader"),
    "first_names": ("name",),
    "antecedents": ("feature",),
    "nouns": ("noun",),
    "sentence_starters": ("word",),
    "sentiment": ("term", "pos"),
    "shifters": ("term",),
    "stance": ("term", "part"),
    "stance_weights": ("tier", "kind", "cue"),
    "credence": ("cue", "part"),
    "verbs": ("verb",),
    "function_words": ("word",),
    "distancing": ("term",),
    "quoted_names": ("word",),
    "abbreviations": ("abbreviation",),
}


def check_terms(sheet: Sheet, name: str) -> None:
    """Notes the rows that repeat another's key or could never match; ``name`` is a key of ``FIELDS``."""
    keys = KEYS[name]
    in_text = name not in ("abbreviations", "confidence", "stance_weights")
    seen: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        key = tuple([row.cells[column] for column in keys])
        first = seen.setdefault(key, row.line)
        if first != row.line:
            sheet.wrong(row.line, f"{', '.join(key)} stands on line {first} already")
        if in_text and not can_match(key[0]):
            sheet.wrong(row.line, f"{key[0]!r} can never match: no run of tokens reads so")
        if name == "shifters" and not scope_of(row.text("scope")):
            sheet.wrong(row.line, f"column scope: {row.text('scope')!r}; write right, left, right:3 or left:2")


def scope_of(text: str) -> tuple[bool, int] | None:
    """Whether a shifter works to the left, and over how many tokens; None for a scope that says neither.

    >>> scope_of("left:2"), scope_of("right"), scope_of("up")
    ((True, 2), (False, 4), None)
    """
    side, _, width = text.partition(":")
    if side not in ("left", "right") or (width and not width.isdigit()):
        return None
    return side == "left", int(width or DEFAULT_WINDOW_TOKENS)
