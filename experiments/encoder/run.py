"""From labelled rows to the models that ship: the encoder is trained and written in 8 bits, the heads are fitted.

    python run.py --data ../shared/data --out framing/models --seed 1

Needs the extra ``train`` (PyTorch, safetensors, onnx). A checkpoint is kept after every epoch in ``--work``, and a run
that finds a finished one goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from corpora import read_rows, target_examples
from label_rows import label_rows
from network import HEADS, LAYERS, WIDTH, Network, second_moments
from recipe import LABELLED, Recipe, Workplace, learn
from target_stance import fit_target_stance
from training import Settings, batches, pieces_of
from word_vectors import word_vectors

from framing.learn.encoder import SEEN, TYPES, Encoder, PieceReader, SeenTexts
from framing.learn.encoder.encoder import MODEL, TOKENIZER, TRANSITIONS, WINDOW
from framing.learn.encoder.graph import Architecture, GraphWriter
from framing.learn.store import ModelCard, TrainingData, file_of, read_card, save_arrays, write_model
from framing.learn.training import TrainingPlan, TrainingRows, held_out, train
from framing.lexicons import Lexicons
from framing.split import Splitter
from framing.study import load_study

LICENCES = {
    "attribution": "PolNeAR (LREC 2018): no licence stated",
    "target-sentiment": "NewsMTSC (EACL 2021): MIT",
}
KEYS = {"attribution": "id", "target-sentiment": "text"}
ARTICLES = "frames"
"""The stem of the rows whose texts alone are read: articles about the climate, as the stance rows are."""
ROUNDED_ON = 600
"""Rows of target sentiment by which the errors of rounding are weighed."""
KEPT_APART = 20
"""Percent of the texts of further tasks that the encoder is not trained on: all their figures rest on them."""
DESCRIPTIONS = {
    "attribution": "Source, cue and content of attributions, from {}.",
    "target-sentiment": "How a sentence makes a target look, from {}.",
    "sentiment": "The tone of a news sentence, from {}.",
    "stance": "How a sentence stands to climate change being a serious concern, from {}.",
    "frames": "Five generic frames (Semetko & Valkenburg) of articles, from {}.",
    "frames-headlines": "Nine frames of headlines about gun violence, from {}.",
}
MAX_POSITIONS, NORM_EPSILON = 512, 1e-12
LIBRARIES = ("torch", "tokenizers", "onnx", "onnxruntime", "numpy")


def main() -> None:
    """Runs all steps."""
    options = _options()
    torch.set_num_threads(options.threads)
    started = time.monotonic()
    lexicons = load_study("kosovo").lexicons
    data = {task: _training_rows(options.data, task) for task in KEYS}
    recipe = Recipe(Settings(seed=options.seed, epochs=options.epochs))
    options.work.mkdir(parents=True, exist_ok=True)
    of_labels = {stem: rows for _, stem, rows in label_rows(options.data)}
    further, articles = {stem: of_labels[stem] for stem in LABELLED}, of_labels[ARTICLES]
    learnt = learnt_rows(data, further)
    place = Workplace(options.base, options.work, _say)
    texts = [row["text"] for row in articles.rows]
    splitter = Splitter.from_lexicons(lexicons)
    network = learn(place, learnt, texts, recipe, splitter)
    minutes = (time.monotonic() - started) / 60
    read = [*data.values(), *further.values(), articles]
    moments = moments_of(network, options.base, learnt["target-sentiment"], splitter)
    write_encoder(network, options.base, options.out / "encoder", read, learnt, recipe, moments)
    _say(f"encoder: {options.out / 'encoder'}, {minutes:.0f} min")
    vectors = options.work / "vectors.npz"
    if not vectors.is_file():
        word_vectors(options.base, lexicons).save(vectors)
    fit_heads(options.out, data, lexicons, vectors, options.seed, options.data)
    leave_out_shared(options.out)


def learnt_rows(
    data: Mapping[str, TrainingRows], further: Mapping[str, TrainingRows]
) -> dict[str, list[dict[str, Any]]]:
    """The rows that the encoder is trained on, by task: all but those that are kept apart."""
    found = {task: [row for row in each.rows if not held_out(str(row[KEYS[task]]))] for task, each in data.items()}
    for stem, each in further.items():
        found[stem] = [row for row in each.rows if not held_out(row["text"], KEPT_APART)]
    return found


def write_encoder(
    network: Network,
    base: Path,
    out: Path,
    data: Sequence[TrainingRows],
    seen: Mapping[str, Sequence[dict[str, Any]]],
    recipe: Recipe,
    moments: Mapping[str, Any],
) -> ModelCard:
    """The folder of the encoder, its weights in 8 bits; ``seen`` are the rows whose labels it was trained on.

    ``moments`` are those by which the errors of rounding are weighed (:func:`moments_of`).
    """
    weights = {name: value.detach().float().numpy() for name, value in network.named_weights().items()}
    architecture = Architecture(WIDTH, LAYERS, HEADS, MAX_POSITIONS, NORM_EPSILON)
    readme = Path(__file__).with_name("model-card.md")
    with tempfile.TemporaryDirectory() as draft:
        folder = Path(draft)
        GraphWriter(weights, architecture, moments=moments).write(folder / MODEL)
        shutil.copyfile(base / TOKENIZER, folder / TOKENIZER)
        learnt = {name: getattr(network, name).detach().numpy() for name in ("between", "begin", "end")}
        save_arrays(folder / TRANSITIONS, learnt)
        SeenTexts.of(str(row["text"]) for rows in seen.values() for row in rows).save(folder / SEEN)
        card = ModelCard(
            name="encoder",
            task="encoder",
            tier="encoder",
            description="MiniLM fine-tuned on attribution, target sentiment, stance and frames of headlines at once.",
            libraries={name: importlib.metadata.version(name) for name in LIBRARIES},
            data=tuple(TrainingData(each.name, each.sha256, len(each.rows), each.licence) for each in data),
            settings={
                "shaped": True,
                "window": WINDOW,
                "types": TYPES,
                "seed": recipe.first.seed,
                "epochs": recipe.first.epochs,
                "seed_taught": recipe.taught.seed,
                "epochs_taught": recipe.taught.epochs,
            },
        )
        files = {name: folder / name for name in (MODEL, TOKENIZER, TRANSITIONS, SEEN)}
        return write_model(out, card, {**files, "README.md": readme})


def moments_of(network: Network, base: Path, rows: Sequence[dict[str, Any]], splitter: Splitter) -> dict[str, Any]:
    """The second moments of what the network's maps are given, on some rows of target sentiment."""
    reader = PieceReader(base / TOKENIZER, WINDOW, shaped=True)
    examples = target_examples(rows[:ROUNDED_ON], splitter, reader)
    found = second_moments(network, (pieces_of(batch) for batch in batches(examples)))
    return {name: value.numpy() for name, value in found.items()}


