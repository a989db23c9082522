"""The lists that every study shares: cues, roles, grammar words, sentiment, shifters, stance, abbreviations."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from framing.errors import DataError
from framing.lexicons.inflect import plural_of, verb_forms
from framing.lexicons.locate import State, lexicon_folder, state_of
from framing.lexicons.phrases import can_match
from framing.lexicons.records import Abbreviation, Cue, Lexicons, PolarTerm, Role, Shifter, StanceWeight
from framing.lexicons.sheet import Field, Row, Sheet, read_sheet
from framing.records import Credence

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
        "author_preposition",
        "body_name",
        "auxiliary",
        "be",
        "complementizer",
        "condition",
        "conjunction",
        "contrast",
        "definite",
        "determiner",
        "first_person",
        "floating_quantifier",
        "future",
        "generic_role",
        "hypothetical",
        "indefinite_article",
        "light_verb",
        "locative",
        "locative_modifier",
        "medium",
        "negation",
        "negative_determiner",
        "negative_pronoun",
        "object_he",
        "object_it",
        "object_preposition",
        "object_she",
        "object_they",
        "origin_preposition",
        "outsider_modifier",
        "particle",
        "passive_auxiliary",
        "past_as_base",
        "patient_preposition",
        "person_ending",
        "phrase_link",
        "possessive_he",
        "possessive_it",
        "possessive_she",
        "possessive_they",
        "postmodifier",
        "pronoun_he",
        "pronoun_indefinite",
        "pronoun_it",
        "pronoun_member",
        "pronoun_she",
        "pronoun_they",
        "quantifier",
        "raising",
        "reflexive",
        "relative",
        "relative_person",
        "seat_preposition",
        "setting_complementizer",
        "state_body",
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
        "tone_said",
        "phrases",
        "stance_verbs",
    )
)
SHIFTER_KINDS = frozenset(("negator", "intensifier", "diminisher", "irrealis", "contrast"))
CREDENCES = frozenset(("doubting", "endorsing"))
MARKERS = frozenset(("so_called", "self_styled", "alleged", "naming"))
VERB_KINDS = frozenset(("state", "possession", "mind", "perception", "relation", "motion"))
NAME_KINDS = frozenset(("word", "name", "work"))


def load_lexicons(folder: Path | None = None) -> Lexicons:
    """The general lists of a folder, read once as long as its files stay the same.

    Parameters
    ----------
    folder : Path, optional
        Where ``cues.tsv`` and its kin lie; by default those that come with the package.

    Raises
    ------
    DataError
        With every bad line of every list.

    Examples
    --------
    >>> load_lexicons().cues["insisted"][0].cue_class
    'stressing'
    """
    place = (folder or lexicon_folder()).resolve()
    return _load(place, state_of(place))


@lru_cache(maxsize=4)
def _load(folder: Path, state: State) -> Lexicons:
    """The lists of a folder; ``state`` tells whether a file has changed since it was last read."""
    sheets = {name: read_sheet(folder / f"{name}.tsv", fields) for name, fields in FIELDS.items()}
    for name, sheet in sheets.items():
        check_terms(sheet, name)
    empty = GRAMMAR_CATEGORIES - {row.text("category") for row in sheets["grammar"].rows}
    if empty:
        sheets["grammar"].problems.append(f"grammar.tsv: no word of category {', '.join(sorted(empty))}")
    _check_credence(sheets["credence"], sheets["cues"])
    problems = [problem for sheet in sheets.values() for problem in sheet.problems]
    if problems:
        raise DataError(str(folder), problems)
    return Lexicons(
        cues=_cues(sheets["cues"], sheets["credence"]),
        roles=_roles(sheets["roles"]),
        grammar=_grammar(sheets["grammar"]),
        sentiment=polar_terms(sheets["sentiment"]),
        shifters={row.text("term"): _shifter(row) for row in sheets["shifters"].rows},
        stance={row.text("term"): row.text("stance") for row in sheets["stance"].rows},
        stance_weights=tuple(_stance_weight(row) for row in sheets["stance_weights"].rows),
        verbs={row.text("verb"): row.text("kind") for row in sheets["verbs"].rows},
        distancing={row.text("term"): row.text("marker") for row in sheets["distancing"].rows},
        quoted_names={row.text("word"): row.text("kind") for row in sheets["quoted_names"].rows},
        abbreviations=tuple(
            Abbreviation(row.text("abbreviation"), row.text("kind"), row.text("may_end") == "never")
            for row in sheets["abbreviations"].rows
        ),
        sentence_starters=frozenset(row.text("word") for row in sheets["sentence_starters"].rows),
        confidence={
            (row.text("rule"), row.text("reader")): row.number("confidence") for row in sheets["confidence"].rows
        },
        first_names={row.text("name"): row.text("gender") for row in sheets["first_names"].rows},
        antecedents={row.text("feature"): row.number("weight") for row in sheets["antecedents"].rows},
        nouns={row.text("noun"): row.text("kind") for row in sheets["nouns"].rows},
        sha256={f"{name}.tsv": sha256_of(folder / f"{name}.tsv") for name in sheets},
    )


def polar_terms(sheet: Sheet) -> tuple[PolarTerm, ...]:
    """The rows of a sentiment list."""
    return tuple(PolarTerm(row.text("term"), row.number("polarity"), row.text("pos")) for row in sheet.rows)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
    "distancing": (Field("term"), Field("marker", choices=MARKERS)),
    "quoted_names": (Field("word"), Field("kind", choices=NAME_KINDS)),
    "abbreviations": (
        Field("abbreviation"),
        Field("kind", choices=ABBREVIATION_KINDS),
        Field("may_end", choices=frozenset(("never", "sometimes"))),
    ),
}
_KEYS: dict[str, tuple[str, ...]] = {
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
    "distancing": ("term",),
    "quoted_names": ("word",),
    "abbreviations": ("abbreviation",),
}


def check_terms(sheet: Sheet, name: str) -> None:
    """Notes the rows that repeat another's key or could never match; ``name`` is a key of ``FIELDS``."""
    keys = _KEYS[name]
    seen: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        key = tuple(row.text(name) for name in keys)
        if key in seen:
            sheet.wrong(row.line, f"{', '.join(key)} stands on line {seen[key]} already")
        seen.setdefault(key, row.line)
        if name not in ("abbreviations", "confidence", "stance_weights") and not can_match(row.text(keys[0])):
            sheet.wrong(row.line, f"{row.text(keys[0])!r} can never match: no run of tokens reads so")
        if name == "shifters" and not _scope(row.text("scope")):
            sheet.wrong(row.line, f"column scope: {row.text('scope')!r}; write right, left, right:3 or left:2")


