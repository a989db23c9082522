"""The linear chain on sentences of our own: features, training, decoding, and files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from framing.errors import FramingError
from framing.learn.attributions import LinearSpans
from framing.learn.chain import LinearChain, Plan, train_chain
from framing.learn.chain.columns import PADDING, columns_of
from framing.learn.chain.features import TEMPLATES, features_of
from framing.learn.chain.hashing import KeyIndex, combined
from framing.learn.chain.lists import learnt_lists
from framing.learn.chain.train import opened
from framing.learn.chain.words import Vocabulary, WordClasses, shape_of
from framing.learn.decode import best_paths
from framing.learn.passages import Passage, whole_passage
from framing.learn.readings import Reading
from framing.learn.spans import LABELS, FoundSpan, Transitions, labels_of, spans_of
from framing.learn.training.attribution import COVERS, TEMPERATURES, THRESHOLDS, best_decoding
from framing.lexicons import load_lexicons
from framing.records import Article
from framing.split import Splitter
from tests.learn.viterbi import best_labels

SPEAKERS = ("The mayor", "A farmer", "The minister", "Ana Kostic", "The ministry", "Officials", "The general")
CLAIMS = (
    "the bridge was closed",
    "taxes would rise in spring",
    "nobody had seen the report",
    "the talks were going well",
    "prices fell by half",
)
SMALL = Plan(runs=2, rounds=6, least_passages=1, folds=2, batch=4)


def passage_of(text: str) -> Passage:
    return whole_passage(Splitter.from_lexicons(load_lexicons()).split(Article("1", text)))


def spans_in(text: str, parts: Mapping[str, str]) -> dict[str, list[list[int]]]:
    return {part: [[text.index(words), text.index(words) + len(words)]] for part, words in parts.items()}


def lessons() -> tuple[list[Passage], list[list[int]]]:
    """Reports of one pattern, and sentences in which nobody says anything."""
    passages, labels = [], []
    for number, speaker in enumerate(SPEAKERS):
        for claim in CLAIMS[number % 2 :: 2]:
            text = f"{speaker} said {claim}."
            passage = passage_of(text)
            passages.append(passage)
            labels.append(labels_of(passage, [spans_in(text, {"source": speaker, "cue": "said", "content": claim})]))
        plain = passage_of(f"{speaker} walked to the station in the rain.")
        passages.append(plain)
        labels.append([0] * len(plain.tokens))
    return passages, labels


@pytest.fixture(scope="module")
def chain() -> LinearChain:
    return train_chain(*lessons(), plan=SMALL)


def spans_in_passage(chain: LinearChain, passage: Passage) -> list[FoundSpan]:
    """The spans of the best label sequence."""
    return spans_of(best_labels(chain.scores([passage])[0], chain.transitions))


def words_of(passage: Passage, span: FoundSpan) -> tuple[str, str]:
    return span.part, " ".join(token.text for token in passage.tokens[span.first : span.last])


def test_it_finds_a_new_speaker_and_a_new_claim(chain: LinearChain) -> None:
    passage = passage_of("The teacher said the school was closed.")
    found = [words_of(passage, span) for span in spans_in_passage(chain, passage)]
    assert found == [("source", "The teacher"), ("cue", "said"), ("content", "the school was closed")]


def test_it_finds_nothing_where_nobody_speaks(chain: LinearChain) -> None:
    assert spans_in_passage(chain, passage_of("The teacher walked to the school.")) == []


def test_scores_do_not_depend_on_the_other_passages(chain: LinearChain) -> None:
    passages = [
        passage_of(text) for text in ("He said no.", "Rain.", 'Ana said "the bridge was closed" in spring.')
    ] * 30
    together = chain.scores(passages)
    assert [row.shape for row in together[:3]] == [(len(p.tokens), len(LABELS)) for p in passages[:3]]
    for passage, scores in zip(passages[:3], together[:3], strict=True):
        assert np.array_equal(chain.scores([passage])[0], scores)


def test_what_words_score_by_themselves_is_the_same_from_memory(
    chain: LinearChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("Officials said prices fell.", 'A farmer said "taxes would rise" in spring.', "Rain fell in the night.")
    passages = [passage_of(text) for text in texts]
    wanted = [chain.sums_of(features_of([passage], Vocabulary(chain.classes))) for passage in passages]
    for most in (50_000, 5):  # with 5, all types are forgotten again and again
        monkeypatch.setattr("framing.learn.chain.words.LARGEST_VOCABULARY", most)
        for _ in range(2):
            assert all(np.array_equal(chain.scores([p])[0], row) for p, row in zip(passages, wanted, strict=True))
    assert chain.vocabulary.renewals > 2


def test_empty_passages_have_no_scores(chain: LinearChain) -> None:
    empty = Passage((), (), ())
    passage = passage_of("Officials said prices fell.")
    first, second, third = chain.scores([empty, passage, empty])
    assert first.shape == third.shape == (0, len(LABELS))
    assert np.array_equal(second, chain.scores([passage])[0])
    assert [scores.shape for scores in chain.scores([empty])] == [(0, len(LABELS))]
    assert chain.scores([]) == []


def test_spans_of_the_linear_tier(chain: LinearChain) -> None:
    passages = [passage_of("The teacher said the school was closed."), Passage((), (), ()), passage_of("It rained.")]
    decoding = {"temperature": np.array(1.2), "threshold": np.array(0.35), "cover": np.array(0.1)}
    first, *others = LinearSpans(chain, decoding).spans([Reading(passage) for passage in passages])
    assert [words_of(passages[0], span) for span in first] == [
        ("source", "The teacher"), ("cue", "said"), ("content", "the school was closed")
    ]  # fmt: skip
    assert others == [[], []]


def test_a_high_temperature_makes_every_span_unsure(chain: LinearChain) -> None:
    passages = lessons()[0]
    counts = []
    for temperature in (0.5, 4.0, 100.0):
        arrays = {"temperature": np.array(temperature), "threshold": np.array(0.45), "cover": np.array(0.0)}
        counts.append(sum(map(len, LinearSpans(chain, arrays).spans([Reading(passage) for passage in passages]))))
    assert counts[0] > counts[1] >= counts[2] == 0


def test_the_decoding_chosen_is_about_the_best(chain: LinearChain) -> None:
    passages, labels = lessons()
    chosen = best_decoding(chain.scores(passages), chain.transitions, labels)
    assert chosen["temperature"] in TEMPERATURES
    assert chosen["threshold"] in THRESHOLDS
    assert chosen["cover"] in COVERS

    def right(decoding: Mapping[str, float]) -> int:
        model = LinearSpans(chain, {name: np.array(value, np.float32) for name, value in decoding.items()})
        found = model.spans([Reading(passage) for passage in passages])
        return sum(len(set(each) & set(spans_of(row))) for each, row in zip(found, labels, strict=True))

    others = [{"temperature": t, "threshold": c, "cover": 0.0} for t in TEMPERATURES for c in THRESHOLDS]
    assert right(chosen) >= 0.95 * max(map(right, others))


def test_the_same_rows_give_the_same_model(chain: LinearChain, tmp_path: Path) -> None:
    chain.save(tmp_path / "a.npz")
    train_chain(*lessons(), plan=SMALL).save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_saved_model_reads_the_same(chain: LinearChain, tmp_path: Path) -> None:
    chain.save(tmp_path / "a.npz")
    again = LinearChain.load(tmp_path / "a.npz")
    again.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    passages = lessons()[0]
    for one, other in zip(chain.scores(passages), again.scores(passages), strict=True):
        assert np.array_equal(one, other)


def test_the_file_holds_no_pickle(chain: LinearChain, tmp_path: Path) -> None:
    chain.save(tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "uifU" for name in stored.files)


def test_keeping_fewer_weights_makes_it_smaller() -> None:
    small = train_chain(*lessons(), plan=Plan(runs=1, rounds=2, least_passages=1, folds=2, weights_kept=200))
    assert 0 < np.count_nonzero(small.weights) <= 300
    assert (small.weights != 0).any(axis=1).all()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.npz"
    with pytest.raises(
        FramingError, match=re.escape(f"{path}: no such file; restore the file, or make the model again")
    ):
        LinearChain.load(path)


def test_a_damaged_file_is_named(chain: LinearChain, tmp_path: Path) -> None:
    path = tmp_path / "chain.npz"
    chain.save(path)
    whole = path.read_bytes()
    for damaged in (b"", b"no model", whole[: len(whole) // 2], whole[:500] + b"XXXXXXXX" + whole[508:]):
        path.write_bytes(damaged)
        with pytest.raises(FramingError, match=re.escape(str(path))):
            LinearChain.load(path)


def changed(path: Path, name: str, array: np.ndarray | None) -> None:
    with np.load(path) as stored:
        arrays = {key: stored[key] for key in stored.files if key != name}
    if array is not None:
        arrays[name] = array
    np.savez(path, **arrays)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("keys", None),
        ("learnt", np.zeros((2, 2), np.float32)),
        ("held", np.zeros(3, np.uint8)),
        ("weights", np.zeros((2, 5), np.uint8)),
        ("list_cue", np.zeros((2, 3), np.uint32)),
    ],
)
def test_a_file_with_a_wrong_part_is_named(
    chain: LinearChain, tmp_path: Path, name: str, array: np.ndarray | None
) -> None:
    path = tmp_path / "chain.npz"
    chain.save(path)
    changed(path, name, array)
    with pytest.raises(FramingError, match=re.escape(f"{path}: a part is missing or damaged")):
        LinearChain.load(path)


def test_a_file_of_other_features_is_named(chain: LinearChain, tmp_path: Path) -> None:
    path = tmp_path / "chain.npz"
    chain.save(path)
    changed(path, "signature", np.array("00000000"))
    with pytest.raises(FramingError, match="made for other features or labels than this version's; train it again"):
        LinearChain.load(path)


def test_a_pickle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chain.npz"
    np.savez(path, signature=np.array([{}], dtype=object))
    with pytest.raises(FramingError, match=re.escape(str(path))):
        LinearChain.load(path)


def test_an_archive_without_arrays_is_refused(tmp_path: Path) -> None:
    path, written = tmp_path / "chain.npz", io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    path.write_bytes(written.getvalue())
    with pytest.raises(FramingError, match=re.escape(str(path))):
        LinearChain.load(path)


def test_no_tokens_are_nothing_to_learn_from() -> None:
    with pytest.raises(ValueError, match="no tokens to learn from"):
        train_chain([Passage((), (), ())], [[]])


# --- features ---


def test_features_do_not_depend_on_the_neighbours() -> None:
    one, other = passage_of('Ana said: "Stay." Then she left.'), passage_of("They agreed that it was late, he added.")
    vocabulary = Vocabulary(WordClasses(learnt_lists(*lessons())))
    together = features_of([one, other, one], vocabulary)
    alone = features_of([other], Vocabulary(WordClasses(learnt_lists(*lessons()))))
    first, second = len(one.tokens), len(one.tokens) + len(other.tokens)
    assert together.shape == (len(TEMPLATES), 2 * len(one.tokens) + len(other.tokens))
    assert np.array_equal(together[:, first:second], alone)
    assert np.array_equal(together[:, :first], together[:, second:])


def column(text: str, name: str) -> list[int]:
    strip, columns = columns_of([passage_of(text)], Vocabulary(WordClasses(learnt_lists(*lessons()))))
    assert strip.size == len(strip.places) + 2 * PADDING
    return [int(value) for value in columns[name][strip.places]]


def test_the_state_of_a_quotation() -> None:
    assert column('He said "no way" twice', "quote") == [0, 0, 2, 1, 1, 3, 0]


def test_marks_with_blanks_on_both_sides_are_taken_as_pairs() -> None:
    assert column("He said '' not now , '' then left .", "quote") == [0, 0, 2, 1, 1, 1, 3, 0, 0, 0]


def test_a_single_mark_behind_a_stop_closes_what_began_before() -> None:
    assert column("It is late . ''", "quote") == [2, 1, 1, 1, 3]


def test_distances_to_the_cues_of_the_sentence() -> None:
    assert column("Rain fell. The mayor said prices fell.", "left_cue_distance") == [0, 0, 0, 0, 0, 0, 2, 3, 4]
    assert column("Rain fell. The mayor said prices fell.", "right_cue_distance") == [0, 0, 0, 3, 2, 0, 0, 0, 0]


def test_a_noun_phrase_has_a_head_and_a_follower() -> None:
    heads = column("The old mayor of Pec said no.", "phrase_head")
    assert heads[0] == heads[1] == heads[2] != 0
    assert heads[3] == 0


def test_shapes() -> None:
    assert [shape_of(word) for word in ("Obama", "U.S.-led", "1999", "iPhone", "—")] == [
        "Xx",
        "X.X.-x",
        "d",
        "xXx",
        "—",
    ]


def test_the_ranks_of_learnt_words() -> None:
    lists = learnt_lists(*lessons())
    classes = WordClasses(lists)
    assert classes.of("cue", "say") == 6
    assert classes.of("cue", "walk") == 1
    assert classes.of("cue", "umbrella") == 0


def test_an_i_without_its_b_becomes_one() -> None:
    assert opened([2, 2, 0, 6, 6, 1, 2, 4]) == [1, 2, 0, 5, 6, 1, 2, 3]
    assert opened([]) == []


# --- hashes and decoding ---


def test_hashes_are_the_same_everywhere() -> None:
    columns = [np.array([1, 2], np.uint64), np.array([3, 3], np.uint64)]
    assert combined(0, columns).tolist() == [3770487609, 1065693779]
    assert combined(0, columns[::-1]).tolist() != combined(0, columns).tolist()
    assert columns[0].tolist() == [1, 2]


def test_an_index_finds_all_of_many_keys() -> None:
    keys = np.unique(np.random.default_rng(1).integers(0, 2**32, 50_000, dtype=np.uint32))
    index = KeyIndex(keys)
    assert np.array_equal(index.find(keys), np.arange(len(keys)))
    absent = np.setdiff1d(np.arange(100_000, dtype=np.uint32), keys)
    assert (index.find(absent.reshape(-1, 1)) == -1).all()


def test_an_index_of_colliding_keys_finds_each() -> None:
    keys = np.arange(1, 40, dtype=np.uint32) << np.uint32(16)
    assert KeyIndex(keys).find(keys).tolist() == list(range(39))


def test_an_empty_index_finds_nothing() -> None:
    assert KeyIndex(np.zeros(0, np.uint32)).find(np.array([1, 2], np.uint32)).tolist() == [-1, -1]


@pytest.mark.parametrize("lengths", [[1], [3, 1, 8, 8, 2], [40]])
def test_paths_are_those_of_viterbi_one_by_one(lengths: Sequence[int]) -> None:
    generator = np.random.default_rng(len(lengths))
    scores = generator.normal(size=(sum(lengths), len(LABELS))).astype(np.float32)
    transitions = Transitions.constrained(generator.normal(size=(7, 7)).astype(np.float32))
    pieces = np.split(scores, np.cumsum(lengths)[:-1])
    expected = [label for piece in pieces for label in best_labels(piece, transitions)]
    assert best_paths(scores, lengths, transitions).tolist() == expected
