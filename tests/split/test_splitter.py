"""The stage as the pipeline calls it."""

import subprocess
import sys
from types import SimpleNamespace

from framing.records import Article
from framing.split import Splitter
from framing.split.abbreviations import Abbreviations


def test_a_document_leads_back_to_its_text(abbreviations: Abbreviations) -> None:
    text = "Talks fail\n\nGen. Clark didn't say why. “We’ll see,” he added.\nHe left."
    document = Splitter(abbreviations).split(Article("a1", text))
    assert [text[sentence.start : sentence.end] for sentence in document.sentences] == [
        "Talks fail",
        "Gen. Clark didn't say why.",
        "“We’ll see,” he added.",
        "He left.",
    ]
    assert [sentence.index for sentence in document.sentences] == [0, 1, 2, 3]
    assert [sentence.paragraph for sentence in document.sentences] == [0, 1, 1, 2]
    for sentence in document.sentences:
        for token in sentence.tokens:
            assert sentence.start <= token.start < token.end <= sentence.end
            assert text[token.start : token.end] == token.text
    assert [(token.norm, token.lemma, token.tag) for token in document.sentences[2].tokens] == [
        ("“", "“", "``"),
        ("we", "we", "PRP"),
        ("'ll", "will", "MD"),
        ("see", "see", "VB"),
        (",", ",", ","),
        ("”", "”", "''"),
        ("he", "he", "PRP"),
        ("added", "add", "VBD"),
        (".", ".", "."),
    ]


def test_a_blank_article_has_no_sentences(abbreviations: Abbreviations) -> None:
    assert Splitter(abbreviations).split(Article("a1", " \n ")).sentences == ()


def test_from_lexicons() -> None:
    verb = SimpleNamespace(part="verb", complements=frozenset({"quote", "that"}))
    noun = SimpleNamespace(part="noun", complements=frozenset({"quote"}))
    lexicons = SimpleNamespace(
        abbreviations=(SimpleNamespace(abbreviation="Gen.", kind="title", never_ends=True),),
        sentence_starters=frozenset({"the"}),
        cues={"asked": (verb,), "question": (noun,)},
    )
    assert Splitter.from_lexicons(lexicons).abbreviations == Abbreviations(
        never_end=frozenset({"Gen"}),
        titles=frozenset({"Gen"}),
        starters=frozenset({"the"}),
        reporting_verbs=frozenset({"asked"}),
    )


def test_kinds_of_abbreviations() -> None:
    def entry(abbreviation: str, kind: str, never_ends: bool) -> SimpleNamespace:
        return SimpleNamespace(abbreviation=abbreviation, kind=kind, never_ends=never_ends)

    known = Abbreviations.from_entries(
        [
            entry("Mr.", "title", True),
            entry("U.S.", "initialism", False),
            entry("Jan.", "month", False),
            entry("No.", "number", False),
            entry("e.g.", "latin", True),
            entry("Jr", "title", False),
        ]
    )
    assert known == Abbreviations(
        never_end=frozenset({"Mr", "e.g"}),
        may_end=frozenset({"U.S", "Jan", "Jr"}),
        before_capital=frozenset({"Jan"}),
        before_number=frozenset({"No"}),
        titles=frozenset({"Mr"}),
    )


def test_importing_the_stage_loads_no_library() -> None:
    probe = (
        "import sys, framing.split; print([name for name in ('nltk', 'textblob', 'simplemma') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
