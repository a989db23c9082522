"""Forms of verbs and nouns."""

from __future__ import annotations

import pytest

from framing.lexicons.inflect import plural_of, singulars_of, verb_forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("warn", "warn warns warned warning"),
        ("insist", "insist insists insisted insisting"),
        ("note", "note notes noted noting"),
        ("agree", "agree agrees agreed agreeing"),
        ("deny", "deny denies denied denying"),
        ("say", "say says sayed saying"),
        ("stress", "stress stresses stressed stressing"),
        ("beg", "beg begs begged begging"),
        ("quip", "quip quips quipped quipping"),
        ("lie", "lie lies lied lying"),
        ("vow", "vow vows vowed vowing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("explain", "explain explains explained explaining"),
        ("admit", "admit admits admited admiting admitted admitting"),
        ("equal", "equal equals equaled equaling equalled equalling"),
        ("reach", "reach reaches reached reaching"),
    ],
)
def test_regular_verbs(verb: str, forms: str) -> None:
    assert verb_forms(verb) == frozenset(forms.split())


@pytest.mark.parametrize(
    ("verb", "past", "forms"),
    [
        ("say", ("said",), "say says said saying"),
        ("write", ("wrote", "written"), "write writes wrote written writing"),
        ("put", ("put",), "put puts putting"),
    ],
)
def test_irregular_verbs(verb: str, past: tuple[str, ...], forms: str) -> None:
    assert verb_forms(verb, *past) == frozenset(forms.split())


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("claim", "claims"), ("speech", "speeches"), ("reply", "replies"), ("essay", "essays"), ("veto", "vetoes")],
)
def test_plurals(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


@pytest.mark.parametrize("noun", ["mayor", "party", "hero", "crisis", "church", "house", "class", "boy"])
def test_the_singular_is_among_those_of_the_plural(noun: str) -> None:
    assert noun in singulars_of(plural_of(noun))


@pytest.mark.parametrize("word", ["mayor", "progress", "bogus", "crisis", "is", "s", ""])
def test_what_is_no_plural_has_no_singular(word: str) -> None:
    assert singulars_of(word) == ()
