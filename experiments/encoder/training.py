"""Fine-tunes the network on both tasks at once: batches of either, in random order, with one optimiser."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from corpora import FAR, UNLABELLED, Example, MarkedTarget
from network import AUXILIARY, LAYERS, MARK_PIECE, SMOOTHING, Network, Pieces, Targets
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
NEW = ("tagger", "refined_tagger", "signs", "meaning", "told.", "labels", "between", "begin", "end", "types")
INNER = "inner."  # of a network within another module
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
        Share of texts with targets that are read joined to another one, so that targets of different signs stand in
        one text.
    meaning : float
        What the loss of meaning counts beside the loss of the task.
    meaning_every : int
        Of the texts of tasks every so-manieth is held to its meaning, of the texts with labels of their own all.
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
    paired: float = 0.5
    meaning: float = 2.0
    meaning_every: int = 1


@dataclass(frozen=True, slots=True)
class Labelled:
    """Whole texts with labels, a further task.

    Parameters
    ----------
    texts : sequence of tuple of Example
        The windows of each text.
    exclusive : bool
        Whether a text has one label.
    repeats : int
        How often each text is read in an epoch, a window of it each time.
    further : sequence of Example
        Windows of other texts with what teachers say of their labels, read once an epoch.
    """

    texts: Sequence[tuple[Example, ...]]
    exclusive: bool
    repeats: int = 1
    further: Sequence[Example] = ()

    @property
    def n_labels(self) -> int:
        """How many labels there are."""
        return len(self.texts[0][0].shares)


Batches = list[tuple[str, list[Example]]]


def train_network(
    base: Path,
    examples: Mapping[str, Sequence[Example]],
    labelled: Mapping[str, Labelled],
    settings: Settings,
    checkpoint: Path,
    say: Callable[[str], None],
    start: Path | None = None,
    held_to: Network | None = None,
) -> Network:
    """The network after all epochs.

    Parameters
    ----------
    base : Path
        Folder of the base weights.
    examples, labelled
        What is learnt, by task.
    settings : Settings
        How it is learnt.
    checkpoint : Path
        Holds the weights after each epoch.
    say : callable
        Is told how far it is.
    start : Path, optional
        Weights to begin with.
    held_to : Network, optional
        On texts with targets the labels of attribution are held to what this network says (distillation; Hinton,
        Vinyals & Dean 2015).
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    network = Network(
        base,
        settings.dropout,
        refined=settings.refined,
        chained=settings.chained,
        labels={task: each.n_labels for task, each in labelled.items()},
    )
    if start:
        network.load_state_dict(torch.load(start), strict=False)
    taught: Mapping[tuple[int, ...], Tensor] = {}
    if settings.meaning:
        texts = [example for task in settings.tasks for example in examples[task][:: settings.meaning_every]]
        texts += [window for each in labelled.values() for windows in each.texts for window in windows]
        taught = base_meanings(base, texts, say)

    def losses(task: str, batch: Sequence[Example]) -> dict[str, Tensor]:
        exclusive = task in labelled and labelled[task].exclusive
        return _losses(network, task, batch, settings, taught, exclusive=exclusive, held_to=held_to)

    epochs = [_epoch(examples, labelled, settings, rng) for _ in range(settings.epochs)]
    fit(network, epochs, losses, settings, checkpoint, say)
    return network.eval()


def fit(
    network: torch.nn.Module,
    epochs: Sequence[Batches],
    losses: Callable[[str, Sequence[Example]], dict[str, Tensor]],
    settings: Settings,
    checkpoint: Path,
    say: Callable[[str], None],
) -> None:
    """Takes a step for the sum of the losses of each batch; ``checkpoint`` holds the weights after each epoch."""
    optimiser = torch.optim.AdamW(_groups(network, settings), fused=True)
    steps = sum(map(len, epochs))
    done, started = 0, time.monotonic()
    running: dict[str, float] = {}
    network.train()
    for number, epoch in enumerate(epochs, start=1):
        for task, batch in epoch:
            _set_rates(optimiser, done / steps)
            found = losses(task, batch)
            sum(found.values(), torch.zeros(())).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            for name, value in found.items():
                running[name] = 0.98 * running.get(name, value.item()) + 0.02 * value.item()
            done += 1
            if done % REPORT_STEPS == 0:
                minutes = (time.monotonic() - started) / 60
                told = ", ".join(f"{name} {value:.3f}" for name, value in running.items())
                say(f"epoch {number}, step {done} of {steps}, {minutes:.1f} min, running loss: {told}")
        torch.save(network.state_dict(), checkpoint)


