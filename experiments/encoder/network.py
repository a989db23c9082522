"""The network that is trained: MiniLM with a second reading for attribution and pooled states for targets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from framing.learn.encoder import TYPES
from framing.learn.spans import FORBIDDEN, LABELS
from framing.learn.target import LABELS as SIGNS
from framing.learn.target.pools import DECAYS

WIDTH, WIDE, HEADS, LAYERS = 384, 1536, 12, 6
POOLS = 4
AUXILIARY = 0.3
SMOOTHING = 0.05
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

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """New states, (batch, pieces, WIDTH); ``mask`` is True at pieces, (batch, pieces)."""
        batch, pieces, _ = states.shape
        query, key, value = self.joined(states).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        dropped = self.dropout if self.training else 0.0
        read = functional.scaled_dot_product_attention(query, key, value, mask[:, None, None, :], dropout_p=dropped)
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


class Network(nn.Module):
    """Attribution labels by token with a linear-chain CRF, and target sentiment, over shared layers.

    A copy of the last layer (``refiner``) reads the states once more together with the labels a first tagger gives.
    Target sentiment is read from the same states, pooled by distance from the target. The shape of a word and whether
    it is quoted enter as token types, all of which begin as the base's first type.
    """

    def __init__(self, base: Path, dropout: float = 0.1, *, refined: bool = True, chained: bool = True) -> None:
        super().__init__()
        weights = {name.removeprefix("bert."): value for name, value in load_file(base / "model.safetensors").items()}
        embeddings = {
            part: weights[f"embeddings.{part}_embeddings.weight"] for part in ("word", "position", "token_type")
        }
        self.dropout, self.refined, self.chained = dropout, refined, chained
        self.words = nn.Embedding.from_pretrained(embeddings["word"], freeze=False)
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
        self.signs = nn.Linear(POOLS * WIDTH, len(SIGNS))
        self.refiner.take(weights, f"encoder.layer.{LAYERS - 1}.")
        nn.init.normal_(self.told.weight, std=0.02)
        size = len(LABELS)
        self.between, self.begin, self.end = (nn.Parameter(torch.zeros(shape)) for shape in ((size, size), size, size))
        self.register_buffer("hard_between", _forbidden(size))
        self.register_buffer(
            "hard_begin", torch.tensor([FORBIDDEN if at and at % 2 == 0 else 0.0 for at in range(size)])
        )

    def states(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """The shared states, (batch, pieces, WIDTH)."""
        places = torch.arange(ids.shape[1])
        found = self.norm(self.words(ids) + self.positions(places)[None] + self.types(types))
        found = functional.dropout(found, self.dropout, self.training)
        for layer in self.layers:
            found = layer(found, mask)
        return found

    def label_scores(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of the first tagger and of the second, (batch, pieces, labels) each."""
        first = self.tagger(functional.dropout(states, self.dropout, self.training))
        if not self.refined:
            return first, first
        seen = self.told_norm(states + self.told(torch.softmax(first.float(), -1).to(states.dtype)))
        seen = self.refiner(seen, mask)
        return first, self.refined_tagger(functional.dropout(seen, self.dropout, self.training))

    def sign_scores(self, states: Tensor, mask: Tensor, distances: Tensor) -> Tensor:
        """The scores of negative, neutral and positive, (batch, 3)."""
        inside, read = distances == 0, states.float()

        def pool(weights: Tensor) -> Tensor:
            weights = weights * mask
            return (weights[:, :, None] * read).sum(1) / weights.sum(1, keepdim=True).clamp(min=1e-6)

        pools = [read[:, 0], pool(inside.float()), *(pool(torch.exp(-distances / decay)) for decay in DECAYS)]
        return self.signs(functional.dropout(torch.cat(pools, 1), self.dropout, self.training))

    def attribution_loss(self, states: Tensor, mask: Tensor, labels: Tensor) -> Tensor:
        """Negative log-likelihood of the label sequences a token, with that of the first tagger beside it.

        ``labels`` (batch, pieces) hold a label at the first piece of each token and -100 elsewhere.
        """
        first, second = (scores.float() for scores in self.label_scores(states, mask))
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