def _check_credence(sheet: Sheet, cues: Sheet) -> None:
    known = {(row.text("cue"), row.text("part")) for row in (*cues.rows, *cues.broken)}
    for row in sheet.rows:
        if (row.text("cue"), row.text("part")) not in known:
            sheet.wrong(row.line, f"{row.text('cue')}, {row.text('part')}: no such cue in cues.tsv")


def _cues(sheet: Sheet, credence: Sheet) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    stated: dict[tuple[str, str], Credence] = {
        (row.text("cue"), row.text("part")): "doubting" if row.text("credence") == "doubting" else "endorsing"
        for row in credence.rows
    }
    for row in sheet.rows:
        cue = Cue(
            row.text("cue"),
            row.text("part"),
            row.text("class"),
            frozenset(row.many("complements")),
            stated.get((row.text("cue"), row.text("part")), "neutral"),
        )
        for form in _cue_forms(row):
            found[form] = (*found.get(form, ()), cue)
    return found


def _cue_forms(row: Row) -> frozenset[str]:
    head, _, tail = row.text("cue").partition(" ")
    if row.text("part") == "verb":
        irregular = [form.split(" ")[0] for form in row.many("forms")]
        forms = verb_forms(head, *irregular)
        return frozenset(f"{form} {tail}".strip() for form in forms)
    if row.text("part") == "noun":
        first, _, last = row.text("cue").rpartition(" ")
        return frozenset(f"{first} {form}".strip() for form in (last, plural_of(last)))
    return frozenset((row.text("cue"),))


def _roles(sheet: Sheet) -> dict[str, Role]:
    found = {}
    for row in sheet.rows:
        role = Role(row.text("role"), row.text("kind"), row.text("number"), row.text("gender"))
        found[role.role] = role
        if row.text("plural"):
            found.setdefault(row.text("plural"), Role(role.role, role.kind, "plural", role.gender))
    return found


def _grammar(sheet: Sheet) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in sheet.rows:
        words.setdefault(row.text("category"), set()).add(row.text("word"))
    return {category: frozenset(members) for category, members in words.items()}


def _scope(text: str) -> tuple[bool, int] | None:
    side, _, width = text.partition(":")
    if side not in ("left", "right") or (width and not width.isdigit()):
        return None
    return side == "left", int(width or DEFAULT_WINDOW_TOKENS)


DEFAULT_WINDOW_TOKENS = 4


def _shifter(row: Row) -> Shifter:
    left, window = _scope(row.text("scope")) or (False, DEFAULT_WINDOW_TOKENS)
    return Shifter(row.text("kind"), row.number("factor"), left, window)


def _stance_weight(row: Row) -> StanceWeight:
    weights = (row.number(stance) for stance in ("favor", "against", "none"))
    return StanceWeight(row.text("tier"), row.text("kind"), row.text("cue"), *weights)
