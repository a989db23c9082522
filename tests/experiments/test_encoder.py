"""The training of the encoder: rows as the network sees them, a loss that falls, and a graph that says the same.

Needs the extra ``train``; without PyTorch these tests are skipped.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.learn.encoder import Encoder, PieceReader
from framing.learn.encoder.encoder import MODEL, TOKENIZER, WINDOW
from framing.learn.encoder.graph import Architecture, GraphWriter
from framing.learn.models import encoder_folder
from framing.learn.passages import whole_passage
from framing.learn.spans import LABELS
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
    import training

    yield corpora, network, training
    sys.path.remove(str(HERE))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, parts: Any) -> Path:
    """Random weights in the shape of the base."""
    from safetensors.torch import save_file

    _, network, _ = parts
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
    corpora, _, _ = parts
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
    far = parts[0].FAR
    assert (example.distances[0], example.distances[-1]) == (far, far)
    assert example.distances[1:3] == (2, 1)
    assert set(example.distances[3:-4]) == {0}
    assert example.distances[-4:-1] == (1, 2, 3)
    assert example.labels == (2,)


def test_a_pair_keeps_the_label_and_the_places_of_its_target(parts: Any) -> None:
    corpora, _, training = parts
    one = corpora.Example((101, 1, 2, 1012, 102), (0, 1, 2, 0, 0), (1,), (99, 1, 0, 1, 99))
    other = corpora.Example((101, 7, 8, 102), (0, 5, 6, 0), (0,), (99, 0, 1, 99))
    pairs = [training.paired([one, other], 1.0, random.Random(seed))[0] for seed in range(20)]
    assert {pair.labels for pair in pairs} == {(1,)}
    for pair in pairs:
        assert pair.ids[pair.distances.index(0)] == 2
        assert len(pair.ids) == len(pair.types) == len(pair.distances)
    assert training.paired([one], 0.0, random.Random(1)) == [one]


def test_the_loss_falls_and_the_graph_says_what_the_network_says(
    parts: Any, base: Path, examples: dict[str, Any], tmp_path: Path
) -> None:
    _, network, training = parts
    settings = training.Settings(epochs=12, rate=5e-5, dropout=0.0, hidden_targets=0.0)
    torch.manual_seed(settings.seed)
    untrained = network.Network(base, 0.0)
    before = {task: training._loss(untrained, task, batch, settings).item() for task, batch in examples.items()}
    trained = training.train_network(base, examples, settings, tmp_path / "part.pt", lambda text: None)
    after = {task: training._loss(trained, task, batch, settings).item() for task, batch in examples.items()}
    assert all(after[task] < before[task] for task in examples)
    weights = {name: value.detach().float().numpy() for name, value in trained.named_weights().items()}
    GraphWriter(weights, Architecture(network.WIDTH, network.LAYERS, network.HEADS, 512, 1e-12)).write(tmp_path / MODEL)
    (tmp_path / TOKENIZER).write_bytes(TOKENIZER_FILE.read_bytes())
    passage = whole_passage(Splitter(Abbreviations()).split(Article("1", TARGET["text"])))
    [found] = Encoder(tmp_path, shaped=True).encode([passage])
    [example] = examples["target-sentiment"]
    ids, types = (torch.tensor([list(getattr(example, name))]) for name in ("ids", "types"))
    with torch.no_grad():
        states = trained.states(ids, types, torch.ones_like(ids).bool())
        _, scores = trained.label_scores(states, torch.ones_like(ids).bool())
    wanted = states[0].numpy()
    assert np.linalg.norm(found.states - wanted) / np.linalg.norm(wanted) < 0.05
    assert found.scores is not None
    assert np.abs(found.scores[0] - scores[0, 1].numpy()).max() < 0.2
