"""Gold coreference from a treebank, and how followed pronouns are counted against it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from framing.errors import DataError, FramingError
from framing.records import Reference, Span
from framing.validation.coreference import answers_of, run_coreference
from framing.validation.treebank import read_treebank

WORDS = [
    ("Lena", "PROPN", "NNP", "Entity=(1-person-new-c-cf1-2-coref"),
    ("Holt", "PROPN", "NNP", "Entity=1)"),
    ("met", "VERB", "VBD", "_"),
    ("the", "DET", "DT", "Entity=(2-organization-new-c-cf2-2-coref"),
    ("ministry", "NOUN", "NN", "Entity=2)|SpaceAfter=No"),
    (".", "PUNCT", ".", "_"),
]
SECOND = [
    ("She", "PRON", "PRP", "Entity=(1-person-giv-c-cf1-1-ana)"),
    ("thanked", "VERB", "VBD", "_"),
    ("it", "PRON", "PRP", "Entity=(2-organization-giv-c-cf2-1-ana)|SpaceAfter=No"),
    (".", "PUNCT", ".", "_"),
]


def conllu(*sentences: list[tuple[str, str, str, str]]) -> str:
    lines = ["# newdoc id = T_one"]
    for number, words in enumerate(sentences):
        lines += ["# newpar", f"# sent_id = T_one-{number}"]
        lines += [
            f"{at}\t{form}\t{form}\t{upos}\t{tag}\t_\t0\troot\t_\t{misc}"
            for at, (form, upos, tag, misc) in enumerate(words, start=1)
        ]
        lines.append("")
    return "\n".join(lines) + "\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "tagging"
    folder.mkdir(parents=True)
    for genre in ("news", "interview"):
        (folder / f"gum_{genre}.conllu").write_text(conllu(WORDS, SECOND), encoding="utf-8")
    return tmp_path / "data"


def test_a_document_of_a_treebank(data: Path) -> None:
    [document] = read_treebank(data / "tagging" / "gum_news.conllu")
    text = document.article.text
    assert text == "Lena Holt met the ministry.\n\nShe thanked it."
    assert [text[start:].split()[0] for start in document.sentence_starts] == ["Lena", "She"]
    found = [(each.span.of(text), each.head.of(text), each.entity, each.kind, each.tag) for each in document.mentions]
    assert found == [
        ("Lena Holt", "Holt", "1", "person", "PROPN"),
        ("the ministry", "ministry", "2", "organization", "NOUN"),
        ("She", "She", "1", "person", "PRON"),
        ("it", "it", "2", "organization", "PRON"),
    ]


def test_an_antecedent_counts_where_its_mention_is_of_the_entity(data: Path) -> None:
    [document] = read_treebank(data / "tagging" / "gum_news.conllu")
    text = document.article.text

    def reference(pronoun: str, antecedent: str) -> Reference:
        places = (Span(text.index(words), text.index(words) + len(words)) for words in (pronoun, antecedent))
        return Reference(1, *places, None, None)

    right = list(answers_of(document, [reference("She", "Holt"), reference("it.", "ministry")]))
    assert [(each.group, each.right, each.answered, each.trivially) for each in right] == [
        ("he, she", True, True, True),
        ("it", True, True, False),
    ]
    wrong = list(answers_of(document, [reference("She", "ministry")]))
    assert [(each.right, each.answered) for each in wrong] == [(False, True), (False, False)]


def test_the_table_of_a_run(data: Path, tmp_path: Path) -> None:
    table = run_coreference(data, tmp_path / "out", 1)
    everything = [line for line in table if (line.genre, line.part, line.pronouns) == ("both", "both", "all")]
    assert [(line.n_documents, line.n, line.accuracy) for line in everything] == [(1, 4, 100.0)]
    assert len(run_coreference(data, tmp_path / "out", 1)) == len(table)  # into its own folder again
    with (tmp_path / "out" / "coreference.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(table)
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_what_is_no_treebank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="no such file"):
        read_treebank(tmp_path / "none.conllu")
    bad = tmp_path / "bad.conllu"
    bad.write_text("# newdoc id = x\n1\tone\ttwo\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2: 3 columns; CoNLL-U has 10"):
        read_treebank(bad)
    bad.write_text(conllu([("Rain", "NOUN", "NN", "_")]), encoding="utf-8")
    with pytest.raises(FramingError, match="no entities"):
        read_treebank(bad)
