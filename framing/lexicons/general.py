"""The lists that every study shares: cues, roles, grammar words, sentiment, shifters, stance, abbreviations."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from framing.errors import DataError
from framing.lexicons.inflect import plural_of, verb_forms
from framing.lexicons.locate import State, lexicon_folder, state_of
from framing.lexicons.phrases import can_match
from framing.lexicons.records import Abbreviation, Cue, Lexicons, PolarTerm, Role, Shifter
from framing.lexicons.sheet import Field, Row, Sheet, read_sheet

CUE_CLASSES = frozenset(
    ("neutral", "stressing", "doubting", "admitting", "demanding", "warning", "denying", "praising", "condemning")
)
CUE_PARTS = frozenset(("verb", "noun", "adjective", "phrase"))
CLAUSES = frozenset(("quote", "that", "to", "object", "as", "predicate", "be"))
PREPOSITIONS = frozenset(("for", "on", "of", "about", "against", "over", "with", "in", "at", "from", "to", "into"))
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
        "generic_role",
        "hypothetical",
        "indefinite_article",
        "light_verb",
        "locative",
        "locative_modifier",
        "medium",
        "object_he",
        "object_it",
        "object_preposition",
        "object_she",
        "object_they",
        "origin_preposition",
        "outsider_modifier",
        "patient_preposition",
        "person_ending",
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
        "relative",
        "relative_person",
        "seat_preposition",
        "setting_complementizer",
        "state_body",
        "time",
        "title_he",
        "title_she",
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
SHIFTER_KINDS = frozenset(("negator", "intensifier", "diminisher", "irrealis", "contrast"))


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
    for sheet in sheets.values():
        _check_terms(sheet)
    empty = GRAMMAR_CATEGORIES - {row.text("category") for row in sheets["grammar"].rows}
    if empty:
        sheets["grammar"].problems.append(f"grammar.tsv: no word of category {', '.join(sorted(empty))}")
    problems = [problem for sheet in sheets.values() for problem in sheet.problems]
    if problems:
        raise DataError(str(folder), problems)
    return Lexicons(
        cues=_cues(sheets["cues"]),
        roles=_roles(sheets["roles"]),
        grammar=_grammar(sheets["grammar"]),
        sentiment=tuple(
            PolarTerm(row.text("term"), row.number("polarity"), row.text("pos")) for row in sheets["sentiment"].rows
        ),
        shifters={row.text("term"): _shifter(row) for row in sheets["shifters"].rows},
        stance={row.text("term"): row.text("stance") for row in sheets["stance"].rows},
        abbreviations=tuple(
            Abbreviation(row.text("abbreviation"), row.text("kind"), row.text("may_end") == "never")
            for row in sheets["abbreviations"].rows
        ),
        sentence_starters=frozenset(row.text("word") for row in sheets["sentence_starters"].rows),
        confidence={
            (row.text("rule"), row.text("reader")): row.number("confidence") for row in sheets["confidence"].rows
        },
        first_names={row.text("name"): row.text("gender") for row in sheets["first_names"].rows},
        sha256={f"{name}.tsv": sha256_of(folder / f"{name}.tsv") for name in sheets},
    )


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
    "sentence_starters": ("word",),
    "sentiment": ("term", "pos"),
    "shifters": ("term",),
    "stance": ("term", "part"),
    "abbreviations": ("abbreviation",),
}


def _check_terms(sheet: Sheet) -> None:
    keys = _KEYS[sheet.path.stem]
    seen: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        key = tuple(row.text(name) for name in keys)
        if key in seen:
            sheet.wrong(row.line, f"{', '.join(key)} stands on line {seen[key]} already")
        seen.setdefault(key, row.line)
        if sheet.path.stem not in ("abbreviations", "confidence") and not can_match(row.text(keys[0])):
            sheet.wrong(row.line, f"{row.text(keys[0])!r} can never match: no run of tokens reads so")
        if sheet.path.stem == "shifters" and not _scope(row.text("scope")):
            sheet.wrong(row.line, f"column scope: {row.text('scope')!r}; write right, left, right:3 or left:2")


def _cues(sheet: Sheet) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for row in sheet.rows:
        cue = Cue(row.text("cue"), row.text("part"), row.text("class"), frozenset(row.many("complements")))
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
