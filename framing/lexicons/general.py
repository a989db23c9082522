"""The lists that every study shares: cues, roles, grammar words, sentiment, shifters, stance, abbreviations."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from framing.errors import DataError
from framing.lexicons.checked import is_checked
from framing.lexicons.columns import DEFAULT_WINDOW_TOKENS, FIELDS, GRAMMAR_CATEGORIES, check_terms, scope_of
from framing.lexicons.inflect import plural_of, verb_forms
from framing.lexicons.locate import State, lexicon_folder, state_of
from framing.lexicons.records import Abbreviation, Cue, Lexicons, PolarTerm, Role, Shifter, StanceWeight
from framing.lexicons.sheet import Row, Sheet, read_sheet
from framing.records import Credence
from framing.tokens import norm_of


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
    problems = [problem for sheet in sheets.values() for problem in sheet.problems]
    sha256 = {} if problems else {f"{name}.tsv": sha256_of(folder / f"{name}.tsv") for name in sheets}
    if not is_checked(sha256):
        check_lists(sheets)
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
        function_words={
            norm_of(row.text("word")): row.text("evidence") == "yes" for row in sheets["function_words"].rows
        },
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
        sha256=sha256,
    )


def check_lists(sheets: Mapping[str, Sheet]) -> None:
    """Notes in each list what is wrong with it as a whole, beyond what each cell shows by itself."""
    for name, sheet in sheets.items():
        check_terms(sheet, name)
    empty = GRAMMAR_CATEGORIES - {row.text("category") for row in sheets["grammar"].rows}
    if empty:
        sheets["grammar"].problems.append(f"grammar.tsv: no word of category {', '.join(sorted(empty))}")
    _check_credence(sheets["credence"], sheets["cues"])


def polar_terms(sheet: Sheet) -> tuple[PolarTerm, ...]:
    """The rows of a sentiment list."""
    return tuple(PolarTerm(row.text("term"), row.number("polarity"), row.text("pos")) for row in sheet.rows)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


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


def _shifter(row: Row) -> Shifter:
    left, window = scope_of(row.text("scope")) or (False, DEFAULT_WINDOW_TOKENS)
    return Shifter(row.text("kind"), row.number("factor"), left, window)


def _stance_weight(row: Row) -> StanceWeight:
    weights = (row.number(stance) for stance in ("favor", "against", "none"))
    return StanceWeight(row.text("tier"), row.text("kind"), row.text("cue"), *weights)
