"""The network that is trained: MiniLM with a second reading for attribution and pooled states for targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from corpora import FAR
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from framing.learn.encoder import TYPES
from framing.learn.spans import FORBIDDEN, LABELS
from framing.learn.target import LABELS as SIGNS
from framing.learn.target.pools import DECAYS

WIDTH, WIDE, HEADS, LAYERS = 384, 1536, 12, 6
POOLS = 5
MARK_PIECE = 1  # a word of BERT's vocabulary that no text holds
LIKE_PIECE = 103  # what stands for targets begins as [MASK]
AUXILIARY = 0.3
SMOOTHING = 0.05
LIKE_EXCLUSIVE = 2.0  # the mean over labels that may stand together is smaller than a cross-entropy over all
PARTS = {
    "joined": None,
    "attention": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
JOINED = ("query", "key", "value")


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.joined = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, WIDE)
        self.narrow = nn.Linear(WIDE, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        """New states, (batch, pieces, WIDTH); ``seen`` says which piece sees which, (batch, 1, 1 or pieces, pieces)."""
        batch, pieces, _ = states.shape
        query, key, value = self.joined(states).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        dropped = self.dropout if self.training else 0.0
        read = functional.scaled_dot_product_attention(query, key, value, seen, dropout_p=dropped)
        read = self.attention(read.transpose(1, 2).reshape(batch, pieces, WIDTH))
        states = self.attention_norm(states + functional.dropout(read, self.dropout, self.training))
        found = self.narrow(functional.gelu(self.wide(states)))
        return self.norm(states + functional.dropout(found, self.dropout, self.training))

    def take(self, weights: Mapping[str, Tensor], prefix: str) -> None:
        """Copies a layer of the base weights."""
        for kind in ("weight", "bias"):
            joined = [weights[f"{prefix}attention.self.{part}.{kind}"] for part in JOINED]
            getattr(self.joined, kind).data = torch.cat(joined).clone()
            for part, name in PARTS.items():
                if name:
                    getattr(getattr(self, part), kind).data = weights[f"{prefix}{name}.{kind}"].clone()

    def named(self, prefix: str) -> dict[str, Tensor]:
        """The layer's weights under Hugging Face's names."""
        found = {}
        for kind in ("weight", "bias"):
            chunks = getattr(self.joined, kind).data.chunk(3)
            found.update(
                {f"{prefix}attention.self.{part}.{kind}": each for part, each in zip(JOINED, chunks, strict=True)}
            )
            found.update(
                {
                    f"{prefix}{name}.{kind}": getattr(getattr(self, part), kind).data
                    for part, name in PARTS.items()
                    if name
                }
            )
        return found


@dataclass(frozen=True, slots=True)
class Pieces:
    """A batch of windows: ids, types, places and which are pieces at all and which marks, (batch, pieces) each."""

    ids: Tensor
    types: Tensor
    places: Tensor
    mask: Tensor
    marks: Tensor

    def seen(self) -> Tensor:
        """Which piece sees which: all see the text, a mark itself besides; (batch, 1, 1 or pieces, pieces)."""
        text = (self.mask & ~self.marks)[:, None, None, :]
        if not self.marks.any():
            return text
        return text | torch.eye(self.ids.shape[1], dtype=torch.bool)[None, None]


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a batch: row and mark of each, (targets,), and the distance of each piece, (targets, pieces)."""

    rows: Tensor
    marks: Tensor
    distances: Tensor


