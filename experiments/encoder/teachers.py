"""Teachers: networks for one task each, too slow or too narrow to ship, that say what texts without labels have.

What they say is learnt by the network that ships (distillation; Hinton, Vinyals & Dean 2015). A teacher of target
sentiment is told the target: a learnt vector is added to its pieces before the first layer, so each target is a reading
of its own. A teacher of stance is the plain network with labels of whole texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from corpora import FAR, Example, MarkedTarget
from network import SMOOTHING, WIDTH, Network
from torch import Tensor, nn
from torch.nn import functional
from training import MASK_PIECE, Labelled, Settings, batches, fit, pieces_of, train_network

from framing.learn.target import LABELS as SIGNS
from framing.learn.target.pools import DECAYS

TARGET = "target-sentiment"
READ_AT_ONCE = 32


class ToldNetwork(nn.Module):
    """Reads a text for one target, which it is told; its states round the target give the sign."""

    def __init__(self, base: Path, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.inner = Network(base, dropout, refined=False, chained=False)
        self.types = nn.Parameter(torch.zeros(WIDTH))
        self.signs = nn.Linear((3 + len(DECAYS)) * WIDTH, len(SIGNS))

    def forward(self, batch: Sequence[Example], hidden_targets: float = 0.0) -> Tensor:
        """The scores of the first target of each example, (batch, signs)."""
        pieces = pieces_of([Example(example.ids, example.types) for example in batch])
        distances = torch.full(pieces.ids.shape, float(FAR))
        for row, example in enumerate(batch):
            distances[row, : len(example.ids)] = torch.tensor(example.targets[0].distances, dtype=torch.float32)
        target = (distances == 0).float()
        if hidden_targets:
            hidden = torch.rand(len(batch), 1) < hidden_targets
            pieces.ids[hidden & (distances == 0)] = MASK_PIECE
        states, _ = self.inner.states(pieces, target[:, :, None] * self.types)

        def pool(weights: Tensor) -> Tensor:
            return (weights[:, :, None] * states).sum(1) / weights.sum(1, keepdim=True).clamp(min=1e-6)

        near = (torch.exp(-distances / decay) * (distances < FAR) for decay in DECAYS)
        pools = [states[:, 0], pool(target), *map(pool, near), pool(pieces.mask.float())]
        return self.signs(functional.dropout(torch.cat(pools, 1), self.dropout, self.training))


def target_teacher(
    base: Path, examples: Sequence[Example], settings: Settings, checkpoint: Path, say: Callable[[str], None]
) -> ToldNetwork:
    """A network for target sentiment alone, trained on single targets."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    network = ToldNetwork(base, settings.dropout)
    single = list(singles(examples))
    epochs = []
    for _ in range(settings.epochs):
        rng.shuffle(single)
        found = [(TARGET, batch) for batch in batches(single)]
        rng.shuffle(found)
        epochs.append(found)

    def losses(task: str, batch: Sequence[Example]) -> dict[str, Tensor]:
        shares = torch.tensor([example.targets[0].shares for example in batch])
        scores = network(batch, settings.hidden_targets)
        return {task: functional.cross_entropy(scores, shares, label_smoothing=SMOOTHING)}

    fit(network, epochs, losses, settings, checkpoint, say)
    return network.eval()


def stance_teacher(
    base: Path, stance: Labelled, settings: Settings, checkpoint: Path, say: Callable[[str], None]
) -> Network:
    """A network for the labels of whole texts alone."""
    return train_network(base, {}, {"stance": stance}, replace(settings, tasks=(), meaning=0.0), checkpoint, say)


def taught_targets(examples: Sequence[Example], teachers: Sequence[ToldNetwork]) -> list[Example]:
    """The examples, each of their targets with what the teachers say of it."""
    said = iter(_mixed(list(singles(examples)), teachers))

    def answered(targets: Iterable[MarkedTarget]) -> tuple[MarkedTarget, ...]:
        return tuple(replace(target, shares=next(said)) for target in targets)

    return [replace(example, targets=answered(example.targets)) for example in examples]


def taught_labels(texts: Sequence[Example], task: str, teachers: Sequence[Network]) -> list[Example]:
    """Texts, each with what the teachers say of its labels."""

    def scores_of(teacher: Network) -> Callable[[Sequence[Example]], Tensor]:
        def scores(batch: Sequence[Example]) -> Tensor:
            pieces = pieces_of(batch)
            return teacher.labels[task](teacher.mean_states(*teacher.states(pieces), pieces))

        return scores

    said = _mixed(texts, [scores_of(teacher) for teacher in teachers])
    return [replace(text, shares=shares) for text, shares in zip(texts, said, strict=True)]


def singles(examples: Iterable[Example]) -> Iterator[Example]:
    """An example a target."""
    return (replace(example, targets=(target,)) for example in examples for target in example.targets)


@torch.no_grad()
def _mixed(
    examples: Sequence[Example], teachers: Sequence[Callable[[Sequence[Example]], Tensor]]
) -> list[tuple[float, ...]]:
    """The mean of the teachers' log probabilities of each example, as probabilities."""
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].ids))
    found: dict[int, tuple[float, ...]] = {}
    for start in range(0, len(order), READ_AT_ONCE):
        here = order[start : start + READ_AT_ONCE]
        batch = [examples[at] for at in here]
        each = torch.stack([torch.log_softmax(teacher(batch).float(), -1) for teacher in teachers])
        found.update(zip(here, map(tuple, torch.softmax(each.mean(0), -1).tolist()), strict=True))
    return [found[at] for at in range(len(examples))]
