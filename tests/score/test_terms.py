from __future__ import annotations

import pytest

from framing.lexicons.inflect import plural_of, singulars_of
from framing.quotations import find_quotations
from framing.records import Attribution, Span
from framing.score.terms import TermFinder
from framing.speakers import Speakers
from framing.study import Term, load_study

TERMS = (
    Term("kosovo_and_metohija", ("Kosovo and Metohija", "KiM"), "belgrade", ""),
    Term("kosova", ("Kosova",), "pristina", ""),
    Term("so_called_kosovo", ("so-called Kosovo", "so-called state of Kosovo"), "belgrade", ""),
    Term("office", ("Office for Kosovo and Metohija",), "belgrade", ""),
    Term("djakovica", ("Đakovica",), "belgrade", ""),
    Term("kosovar", ("Kosovar",), "pristina", ""),
    Term("fake_state", ("fake state",), "belgrade", ""),
    Term("illegal_mayor", ("illegal mayor",), "belgrade", ""),
    Term("territory", ("occupied territory",), "belgrade", ""),
    Term("prishtina", ("Prishtinë", "Prishtina"), "pristina", ""),
    Term("drenas", ("Drenas",), "pristina", ""),
    Term("structures", ("illegal structures", "illegal structures of Serbia"), "pristina", ""),
    Term("expelled", ("expelled Serbs", "Serbs expelled from Kosovo"), "belgrade", ""),
    Term("heroes", ("KLA heroes", "separatists"), "pristina", ""),
    Term("anglo_saxons", ("Anglo-Saxons",), "moscow", ""),
    Term("regime", ("Pristina regime", "Kurti's regime"), "belgrade", ""),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left Kosovo and Metohija, he said.", ["Kosovo and Metohija"]),
        ("(Kosovo and Metohija)", ["Kosovo and Metohija"]),
        ("“Kosova” is free.", ["Kosova"]),
        ("KOSOVO AND METOHIJA", ["KOSOVO AND METOHIJA"]),
        ("So-called Kosovo?", ["So-called Kosovo"]),
        ("The so-called Kosovo's army", ["so-called Kosovo"]),
        ("Kosova’s voters", ["Kosova"]),
        ("the Kosovars' hopes", ["Kosovars"]),
        ("in Đakovica and in Djakovica", ["Đakovica", "Djakovica"]),
        ("from Prishtine to Prishtinë", ["Prishtine", "Prishtinë"]),
        ("Illegal mayors of fake states", ["Illegal mayors", "fake states"]),
        ("occupied territories", ["occupied territories"]),
        # the longest term only
        ("the Office for Kosovo and Metohija", ["Office for Kosovo and Metohija"]),
        ("the so-called state of Kosovo", ["so-called state of Kosovo"]),
        # never inside another word, never in another case than a name has
        ("Kosovarisation and Kosovan plans", []),
        ("KiMono and kim", []),
        ("pre-Kosova", []),
        ("Kosovo, and Metohija", []),
        # in the singular, whichever word is the plural
        ("one illegal structure fell", ["illegal structure"]),
        ("an Illegal Structure of Serbia", ["Illegal Structure of Serbia"]),
        ("an expelled Serb, a Serb expelled from Kosovo", ["expelled Serb", "Serb expelled from Kosovo"]),
        ("the KLA hero's statue, a separatist", ["KLA hero", "separatist"]),
        # a capitalised word may be a name or another part of speech without its s
        ("Drena and Anglo-Saxon law", []),
        # words joined by a blank, any hyphen or a dash
        ("the so called Kosovo", ["so called Kosovo"]),
        (
            "So\u2011called Kosovo, so\u2010called state of Kosovo",
            ["So\u2011called Kosovo", "so\u2010called state of Kosovo"],
        ),
        ("so\u2013called Kosovo", ["so\u2013called Kosovo"]),
        ("Anglo Saxons and Anglo\u2013Saxons", ["Anglo Saxons", "Anglo\u2013Saxons"]),
        ("fake-state rhetoric", ["fake-state"]),
        ("Pristina-regime forces", ["Pristina-regime"]),
        ("Kosovo & Metohija", ["Kosovo & Metohija"]),
        ("Kosovo-and-Metohija", ["Kosovo-and-Metohija"]),
        ("pre\u2011Kosova, Kosova\u2010based", []),
        ("a non-Kosova, an anti-fake-state march", []),
        ("he was so, called Kosovo and left", []),
        ("a map \u2014 Kosovo \u2014 and Metohija", []),
        # quotation marks round some of its words
        ("the \u201cso-called\u201d Kosovo", ["so-called\u201d Kosovo"]),
        ('the so-called "Kosovo" army', ['so-called "Kosovo']),
        ("the \u2018fake\u2019 state", ["fake\u2019 state"]),
        ("the so-called \u201cstate of Kosovo\u201d", ["so-called \u201cstate of Kosovo"]),
        ("“We love Kosovo” and Metohija", []),
        ("It is “fake”, state media said.", []),
        ("They built a “fake” village, “state” radio said.", []),
        ("He was “illegal,” mayor Ana said.", []),
        # an abbreviation is no name
        ("Office for KiM", ["KiM"]),
        ("In KIM, he said", ["KIM"]),
        ("Kim Jong Un and Kim", []),
        ("KIM JONG UN SPEAKS", []),
        ("TRUMP AND KIM MEET", []),
        ("Trump, KIM MEET", []),
    ],
)
def test_terms(split, text, found):
    (sentence,) = split(text).sentences
    uses = list(TermFinder(TERMS).find(sentence, text))
    assert [use.text for use in uses] == found
    assert all(text[use.start : use.end] == use.text for use in uses)