@torch.no_grad()
def base_meanings(base: Path, examples: Sequence[Example], say: Callable[[str], None]) -> dict[tuple[int, ...], Tensor]:
    """What the untrained base says of each text, by its pieces: the mean of its last states, (WIDTH,)."""
    network = Network(base).eval()
    texts = sorted({example.ids for example in examples}, key=lambda ids: (len(ids), ids))
    found: dict[tuple[int, ...], Tensor] = {}
    for start in range(0, len(texts), BATCH):
        batch = [Example(ids, (0,) * len(ids)) for ids in texts[start : start + BATCH]]
        pieces = pieces_of(batch)
        states, _ = network.states(pieces)
        mask = pieces.mask[:, :, None].float()
        means = (states * mask).sum(1) / mask.sum(1)
        found.update({example.ids: mean.clone() for example, mean in zip(batch, means, strict=True)})
    say(f"meanings of {len(found)} texts")
    return found


def _groups(network: torch.nn.Module, settings: Settings) -> Iterator[dict[str, object]]:
    for whole_name, parameter in network.named_parameters():
        name = whole_name.removeprefix(INNER)
        rate = settings.rate
        if name.startswith(NEW):
            rate *= HEAD_RATE
        elif name.startswith("layers."):
            rate *= settings.layer_decay ** (LAYERS - int(name.split(".")[1]))
        elif name.startswith(("words", "positions", "norm.")):
            rate *= settings.layer_decay ** (LAYERS + 1)
        decay = WEIGHT_DECAY if parameter.dim() > 1 else 0.0
        yield {"params": [parameter], "lr": rate, "highest": rate, "weight_decay": decay}


def _set_rates(optimiser: torch.optim.Optimizer, progress: float) -> None:
    """Linear warm-up, then linear decay to nothing."""
    share = progress / WARM_UP if progress < WARM_UP else 1 - progress
    for group in optimiser.param_groups:
        group["lr"] = group["highest"] * max(share, 1e-3)


def _epoch(
    examples: Mapping[str, Sequence[Example]],
    labelled: Mapping[str, Labelled],
    settings: Settings,
    rng: random.Random,
) -> Batches:
    found: Batches = []
    for task in settings.tasks:
        order = list(examples[task])[: round(settings.share * len(examples[task]))]
        rng.shuffle(order)
        if task != "attribution":
            order = paired(order, settings.paired, rng)
        found += [(task, batch) for batch in batches(order)]
    for task, each in labelled.items():
        order = [*(rng.choice(windows) for windows in each.texts for _ in range(each.repeats)), *each.further]
        rng.shuffle(order)
        found += [(task, batch) for batch in batches(order)]
    rng.shuffle(found)
    return found


def batches(order: Sequence[Example]) -> Iterator[list[Example]]:
    """Batches of examples of about one length."""
    for start in range(0, len(order), BATCH * SORTED_BATCHES):
        stretch = sorted(order[start : start + BATCH * SORTED_BATCHES], key=lambda example: len(example.ids))
        yield from (stretch[at : at + BATCH] for at in range(0, len(stretch), BATCH))


def _losses(
    network: Network,
    task: str,
    batch: Sequence[Example],
    settings: Settings,
    taught: Mapping[tuple[int, ...], Tensor],
    *,
    exclusive: bool = True,
    held_to: Network | None = None,
) -> dict[str, Tensor]:
    """The loss of the task, that of what is held, and that of meaning for the texts that stand alone."""
    pieces = pieces_of(batch, settings.hidden_targets)
    states, inner = network.states(pieces)
    mean = network.mean_states(states, inner, pieces)
    found = {}
    if task == "attribution":
        found[task] = network.attribution_loss(
            states, pieces, _padded([example.labels for example in batch], UNLABELLED)
        )
    elif task != "target-sentiment":
        shares = torch.tensor([example.shares for example in batch])
        found[task] = network.label_loss(task, mean, shares, exclusive=exclusive)
    else:
        shares = torch.tensor([target.shares for example in batch for target in example.targets])
        scores = network.sign_scores(states, _targets(batch, pieces))
        found[task] = functional.cross_entropy(scores.float(), shares, label_smoothing=SMOOTHING)
        if held_to:
            found["held"] = _held_loss(network, held_to, states, pieces, batch)
    alone = [at for at, example in enumerate(batch) if example.ids in taught]
    if alone:
        wanted = torch.stack([taught[batch[at].ids] for at in alone])
        found["meaning"] = settings.meaning * network.meaning_loss(mean[alone], wanted)
    return found


