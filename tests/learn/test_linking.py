"""Links on texts written for these tests: <s1|...> is the source of attribution 1, <q1|...> its cue, <c1|...> what."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import numpy as np
import pytest

from framing.learn.linking import LinkedAttribution, Linker, train_linker
from framing.learn.linking.noise import disturbed
from framing.learn.linking.training import gold_spans
from framing.learn.passages import Passage, passages_of
from framing.learn.spans import FoundSpan
from framing.records import Article
from framing.split import Abbreviations, Splitter

Gold = list[dict[str, list[list[int]]]]
PARTS = {"s": "source", "q": "cue", "c": "content"}

PATTERNS = (
    "<s1|{a}> <q1|said> <c1|the road is closed>. It rained.",
    "<c1|“The road is closed,”> <s1|{a}> <q1|said>. <c2|“We wait,”> <s2|she> <q2|added>.",
    "<c1|“The road,”> <s1|{a}> <q1|said>, <c1|“is closed.”> The day was long.",
    "<s1|{a}> <q1|spoke> on Monday.\n\n<c1|“The road is closed. We wait.”>\n\nIt rained in the north.",
    "<q1|According to> <s1|{a}>, <c1|the road is closed>. <s2|{b}> <q2|denied> <c2|the report>.",
    "<s1,2|{a}> <q1|said> <c1|the road is closed> and <q2|added> <c2|that it would stay so>.",
    "<s1|{a}> <q1|said>: <c1|“The road is closed.>\n\n<c1|“We wait for the post.>\n\n<c1|“We can.”>\n\nRain fell.",
    "<s1|{a}> <q1|said> <s2|{b}> <q2|had told> them <c2|that the road was closed>. <s3|He> <q3|refused> <c3|to wait>.",
    "<c1|“We wait,”> <q1|said> <s1|{a}>. <c1|“The road is closed.”>\n\n<s2|{b}> <q2|hopes> <c2|to leave soon>.",
    "It <q1|is said> <c1|that the road is closed>.\n\n<s2|{a}> <q2|believes> <c2|so>.",
)
NAMES = (
    ("Ana", "Ben"),
    ("The minister", "the mayor"),
    ("A farmer from Vlora", "the old driver"),
    ("Officials", "Dora"),
)


def marked(text: str) -> tuple[str, Gold]:
    """The text without its marks, and the attributions they stand for."""
    gold: dict[int, dict[str, list[list[int]]]] = {}
    plain = ""
    for piece in re.split(r"(<[sqc][\d,]+\|[^>]*>)", text):
        found = re.fullmatch(r"<([sqc])([\d,]+)\|([^>]*)>", piece)
        words = found[3] if found else piece
        for number in map(int, found[2].split(",")) if found else ():
            parts = gold.setdefault(number, {part: [] for part in PARTS.values()})
            parts[PARTS[found[1]]].append([len(plain), len(plain) + len(words)])  # type: ignore[index]
        plain += words
    return plain, [gold[number] for number in sorted(gold)]


def read(text: str) -> tuple[str, list[Passage], Gold]:
    plain, gold = marked(text)
    return plain, passages_of(Splitter(Abbreviations()).split(Article("1", plain))), gold


def learnt() -> Linker:
    texts = [read(pattern.format(a=a, b=b)) for pattern in PATTERNS for a, b in NAMES]
    return train_linker([passages for _, passages, _ in texts], [gold for _, _, gold in texts], seed=1, disturb=0)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return learnt()


def linked(linker: Linker, passages: list[Passage], spans: list[list[FoundSpan]]) -> list[LinkedAttribution]:
    """The attributions of one document."""
    [found] = linker.link([passages], [spans])
    return found


def words(text: str, passages: list[Passage], found: list[LinkedAttribution]) -> list[tuple[str, str, str]]:
    """Source, cue and content of every attribution as text, pieces joined by a stroke."""

    def of(placed: tuple) -> str:  # type: ignore[type-arg]
        tokens = [(passages[p.passage].tokens, p.span) for p in placed]
        return " | ".join(text[t[s.first].start : t[s.last - 1].end] for t, s in tokens)

    return [(of(each.sources), of(each.cues), of(each.contents)) for each in found]


CASES = {
    "several attributions in a sentence": (
        "<s1|Eva> <q1|said> <s2|Carl> <q2|had told> her <c2|that the bridge was safe>.",
        [("Eva", "said", ""), ("Carl", "had told", "that the bridge was safe")],
    ),
    "one source, two cues": (
        "<s1,2|The editor> <q1|said> <c1|the bridge is safe> and <q2|added> <c2|that it was old>.",
        [("The editor", "said", "the bridge is safe"), ("The editor", "added", "that it was old")],
    ),
    "a quotation split by its cue": (
        "<c1|“The bridge,”> <s1|Eva> <q1|said>, <c1|“is safe.”> Nobody came.",
        [("Eva", "said", "“The bridge,” | “is safe.”")],
    ),
    "the source in the paragraph before": (
        "<s1|Eva> <q1|spoke> on Friday.\n\n<c1|“The bridge is safe. Nobody fell.”>\n\nSnow came later.",
        [("Eva", "spoke", "“The bridge is safe. Nobody fell.”")],
    ),
    "a quotation over paragraphs keeps its source, beyond the window of candidates": (
        "<s1|Eva> <q1|said>: <c1|“The bridge is safe.>\n\n<c1|“Nobody fell.>\n\n<c1|“Cars pass.>\n\n<c1|“Trains too.>"
        "\n\n<c1|“Boats wait.”>\n\nSnow fell.",
        [("Eva", "said", "“The bridge is safe. | “Nobody fell. | “Cars pass. | “Trains too. | “Boats wait.”")],
    ),
    "the source behind the cue": (
        "<q1|According to> <s1|a priest>, <c1|the bridge is safe>. <s2|Eva> <q2|denied> <c2|the claim>.",
        [("a priest", "According to", "the bridge is safe"), ("Eva", "denied", "the claim")],
    ),
    "a cue without source": (
        "It <q1|is said> <c1|that the bridge is safe>.\n\n<s2|Eva> <q2|believes> <c2|so>.",
        [("", "is said", "that the bridge is safe"), ("Eva", "believes", "so")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_constructions(linker: Linker, case: str) -> None:
    text, wanted = CASES[case]
    plain, passages, gold = read(text)
    assert words(plain, passages, linked(linker, passages, gold_spans(passages, gold))) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<s1|Eva> left.", ("Eva", "", "")),
        ("They <q1|said> nothing.", ("", "said", "")),
        ("<c1|“The bridge is safe.”>", ("", "", "“The bridge is safe.”")),
    ],
)
def test_a_lonely_span_is_kept(linker: Linker, text: str, wanted: tuple[str, str, str]) -> None:
    plain, passages, gold = read(text)
    found = linked(linker, passages, gold_spans(passages, gold))
    assert words(plain, passages, found) == [wanted]
    assert found[0].confidence == 1.0


def test_nothing_found_links_nothing(linker: Linker) -> None:
    assert linker.link([], []) == []
    assert linker.link([[]], [[]]) == [[]]
    _, passages, _ = read("It rained.\n\nIt snowed.")
    assert linked(linker, passages, [[], []]) == []


def test_documents_at_once_are_linked_like_each_alone(linker: Linker) -> None:
    others = ["It rained.", "<s1|Eva> left.", "They <q1|said> <c1|that it rained>."]
    texts = [*others, *(text for text, _ in CASES.values())]
    read_texts = [read(text) for text in texts]
    documents = [passages for _, passages, _ in read_texts]
    spans = [gold_spans(passages, gold) for _, passages, gold in read_texts]
    alone = [linked(linker, *each) for each in zip(documents, spans, strict=True)]
    assert linker.link([*documents, []], [*spans, []]) == [*alone, []]
    assert sum(map(len, alone)) > len(CASES)


def test_every_span_is_in_an_attribution_whatever_the_spans(linker: Linker) -> None:
    _, passages, _ = read("\n\n".join(pattern.format(a="Eva", b="Carl") for pattern in PATTERNS[:1] * 4))
    rng = np.random.default_rng(3)
    for _ in range(30):
        spans = []
        for passage in passages:
            borders = np.unique(rng.integers(0, len(passage.tokens), 5)).tolist()
            parts = rng.choice(["source", "cue", "content"], len(borders))
            spans.append([FoundSpan(str(p), a, b) for p, a, b in zip(parts, borders, borders[1:], strict=False)])
        found = linked(linker, passages, spans)
        placed = {(each.passage, each.span) for one in found for each in (*one.sources, *one.cues, *one.contents)}
        assert placed == {(index, span) for index, each in enumerate(spans) for span in each}
        assert all(0 <= one.confidence <= 1 for one in found)
        once = [each for one in found for each in (*one.cues, *one.contents)]
        assert len(once) == len(set(once))


def test_far_apart_is_not_linked(linker: Linker) -> None:
    text = "<s1|Eva> left.\n\nRain.\n\nSnow.\n\nHail.\n\n<c2|“The bridge is safe.”>"
    plain, passages, gold = read(text)
    found = linked(linker, passages, gold_spans(passages, gold))
    assert words(plain, passages, found) == [("Eva", "", ""), ("", "", "“The bridge is safe.”")]


def test_same_seed_same_bytes() -> None:
    first, second = learnt().to_arrays(), learnt().to_arrays()
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


def test_weights_survive_a_file_without_pickle(linker: Linker) -> None:
    file = io.BytesIO()
    np.savez_compressed(file, **linker.to_arrays())
    file.seek(0)
    again = Linker.from_arrays(dict(np.load(file, allow_pickle=False)))
    _, passages, gold = read(CASES["a quotation split by its cue"][0])
    spans = gold_spans(passages, gold)
    assert linked(again, passages, spans) == linked(linker, passages, spans)


def test_wrong_weights_are_all_named(linker: Linker) -> None:
    arrays = linker.to_arrays()
    size = len(arrays["cue_source"])
    del arrays["content_cue"]
    arrays["cue_source"] = arrays["cue_source"][:5]
    with pytest.raises(ValueError) as error:
        Linker.from_arrays(arrays)
    wanted = f"weights of the linker: content_cue is missing; cue_source has shape (5,), wanted ({size},)"
    assert str(error.value) == wanted


def test_too_little_to_learn_from() -> None:
    with pytest.raises(ValueError, match=r"too few attributions to learn links from: .* content_cue, cue_source"):
        train_linker([], [], seed=1)


def test_disturbed_spans_stay_in_order_and_apart() -> None:
    spans = [FoundSpan("source", 0, 2), FoundSpan("cue", 2, 3), FoundSpan("content", 4, 20)]
    rng = np.random.default_rng(0)
    versions = [disturbed(spans, 20, rng) for _ in range(200)]
    for found in versions:
        assert all(0 <= one.first < one.last <= 20 for one in found)
        assert all(one.last <= other.first for one, other in pairwise(found))
    assert spans in versions
    assert len({tuple(found) for found in versions}) > 20