def test_offsets_are_those_of_the_article(split):
    text = "Talks went on.\n\nThen Kosova voted."
    document = split(text)
    (use,) = TermFinder(TERMS).find(document.sentences[1], text)
    assert (use.sentence_index, use.term_id, use.perspective, text[use.start : use.end]) == (
        1, "kosova", "pristina", "Kosova",
    )  # fmt: skip


PLAIN = str.maketrans("ćčšžđëçĆČŠŽĐËÇ", "ccszdecCCSZDEC")
CONTEXTS = (
    "He named it {}, twice.",
    "({})",
    "Of “{}”, nothing.",
    "They said: {}; no more.",
    "Was it {}?",
    "Of {}’s past.",
    "Of {}'s past.",
    "A map\u2014{}\u2014lay there.",
)


def forms_of(variant):
    """A variant in capitals, without diacritics, in the other number, with other hyphens."""
    yield variant
    yield variant.upper()
    if "đ" not in variant.lower():
        yield variant.translate(PLAIN)
    if variant.islower():
        yield variant[0].upper() + variant[1:]
    last = variant.split(" ")[-1]
    if last.isalpha():
        yield variant[: len(variant) - len(last)] + plural_of(last)
    if last.islower() or " " in variant:
        yield from (variant[: len(variant) - len(last)] + singular for singular in singulars_of(last))
    yield from (variant.replace("-", hyphen) for hyphen in ("\u2010", "\u2011", "\u2013", " "))
    yield variant.replace(" and ", " & ")


def test_every_term_of_the_study_is_found_in_every_guise(split):
    """Punctuation, case, diacritics, plural and possessive: all found, with their side or that of a longer term."""
    study = load_study("kosovo")
    finder = TermFinder(study.terms)
    lost, n_tried = [], 0
    for term in study.terms:
        for variant in term.variants:
            for form in dict.fromkeys(forms_of(variant)):
                for context in CONTEXTS if form == variant else CONTEXTS[4:7]:
                    text = context.format(form)
                    place = context.index("{}")
                    uses = [use for sentence in split(text).sentences for use in finder.find(sentence, text)]
                    n_tried += 1
                    if not any(use.start <= place and place + len(form) <= use.end for use in uses):
                        lost.append(text)
    assert n_tried > 8_000
    assert lost == []


def test_no_term_of_the_study_is_found_inside_another_word(split):
    study = load_study("kosovo")
    finder = TermFinder(study.terms)
    wrong = []
    for term in study.terms:
        for variant in term.variants:
            first, _, last = variant.rpartition(" ")
            for text in (
                f"They saw {first} {last}graph here.".replace("  ", " "),
                f"They saw pre{variant} here.",
                f"They saw {variant.replace(' ', '')}ism here.",
            ):
                place = text.index("saw ") + 4
                for sentence in split(text).sentences:
                    for use in finder.find(sentence, text):
                        whole = text[use.start - 1 : use.start].isalnum() or text[use.end : use.end + 1].isalnum()
                        wrong += [text] if whole or use.start < place else []
    assert wrong == []


def test_whose_words_a_term_stands_in(split):
    text = "Kosova voted. “Kosova is free,” he said. The “Kosova” of maps."
    said = Attribution(1, "direct", None, None, (Span(14, 31),), None, None, "pristina", "subject")
    speakers = Speakers([said], find_quotations(text))
    uses = [use for sentence in split(text).sentences for use in TermFinder(TERMS).find(sentence, text, speakers)]
    assert [(use.voice, use.in_quote) for use in uses] == [("narrator", False), ("pristina", True), (None, True)]