def _held_loss(network: Network, other: Network, states: Tensor, pieces: Pieces, batch: Sequence[Example]) -> Tensor:
    """How far the labels of words are from what another network says of them, Kullback-Leibler divergence."""
    rows = torch.tensor([row for row, example in enumerate(batch) for _ in example.firsts])
    places = torch.tensor([place for example in batch for place in example.firsts])
    with torch.no_grad():
        wanted = other.label_scores(other.states(pieces)[0], pieces)
    early, late = (
        functional.kl_div(
            torch.log_softmax(own[rows, places].float(), -1),
            torch.log_softmax(its[rows, places].float(), -1),
            reduction="batchmean",
            log_target=True,
        )
        for own, its in zip(network.label_scores(states, pieces), wanted, strict=True)
    )
    return late + AUXILIARY * early


def pieces_of(batch: Sequence[Example], hidden_targets: float = 0.0) -> Pieces:
    """A batch of windows, their marks behind the longest of them; a share of the targets is hidden."""
    longest, most = max(len(example.ids) for example in batch), max(len(example.targets) for example in batch)
    ids, types, places = (torch.zeros(len(batch), longest + most, dtype=torch.int64) for _ in range(3))
    mask, marks = (torch.zeros(len(batch), longest + most, dtype=torch.bool) for _ in range(2))
    places[:, :longest] = torch.arange(longest)
    for at, example in enumerate(batch):
        size, count = len(example.ids), len(example.targets)
        ids[at, :size], types[at, :size] = torch.tensor(example.ids), torch.tensor(example.types)
        mask[at, :size] = True
        marks[at, longest:] = True
        for number, target in enumerate(example.targets):
            if hidden_targets and torch.rand(()) < hidden_targets:
                ids[at, :size][torch.tensor(target.distances) == 0] = MASK_PIECE
            types[at, longest + number], places[at, longest + number] = example.types[target.place], target.place
        ids[at, longest : longest + count] = MARK_PIECE
        mask[at, longest : longest + count] = True
    return Pieces(ids, types, places, mask, marks)


def _targets(batch: Sequence[Example], pieces: Pieces) -> Targets:
    width = pieces.ids.shape[1]
    most = max(len(example.targets) for example in batch)
    placed = [
        (at, width - most + number, target.distances + (FAR,) * (width - len(target.distances)))
        for at, example in enumerate(batch)
        for number, target in enumerate(example.targets)
    ]
    rows, marks, distances = zip(*placed, strict=True)
    return Targets(torch.tensor(rows), torch.tensor(marks), torch.tensor(distances, dtype=torch.float32))


def paired(examples: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """The examples in their order, a share of them joined with the next one to one text that keeps all targets.

    Half of the joints are made a comma, as between two clauses of one sentence.
    """
    found: list[Example] = []
    waiting: Example | None = None
    for example in examples:
        if waiting is not None and len(waiting.ids) + len(example.ids) <= LONGEST_PAIR:
            found.append(_joined(waiting, example, comma=rng.random() < JOINED_BY_COMMA))
            waiting = None
        elif waiting is None and rng.random() < share:
            waiting = example
        else:
            found.append(example)
    return found if waiting is None else [*found, waiting]


def _joined(first: Example, second: Example, *, comma: bool) -> Example:
    ids = [*first.ids[:-1], *second.ids[1:]]
    last = len(first.ids) - 2
    if comma and ids[last] == STOP_PIECE:
        ids[last] = COMMA_PIECE
    behind, before = len(second.ids) - 2, len(first.ids) - 2
    targets = [
        MarkedTarget(each.shares, each.place, (*each.distances[:-1], *_away(each.distances[-2], behind), FAR))
        for each in first.targets
    ]
    targets += [
        MarkedTarget(
            each.shares, each.place + before, (FAR, *_away(each.distances[1], before)[::-1], *each.distances[1:])
        )
        for each in second.targets
    ]
    firsts = (*first.firsts, *(place + before for place in second.firsts))
    return Example(tuple(ids), (*first.types[:-1], *second.types[1:]), targets=tuple(targets), firsts=firsts)


def _away(nearest: int, count: int) -> list[int]:
    """Distances of the pieces of another text, the nearest first."""
    return [min(FAR - 1, nearest + at) for at in range(1, count + 1)]


def _padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