class Network(nn.Module):
    """Attribution labels by token with a linear-chain CRF, and target sentiment, over shared layers.

    A copy of the last layer (``refiner``) reads the states once more together with the labels a first tagger gives.
    A target is read through a mark, a piece behind the text that has the place of the target's last word: it sees the
    text and itself, and nothing sees it (levitated markers, Zhong and Chen 2021), so the text is read once whatever is
    asked of it. Its state and the text's states pooled by distance from the target give the target's sign. The shape
    of a word and whether it is quoted enter as token types, all of which begin as the base's first type. A linear map
    of the mean states is held to what the base says of the whole text, so that its meaning is not lost. Labels of whole
    texts (stance, frames) are read from the same mean states.
    """

    def __init__(
        self,
        base: Path,
        dropout: float = 0.1,
        *,
        refined: bool = True,
        chained: bool = True,
        labels: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__()
        weights = {name.removeprefix("bert."): value for name, value in load_file(base / "model.safetensors").items()}
        embeddings = {
            part: weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position", "token_type")
        }
        self.dropout, self.refined, self.chained = dropout, refined, chained
        self.words = nn.Embedding.from_pretrained(embeddings["word"].clone(), freeze=False)
        self.words.weight.data[MARK_PIECE] = embeddings["word"][LIKE_PIECE]
        self.positions = nn.Embedding.from_pretrained(embeddings["position"], freeze=False)
        self.types = nn.Embedding.from_pretrained(embeddings["token_type"][:1].repeat(TYPES, 1), freeze=False)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.weight.data = weights["embeddings.LayerNorm.weight"].clone()
        self.norm.bias.data = weights["embeddings.LayerNorm.bias"].clone()
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for index, layer in enumerate(self.layers):
            layer.take(weights, f"encoder.layer.{index}.")
        self.tagger, self.refined_tagger = nn.Linear(WIDTH, len(LABELS)), nn.Linear(WIDTH, len(LABELS))
        self.told, self.told_norm, self.refiner = nn.Linear(len(LABELS), WIDTH), nn.LayerNorm(WIDTH), Layer(dropout)
        self.signs, self.meaning = nn.Linear(POOLS * WIDTH, len(SIGNS)), nn.Linear(2 * WIDTH, WIDTH)
        self.labels = nn.ModuleDict({task: nn.Linear(2 * WIDTH, count) for task, count in (labels or {}).items()})
        self.refiner.take(weights, f"encoder.layer.{LAYERS - 1}.")
        nn.init.normal_(self.told.weight, std=0.02)
        size = len(LABELS)
        self.between, self.begin, self.end = (nn.Parameter(torch.zeros(shape)) for shape in ((size, size), size, size))
        self.register_buffer("hard_between", _forbidden(size))
        self.register_buffer(
            "hard_begin", torch.tensor([FORBIDDEN if at and at % 2 == 0 else 0.0 for at in range(size)])
        )

    def states(self, pieces: Pieces, told: Tensor | float = 0.0) -> tuple[Tensor, Tensor]:
        """The shared states of the last two layers, (batch, pieces, WIDTH) each, the last layer's first.

        ``told`` is added to the embeddings.
        """
        found = self.norm(self.words(pieces.ids) + self.positions(pieces.places) + self.types(pieces.types) + told)
        found = functional.dropout(found, self.dropout, self.training)
        inner, seen = found, pieces.seen()
        for layer in self.layers:
            inner, found = found, layer(found, seen)
        return found, inner

    def label_scores(self, states: Tensor, pieces: Pieces) -> tuple[Tensor, Tensor]:
        """The scores of the first tagger and of the second, (batch, pieces, labels) each."""
        first = self.tagger(functional.dropout(states, self.dropout, self.training))
        if not self.refined:
            return first, first
        read = self.told_norm(states + self.told(torch.softmax(first.float(), -1).to(states.dtype)))
        read = self.refiner(read, pieces.seen())
        return first, self.refined_tagger(functional.dropout(read, self.dropout, self.training))

    def sign_scores(self, states: Tensor, targets: Targets) -> Tensor:
        """The scores of negative, neutral and positive, (targets, 3)."""
        read, distances = states.float()[targets.rows], targets.distances

        def pool(weights: Tensor) -> Tensor:
            return (weights[:, :, None] * read).sum(1) / weights.sum(1, keepdim=True).clamp(min=1e-6)

        near = (torch.exp(-distances / decay) * (distances < FAR) for decay in DECAYS)
        mark = read[torch.arange(len(read)), targets.marks]
        pools = [read[:, 0], pool((distances == 0).float()), *map(pool, near), mark]
        return self.signs(functional.dropout(torch.cat(pools, 1), self.dropout, self.training))

    def mean_states(self, states: Tensor, inner: Tensor, pieces: Pieces) -> Tensor:
        """The mean of the text's states in the last two layers, (batch, 2 * WIDTH)."""
        text = (pieces.mask & ~pieces.marks)[:, :, None].float()
        return torch.cat([(each.float() * text).sum(1) / text.sum(1) for each in (states, inner)], 1)

    def meaning_loss(self, mean: Tensor, wanted: Tensor) -> Tensor:
        """How far the map of the mean states is from what the base says of the texts: 1 - cosine, the mean."""
        return 1 - functional.cosine_similarity(self.meaning(mean), wanted, dim=1).mean()

    def label_loss(self, task: str, mean: Tensor, wanted: Tensor, *, exclusive: bool) -> Tensor:
        """Cross-entropy of the labels of whole texts; ``wanted`` (batch, labels) holds their shares, or 0 and 1."""
        scores = self.labels[task](functional.dropout(mean, self.dropout, self.training))
        if exclusive:
            return functional.cross_entropy(scores, wanted, label_smoothing=SMOOTHING)
        return functional.binary_cross_entropy_with_logits(scores, wanted) * LIKE_EXCLUSIVE

    def attribution_loss(self, states: Tensor, pieces: Pieces, labels: Tensor) -> Tensor:
        """Negative log-likelihood of the label sequences a token, with that of the first tagger beside it.

        ``labels`` (batch, pieces) hold a label at the first piece of each token and -100 elsewhere.
        """
        first, second = (scores.float() for scores in self.label_scores(states, pieces))
        early = functional.cross_entropy(first.flatten(0, 1), labels.flatten(), label_smoothing=SMOOTHING)
        if not self.chained:
            late = functional.cross_entropy(second.flatten(0, 1), labels.flatten(), label_smoothing=SMOOTHING)
            return late + AUXILIARY * early if self.refined else late
        tokens, wanted = _gathered(second, labels)
        return self._chain_loss(tokens, wanted) / (wanted >= 0).sum() + AUXILIARY * early

    def _chain_loss(self, scores: Tensor, labels: Tensor) -> Tensor:
        """The summed negative log-likelihood of a linear-chain CRF (Lafferty et al. 2001)."""
        between, seen, wanted = self.between + self.hard_between, labels >= 0, labels.clamp(min=0)
        paths = scores[:, 0] + self.begin + self.hard_begin
        gold = paths.gather(1, wanted[:, :1])[:, 0]
        for at in range(1, scores.shape[1]):
            here = seen[:, at]
            grown = torch.logsumexp(paths[:, :, None] + between[None], 1) + scores[:, at]
            paths = torch.where(here[:, None], grown, paths)
            step = between[wanted[:, at - 1], wanted[:, at]] + scores[:, at].gather(1, wanted[:, at : at + 1])[:, 0]
            gold = gold + torch.where(here, step, torch.zeros(()))
        last = wanted.gather(1, (seen.sum(1) - 1).clamp(min=0)[:, None])[:, 0]
        return (torch.logsumexp(paths + self.end, 1) - gold - self.end[last]).sum()

    def named_weights(self) -> dict[str, Tensor]:
        """The weights as ``framing.learn.encoder.graph`` takes them."""
        found = {
            "embeddings.word_embeddings.weight": self.words.weight,
            "embeddings.position_embeddings.weight": self.positions.weight,
            "embeddings.token_type_embeddings.weight": self.types.weight,
        }
        modules = {"embeddings.LayerNorm": self.norm, "tagger": self.tagger}
        if self.refined:
            modules |= {
                "refiner.labels": self.told,
                "refiner.LayerNorm": self.told_norm,
                "refiner.tagger": self.refined_tagger,
            }
            found |= self.refiner.named("refiner.layer.")
        for name, module in modules.items():
            found |= {f"{name}.weight": module.weight, f"{name}.bias": module.bias}
        for index, layer in enumerate(self.layers):
            found |= layer.named(f"encoder.layer.{index}.")
        return found


@torch.no_grad()
def second_moments(network: Network, batches: Iterable[Pieces]) -> dict[str, Tensor]:
    """The second moments of what each linear map is given, by its name in ``framing.learn.encoder.graph``.

    Summed over the pieces of the batches, (inputs, inputs).
    """
    found: dict[str, Tensor] = {}
    here: list[Tensor] = []

    def gather(names: Sequence[str]) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            read = given[0][here[-1]]
            moments = read.T @ read
            for name in names:
                found[name] = found.get(name, 0) + moments

        return hook

    handles = []
    layers = {f"encoder.layer.{index}.": layer for index, layer in enumerate(network.layers)}
    for prefix, layer in (layers | {"refiner.layer.": network.refiner}).items():
        for part, name in PARTS.items():
            names = [f"attention.self.{each}" for each in JOINED] if name is None else [name]
            if isinstance(getattr(layer, part), nn.Linear):
                handles.append(
                    getattr(layer, part).register_forward_pre_hook(gather([f"{prefix}{each}" for each in names]))
                )
    for pieces in batches:
        here.append(pieces.mask)
        network.label_scores(network.states(pieces)[0], pieces)
    for handle in handles:
        handle.remove()
    return found


def _forbidden(size: int) -> Tensor:
    """Scores of pairs of labels: an I follows only its own B or I."""
    hard = torch.zeros(size, size)
    for inside in range(2, size, 2):
        hard[[at for at in range(size) if at not in (inside, inside - 1)], inside] = FORBIDDEN
    return hard


def _gathered(scores: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Scores and labels of tokens, pushed to the front of each row: (batch, tokens, labels) and (batch, tokens)."""
    seen = labels >= 0
    order = torch.argsort((~seen).to(torch.int8), dim=1, stable=True)[:, : int(seen.sum(1).max())]
    kept = torch.where(seen.gather(1, order), labels.gather(1, order), torch.tensor(-100))
    return scores.gather(1, order[:, :, None].expand(-1, -1, scores.shape[2])), kept
