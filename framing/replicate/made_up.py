"""Made-up articles whose sentences depend on each other, as sums an article: what the simulation draws from.

Shares: an article's own share is drawn from a beta distribution, its sentences from that share; means: an article's own
mean is normal, its sentences scatter round it. ``likeness`` is the intraclass correlation: the part of the variance
that lies between articles. Every column is a corpus of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from framing.compare.sums import Numbers

Pair = tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Corpora:
    """How corpora are made.

    Parameters
    ----------
    kind : str
        ``share`` or ``mean``.
    level : float
        The true share, or the true mean.
    likeness : float
        Intraclass correlation of the sentences of an article, 0 to 1.
    spread : float
        Standard deviation of a sentence, for means.
    sentences : tuple of two int
        Fewest and most sentences of an article that bear on the number.
    """

    kind: Literal["share", "mean"] = "share"
    level: float = 0.25
    likeness: float = 0.2
    spread: float = 0.4
    sentences: tuple[int, int] = (10, 40)

    def draw(self, n_articles: int, n_corpora: int, rng: np.random.Generator, shift: Numbers | float = 0.0) -> Pair:
        """Top and bottom, articles x corpora; ``shift`` is added to the true level of each article."""
        shape = (n_articles, n_corpora)
        size = rng.integers(self.sentences[0], self.sentences[1] + 1, shape)
        level = np.clip(np.broadcast_to(np.asarray(self.level + shift, dtype=np.float64), shape), 1e-6, 1 - 1e-6)
        if self.kind == "share":
            weight = 1 / self.likeness - 1
            own = rng.beta(level * weight, (1 - level) * weight)
            return rng.binomial(size, own).astype(np.float64), size.astype(np.float64)
        level = np.broadcast_to(np.asarray(self.level + shift, dtype=np.float64), shape)
        own = level + rng.normal(0, self.spread * np.sqrt(self.likeness), shape)
        rest = self.spread * np.sqrt(1 - self.likeness)
        return own * size + rng.normal(0, rest, shape) * np.sqrt(size), size.astype(np.float64)


def divided(n_articles: int, n_corpora: int, n_voices: int, rng: np.random.Generator) -> Pair:
    """Voices that divide the sentences of an article (Dirichlet-multinomial): articles x (corpora x voices)."""
    shares = rng.dirichlet(np.linspace(1, 3, n_voices), (n_articles, n_corpora))
    size = rng.integers(10, 41, (n_articles, n_corpora))
    top = rng.multinomial(size, shares).astype(np.float64).reshape(n_articles, -1)
    return top, np.repeat(size.astype(np.float64), n_voices, axis=1)