def fit_heads(
    out: Path, data: Mapping[str, TrainingRows], lexicons: Lexicons, vectors: Path, seed: int, data_folder: Path
) -> None:
    """The models of every task and tier, by the steps of ``framing train``."""
    encoder = Encoder(out / "encoder", shaped=True)
    for task, rows in data.items():
        for tier, chosen in (("linear", None), ("encoder", encoder)):
            name = f"{task}-{tier}"
            train(task, TrainingPlan(rows, lexicons, chosen, seed, name, _described(task, tier), vectors), out / name)
            _say(f"{name}: {out / name}")
    _say(f"{fit_target_stance(out, lexicons, vectors, seed).name}: {out}")
    fit_labels(out, data_folder, lexicons, out / "target-sentiment-linear" / "vectors.npz", seed)


def fit_labels(out: Path, data: Path, lexicons: Lexicons, vectors: Path, seed: int) -> None:
    """The models of labels of both tiers: tone, stance and frames."""
    encoder = Encoder(out / "encoder", shaped=True)
    for task, stem, rows in label_rows(data):
        for tier, chosen in (("linear", None), ("encoder", encoder)):
            name = f"{stem}-{tier}"
            train(task, TrainingPlan(rows, lexicons, chosen, seed, name, _described(stem, tier), vectors), out / name)
            _say(f"{name}: {out / name}")


def _described(stem: str, tier: str) -> str:
    return DESCRIPTIONS[stem].format("words" if tier == "linear" else "the encoder and words")


def leave_out_shared(out: Path) -> None:
    """Takes from each model of the encoder tier what that of the linear tier beside it has to the byte."""
    for folder in sorted(out.glob("*-encoder")):
        for name in read_card(folder).files:
            own = file_of(folder, name)
            beside = out / folder.name.replace("-encoder", "-linear") / name
            if own != beside and beside.is_file() and own.read_bytes() == beside.read_bytes():
                own.unlink()


def _training_rows(data: Path, task: str) -> TrainingRows:
    path = data / task / "train.jsonl"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows = read_rows(path)
    if task == "target-sentiment":  # ids are OUTLET_NUMBER_ARTICLE_SENTENCE_...
        rows = [{**row, "article": "_".join(str(row["id"]).split("_")[:3])} for row in rows]
    return TrainingRows(f"{task}/train.jsonl", rows, digest, LICENCES[task])


def _options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of labelled rows")
    parser.add_argument("--out", type=Path, default=Path("framing/models"), help="where the model folders go")
    parser.add_argument("--base", type=Path, help="the base weights; by default DATA/../models/all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, default=Path(".venv/encoder"), help="where checkpoints are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    found = parser.parse_args(arguments)
    return argparse.Namespace(
        **{**vars(found), "base": found.base or found.data.parent / "models" / "all-MiniLM-L6-v2"}
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
