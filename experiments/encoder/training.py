"""Fine-tunes the network on both tasks at once: batches of either, in random order, with one optimiser."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from corpora import FAR, UNLABELLED, Example
from network import SMOOTHING, Network
from torch import Tensor
from torch.nn import functional

BATCH = 32
SORTED_BATCHES = 16  # batches that are cut from one stretch of examples sorted by length
WARM_UP = 0.08
HEAD_RATE = 4.0
WEIGHT_DECAY = 0.01
LONGEST_STEP = 1.0
MASK_PIECE, STOP_PIECE, COMMA_PIECE = 103, 1012, 1010  # of BERT's uncased vocabulary
JOINED_BY_COMMA = 0.5
LONGEST_PAIR = 160
NEW = ("tagger", "refined_tagger", "signs", "told.", "between", "begin", "end", "types")
REPORT_STEPS = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """How the network is trained.

    Parameters
    ----------
    seed : int
        Decides the order of batches, dropout and the starting weights of the new parts.
    epochs : int
        Passes over the rows of each task.
    rate : float
        Highest learning rate of the last layer; each layer below has ``layer_decay`` times that of the one above.
    hidden_targets : float
        Share of targets whose pieces are hidden, so that a name's fame does not decide.
    tasks : tuple of str
        ``attribution``, ``target-sentiment`` or both.
    refined, chained : bool
        Whether attribution is read a second time with the first labels, and whether a CRF scores the sequence.
    share : float
        Part of the windows that is learnt from, for trials.
    paired : float
        Share of targets that are read with another sentence before or behind, so that only the words near a target
        can tell its sign.
    """

    seed: int = 1
    epochs: int = 3
    rate: float = 1.2e-4
    layer_decay: float = 0.95
    dropout: float = 0.1
    hidden_targets: float = 0.1
    tasks: tuple[str, ...] = ("attribution", "target-sentiment")
    refined: bool = True
    chained: bool = True
    share: float = 1.0
    paired: float = 0.0


def train_network(
    base: Path,
    examples: dict[str, Sequence[Example]],
    settings: Settings,
    checkpoint: Path,
    say: Callable[[str], None],
    start: Path | None = None,
) -> Network:
    """The network after all epochs; ``checkpoint`` holds its weights after each, ``start`` those to begin with."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    network = Network(base, settings.dropout, refined=settings.refined, chained=settings.chained)
    if start:
        network.load_state_dict(torch.load(start))
    optimiser = torch.optim.AdamW(_groups(network, settings), fused=True)
    epochs = [list(_epoch(examples, settings, rng)) for _ in range(settings.epochs)]
    steps = sum(map(len, epochs))
    done, started = 0, time.monotonic()
    losses = dict.fromkeys(settings.tasks, 0.0)
    network.train()
    for number, epoch in enumerate(epochs, start=1):
        for task, batch in epoch:
            _set_rates(optimiser, done / steps)
            if task != "attribution":
                batch = paired(batch, settings.paired, rng)
            loss = _loss(network, task, batch, settings)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            losses[task] = 0.98 * losses[task] + 0.02 * loss.item()
            done += 1
            if done % REPORT_STEPS == 0:
                minutes = (time.monotonic() - started) / 60
                told = ", ".join(f"{name} {value:.3f}" for name, value in losses.items())
                say(f"epoch {number}, step {done} of {steps}, {minutes:.1f} min, running loss: {told}")
        torch.save(network.state_dict(), checkpoint)
    return network.eval()


def _groups(network: Network, settings: Settings) -> Iterator[dict[str, object]]:
    for name, parameter in network.named_parameters():
        rate = settings.rate
        if name.startswith(NEW):
            rate *= HEAD_RATE
        elif name.startswith("layers."):
            rate *= settings.layer_decay ** (len(network.layers) - int(name.split(".")[1]))
        elif name.startswith(("words", "positions", "norm.")):
            rate *= settings.layer_decay ** (len(network.layers) + 1)
        decay = WEIGHT_DECAY if parameter.dim() > 1 else 0.0
        yield {"params": [parameter], "lr": rate, "highest": rate, "weight_decay": decay}


def _set_rates(optimiser: torch.optim.Optimizer, progress: float) -> None:
    """Linear warm-up, then linear decay to nothing."""
    share = progress / WARM_UP if progress < WARM_UP else 1 - progress
    for group in optimiser.param_groups:
        group["lr"] = group["highest"] * max(share, 1e-3)


def _epoch(
    examples: dict[str, Sequence[Example]], settings: Settings, rng: random.Random
) -> list[tuple[str, list[Example]]]:
    batches = []
    for task in settings.tasks:
        order = list(examples[task])[: round(settings.share * len(examples[task]))]
        rng.shuffle(order)
        for start in range(0, len(order), BATCH * SORTED_BATCHES):
            stretch = sorted(order[start : start + BATCH * SORTED_BATCHES], key=lambda example: len(example.ids))
            batches += [(task, stretch[at : at + BATCH]) for at in range(0, len(stretch), BATCH)]
    rng.shuffle(batches)
    return batches


def _loss(network: Network, task: str, batch: Sequence[Example], settings: Settings) -> Tensor:
    ids, types = (_padded([getattr(example, name) for example in batch], 0) for name in ("ids", "types"))
    mask = _padded([[1] * len(example.ids) for example in batch], 0).bool()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        if task == "attribution":
            labels = _padded([example.labels for example in batch], UNLABELLED)
            return network.attribution_loss(network.states(ids, types, mask), mask, labels)
        distances = _padded([example.distances for example in batch], FAR)
        hidden = (torch.rand(len(batch), 1) < settings.hidden_targets) & (distances == 0)
        states = network.states(torch.where(hidden, MASK_PIECE, ids), types, mask)
        scores = network.sign_scores(states, mask, distances)
    signs = torch.tensor([example.labels[0] for example in batch])
    return functional.cross_entropy(scores.float(), signs, label_smoothing=SMOOTHING)


def paired(batch: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """The examples, a share of them joined with another one of the batch that keeps no target of its own.

    Half of the joints are made a comma, as between two clauses of one sentence.
    """
    found = []
    for example in batch:
        other = rng.choice(batch)
        if rng.random() >= share or len(example.ids) + len(other.ids) > LONGEST_PAIR:
            found.append(example)
            continue
        far = [min(FAR - 1, example.distances[-2] + at) for at in range(1, len(other.ids) - 1)]
        near = [min(FAR - 1, example.distances[1] + at) for at in range(len(other.ids) - 2, 0, -1)]
        behind = rng.random() < 0.5
        joined = [
            (*mine[:-1], *theirs[1:-1], mine[-1]) if behind else (mine[0], *theirs[1:-1], *mine[1:])
            for mine, theirs in (
                (example.ids, other.ids),
                (example.types, other.types),
                (example.distances, (FAR, *(far if behind else near), FAR)),
            )
        ]
        ids, last = list(joined[0]), (len(example.ids) if behind else len(other.ids)) - 2
        if ids[last] == STOP_PIECE and rng.random() < JOINED_BY_COMMA:
            ids[last] = COMMA_PIECE
        found.append(Example(tuple(ids), joined[1], example.labels, joined[2]))
    return found


def _padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
