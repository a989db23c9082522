"""The training of the encoder: rows as the network sees them, a loss that falls, and a graph that says the same.

Needs the extra ``train``; without PyTorch these tests are skipped.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from framing.learn.encoder import Encoder, PieceReader
from framing.learn.encoder.encoder import MODEL, TOKENIZER, WINDOW
from framing.learn.encoder.graph import Architecture, GraphWriter
from framing.learn.models import encoder_folder
from framing.learn.spans import LABELS
from framing.learn.target import target_of
from framing.records import Article
from framing.split import Abbreviations, Splitter

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")
HERE = Path(__file__).resolve().parents[2] / "experiments" / "encoder"
TOKENIZER_FILE = encoder_folder("encoder") / TOKENIZER
TEXT = "“We will sign,” Ana Kovač said.\n\nRain fell."
ROW = {"id": "1", "text": TEXT, "attributions": [{"source": [[16, 25]], "cue": [[26, 30]], "content": [[0, 15]]}]}
TARGET = {"id": "2", "text": "Critics praised Ana Kovač on Monday.", "start": 16, "end": 25, "label": "positive"}


@pytest.fixture(scope="module")
def parts() -> Iterator[Any]:
    """The modules of the experiment, found as its script finds them."""
    sys.path.insert(0, str(HERE))
    import corpora
    import network
    import recipe
    import teachers
    import training

    yield SimpleNamespace(corpora=corpora, network=network, recipe=recipe, teachers=teachers, training=training)
    sys.path.remove(str(HERE))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, parts: Any) -> Path:
    """Random weights in the shape of the base."""
    from safetensors.torch import save_file

    network = parts.network
    width, wide, layers = network.WIDTH, network.WIDE, network.LAYERS
    torch.manual_seed(0)
    sizes = {"embeddings.word_embeddings": (30522, width), "embeddings.position_embeddings": (512, width)}
    sizes |= {"embeddings.token_type_embeddings": (2, width)}
    norms = ["embeddings.LayerNorm"]
    for layer in range(layers):
        prefix = f"encoder.layer.{layer}."
        names = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
        sizes |= {f"{prefix}{name}": (width, width) for name in names}
        sizes |= {f"{prefix}intermediate.dense": (wide, width), f"{prefix}output.dense": (width, wide)}
        norms += [f"{prefix}attention.output.LayerNorm", f"{prefix}output.LayerNorm"]
    weights = {f"{name}.weight": 0.05 * torch.randn(size) for name, size in sizes.items()}
    weights |= {f"{name}.bias": torch.zeros(size[0]) for name, size in sizes.items() if "embeddings" not in name}
    weights |= {f"{name}.weight": torch.ones(width) for name in norms}
    weights |= {f"{name}.bias": torch.zeros(width) for name in norms}
    folder = tmp_path_factory.mktemp("base")
    save_file(weights, str(folder / "model.safetensors"))
    return folder


@pytest.fixture(scope="module")
def examples(parts: Any) -> dict[str, Any]:
    corpora = parts.corpora
    splitter, reader = Splitter(Abbreviations()), PieceReader(TOKENIZER_FILE, WINDOW, shaped=True)
    return {
        "attribution": corpora.attribution_examples([ROW], splitter, reader),
        "target-sentiment": corpora.target_examples([TARGET], splitter, reader),
    }


def test_labels_stand_at_the_first_piece_of_each_word(examples: dict[str, Any]) -> None:
    first, second = examples["attribution"]
    names = [LABELS[label] for label in first.labels if label >= 0]
    assert names[:2] == ["B-content", "I-content"]
    assert names[-4:] == ["B-source", "I-source", "B-cue", "O"]
    assert first.labels[0] == first.labels[-1] == -100
    assert len(first.ids) == len(first.types) == len(first.labels)
    assert {label for label in second.labels if label >= 0} == {0}


def test_distances_are_counted_in_words_from_the_target(examples: dict[str, Any], parts: Any) -> None:
    [example] = examples["target-sentiment"]
    [target] = example.targets
    far = parts.corpora.FAR
    assert (target.distances[0], target.distances[-1]) == (far, far)
    assert target.distances[1:3] == (2, 1)
    assert set(target.distances[3:-4]) == {0}
    assert target.distances[-4:-1] == (1, 2, 3)
    assert target.shares == (0.0, 0.0, 1.0)
    assert (len(example.firsts), example.firsts[:4]) == (7, (1, 2, 3, 4))
    assert 3 < target.place < len(example.ids) - 4


def test_the_targets_of_a_text_are_one_example(parts: Any) -> None:
    corpora = parts.corpora
    second = {**TARGET, "id": "3", "start": 0, "end": 7, "label": "neutral"}
    reader = PieceReader(TOKENIZER_FILE, WINDOW, shaped=True)
    [example] = corpora.target_examples([TARGET, second], Splitter(Abbreviations()), reader)
    assert [target.shares.index(1) for target in example.targets] == [2, 1]
    assert example.targets[1].place == 1


def test_a_pair_keeps_the_signs_and_the_places_of_all_targets(parts: Any) -> None:
    corpora, training = parts.corpora, parts.training
    one = corpora.Example(
        (101, 1, 2, 1012, 102),
        (0, 1, 2, 0, 0),
        (),
        (corpora.MarkedTarget((0, 1, 0), 2, (99, 1, 0, 1, 99)),),
        (),
        (1, 2),
    )
    other = corpora.Example(
        (101, 7, 8, 102), (0, 5, 6, 0), (), (corpora.MarkedTarget((1, 0, 0), 1, (99, 0, 1, 99)),), (), (1,)
    )
    joints = set()
    for seed in range(20):
        [pair] = training.paired([one, other], 1.0, random.Random(seed))
        joints.add(pair.ids[3])
        assert pair.ids[:3] + pair.ids[4:] == (101, 1, 2, 7, 8, 102)
        assert pair.types == (0, 1, 2, 0, 5, 6, 0)
        assert pair.firsts == (1, 2, 4)
        first, second = pair.targets
        assert (first.shares, first.place, first.distances) == ((0, 1, 0), 2, (99, 1, 0, 1, 2, 3, 99))
        assert (second.shares, second.place, second.distances) == ((1, 0, 0), 4, (99, 3, 2, 1, 0, 1, 99))
    assert joints == {1012, 1010}
    assert training.paired([one, other], 0.0, random.Random(1)) == [one, other]


def test_marks_see_the_text_and_the_text_sees_no_mark(parts: Any, base: Path, examples: dict[str, Any]) -> None:
    network, training = parts.network, parts.training
    untrained = network.Network(base, 0.0).eval()
    [example] = examples["target-sentiment"]
    with_mark = training.pieces_of([example])
    without = training.pieces_of([type(example)(example.ids, example.types)])
    with torch.no_grad():
        marked, plain = untrained.states(with_mark)[0][0], untrained.states(without)[0][0]
    assert torch.allclose(marked[: len(example.ids)], plain, atol=1e-5)
    assert len(marked) == len(example.ids) + 1


def test_meaning_is_held_to_the_base(parts: Any, base: Path, examples: dict[str, Any]) -> None:
    network, training = parts.network, parts.training
    taught = training.base_meanings(base, examples["attribution"], lambda text: None)
    assert set(taught) == {example.ids for example in examples["attribution"]}
    settings = training.Settings(epochs=30, rate=1e-4, dropout=0.0, tasks=("attribution",))
    torch.manual_seed(settings.seed)
    untrained = network.Network(base, 0.0)
    before = training._losses(untrained, "attribution", examples["attribution"], settings, taught)["meaning"]
    trained = training.train_network(base, examples, {}, settings, base / "part.pt", lambda text: None)
    after = training._losses(trained, "attribution", examples["attribution"], settings, taught)["meaning"]
    assert after < before / 2


def test_labels_of_whole_texts_are_learnt_beside_the_tasks(
    parts: Any, base: Path, examples: dict[str, Any], tmp_path: Path
) -> None:
    corpora, training = parts.corpora, parts.training
    splitter, reader = Splitter(Abbreviations()), PieceReader(TOKENIZER_FILE, WINDOW, shaped=True)
    votes = {"disagree": 0.1, "neutral": 0.2, "agree": 0.7}
    stances = [{"id": "s", "text": "Seas rise.", "label": "favor", "prob": votes}]
    texts = [
        {"id": "a", "text": "Prices rose. " * 120, "frames": ["cost"]},
        {"id": "b", "text": "Police came.", "frames": ["safety", "cost"]},
    ]
    labels = ("against", "favor", "none")
    stance = training.Labelled(corpora.label_examples(stances, labels, splitter, reader), exclusive=True)
    frames = training.Labelled(corpora.label_examples(texts, ("cost", "safety"), splitter, reader), False, repeats=2)
    assert stance.texts[0][0].shares == (0.1, 0.7, 0.2)
    assert [len(windows) for windows in frames.texts] == [2, 1]
    assert {window.shares for window in frames.texts[0]} == {(1.0, 0.0)}
    labelled = {"stance": stance, "frames": frames}
    lines: list[str] = []
    settings = training.Settings(epochs=10, rate=5e-5, dropout=0.0, meaning=0.0)
    network = training.train_network(base, examples, labelled, settings, tmp_path / "part.pt", lines.append)
    assert {name: layer.out_features for name, layer in network.labels.items()} == {"stance": 3, "frames": 2}
    for task, each in labelled.items():
        fresh = parts.network.Network(base, 0.0, labels={task: each.n_labels})
        batch = [windows[0] for windows in each.texts]
        losses = [
            training._losses(each_network, task, batch, settings, {}, exclusive=each.exclusive)[task].item()
            for each_network in (fresh, network)
        ]
        assert losses[1] < losses[0]


def test_the_loss_falls_and_the_graph_says_what_the_network_says(
    parts: Any, base: Path, examples: dict[str, Any], tmp_path: Path
) -> None:
    network, training = parts.network, parts.training
    settings = training.Settings(epochs=12, rate=5e-5, dropout=0.0, hidden_targets=0.0)
    torch.manual_seed(settings.seed)
    untrained = network.Network(base, 0.0)
    before = {
        task: training._losses(untrained, task, batch, settings, {})[task].item() for task, batch in examples.items()
    }
    trained = training.train_network(base, examples, {}, settings, tmp_path / "part.pt", lambda text: None)
    after = {
        task: training._losses(trained, task, batch, settings, {})[task].item() for task, batch in examples.items()
    }
    assert all(after[task] < before[task] for task in examples)
    weights = {name: value.detach().float().numpy() for name, value in trained.named_weights().items()}
    architecture = Architecture(network.WIDTH, network.LAYERS, network.HEADS, 512, 1e-12)
    GraphWriter(weights, architecture).write(tmp_path / MODEL)
    (tmp_path / TOKENIZER).write_bytes(TOKENIZER_FILE.read_bytes())
    target = target_of(Splitter(Abbreviations()).split(Article("1", TARGET["text"])), TARGET["start"], TARGET["end"])
    [found] = Encoder(tmp_path, shaped=True).encode([target.passage])
    [example] = examples["target-sentiment"]
    pieces = training.pieces_of([example])
    with torch.no_grad():
        states, _ = trained.states(pieces)
        _, scores = trained.label_scores(states, pieces)
    wanted = states[0, :-1].numpy()
    assert np.linalg.norm(found.states - wanted) / np.linalg.norm(wanted) < 0.05
    assert found.scores is not None
    assert np.abs(found.scores[0] - scores[0, 1].numpy()).max() < 0.2


def test_names_and_persons_are_asked_for_but_not_those_that_people_labelled(parts: Any) -> None:
    reader, splitter = PieceReader(TOKENIZER_FILE, WINDOW, shaped=True), Splitter(Abbreviations())
    rows = [{"id": "1", "text": "Marko Ilić said he met Ana Kovač."}, {"id": "2", "text": "It rained all day."}]
    [example] = parts.corpora.asked_examples(rows, {rows[0]["text"]: [(0, 10)]}, splitter, reader)
    assert [target.shares for target in example.targets] == [(), ()]
    pieces = reader.read([target_of(splitter.split(Article("1", rows[0]["text"])), 0, 10).passage])[0][0]
    assert [pieces.tokens[target.place] for target in example.targets] == [3, 6]


def test_a_network_is_held_to_what_another_says_of_attribution(
    parts: Any, base: Path, examples: dict[str, Any]
) -> None:
    network, training = parts.network, parts.training
    own, other = network.Network(base, 0.0), network.Network(base, 0.0)
    other.load_state_dict(own.state_dict())
    batch, settings = examples["target-sentiment"], training.Settings(hidden_targets=0.0)
    assert training._losses(own, "target-sentiment", batch, settings, {}, held_to=other)["held"].item() < 1e-6
    with torch.no_grad():
        other.refined_tagger.bias[0] += 2.0
    assert training._losses(own, "target-sentiment", batch, settings, {}, held_to=other)["held"].item() > 0.1


def test_all_steps_of_the_recipe(parts: Any, base: Path, tmp_path: Path) -> None:
    recipe, training = parts.recipe, parts.training
    (base / "tokenizer.json").write_bytes(TOKENIZER_FILE.read_bytes())
    stances = [{"id": str(at), "text": f"Seas {verb}.", "label": verb} for at, verb in enumerate(("rise", "fall"))]
    frames = [{"id": "a", "text": "Prices rose.", "frames": ["cost"]}]
    rows = {"attribution": [ROW], "target-sentiment": [TARGET], "stance": stances, "frames-headlines": frames}
    short = training.Settings(epochs=1, meaning=0.0)
    plan = recipe.Recipe(short, short, short, short, n_teachers=2, n_named=2)
    lines: list[str] = []
    place = recipe.Workplace(base, tmp_path, lines.append)
    article = "Ministers of the coastal states met Ana Kovač in the capital on Monday. No."
    learnt = recipe.learn(place, rows, [article], plan, Splitter(Abbreviations()))
    steps = ["first-1", "target-sentiment-1", "target-sentiment-2", "stance-1", "stance-2", "taught-1"]
    assert [line for line in lines if line in steps] == steps
    assert sorted(path.stem for path in tmp_path.glob("*.pt")) == sorted(steps)
    lines.clear()
    again = recipe.learn(place, rows, [article], plan, Splitter(Abbreviations()))
    assert not set(lines) & set(steps)
    assert torch.equal(again.tagger.weight, learnt.tagger.weight)


def test_what_teachers_say_has_the_order_of_the_targets(parts: Any, base: Path) -> None:
    corpora, teachers = parts.corpora, parts.teachers
    long, brief = (
        corpora.Example(ids, (0,) * len(ids), targets=tuple(corpora.MarkedTarget((), at, far) for at, far in targets))
        for ids, targets in (
            ((101, 7, 8, 9, 102), ((1, (99, 0, 1, 2, 99)), (3, (99, 2, 1, 0, 99)))),
            ((101, 7, 102), ((1, (99, 0, 99)),)),
        )
    )
    teacher = teachers.ToldNetwork(base, 0.0).eval()
    with torch.no_grad():
        teacher.types += torch.randn(teacher.types.shape)
        wanted = [torch.softmax(teacher([each]), -1)[0].tolist() for each in teachers.singles([long, brief])]
    first, second = teachers.taught_targets([long, brief], [teacher])
    said = [target.shares for target in (*first.targets, *second.targets)]
    assert np.allclose(said, wanted, atol=1e-4)


def test_rounding_makes_up_for_its_errors_where_it_is_known_what_maps_are_given(
    parts: Any, base: Path, examples: dict[str, Any], tmp_path: Path
) -> None:
    network = parts.network.Network(base, 0.0).eval()
    moments = parts.network.second_moments(network, [parts.training.pieces_of(examples["attribution"])])
    weights = {name: value.detach().float().numpy() for name, value in network.named_weights().items()}
    linear = {name for name in weights if name.endswith("dense.weight") or (".self." in name and "weight" in name)}
    assert {f"{name}.weight" for name in moments} == linear
    assert moments["encoder.layer.0.output.dense"].shape == (parts.network.WIDE, parts.network.WIDE)
    assert not network.layers[0].wide._forward_pre_hooks
    architecture = Architecture(parts.network.WIDTH, parts.network.LAYERS, parts.network.HEADS, 512, 1e-12)
    (tmp_path / TOKENIZER).write_bytes(TOKENIZER_FILE.read_bytes())
    passage = target_of(Splitter(Abbreviations()).split(Article("1", TEXT)), 16, 25).passage
    states = []
    for given in ({}, {name: value.numpy() for name, value in moments.items()}):
        GraphWriter(weights, architecture, moments=given).write(tmp_path / MODEL)
        states.append(Encoder(tmp_path, shaped=True).encode([passage])[0].states)
    assert not np.array_equal(*states)
    assert np.linalg.norm(states[0] - states[1]) / np.linalg.norm(states[0]) < 0.1
