"""Whole numbers by article and column, of a part of a corpus, that are stored and put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and sums by article.

    Parameters
    ----------
    articles : sequence of str
        Their ids, none twice.
    names : sequence of str
        What the columns stand for.
    layers : mapping of str to array of shape (n_articles, n_names)
        What was counted or summed, by name.
    """

    articles: Sequence[str]
    names: Sequence[str]
    layers: Mapping[str, Counts]

    def as_json(self) -> dict[str, Any]:
        """The tally as plain values."""
        layers = {name: values.tolist() for name, values in self.layers.items()}
        return {"articles": list(self.articles), "names": list(self.names), "layers": layers}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Tally:
        """What ``as_json`` gave."""
        shape = (len(values["articles"]), len(values["names"]))
        layers = {name: np.array(rows, np.int64).reshape(shape) for name, rows in values["layers"].items()}
        return cls(values["articles"], values["names"], layers)


def put_together(tallies: Iterable[Tally]) -> Tally:
    """One tally of the articles of all, sorted by their ids; columns that a part lacks are 0 there.

    >>> one = Tally(["b"], ["x"], {"n": np.array([[1]])})
    >>> both = put_together([one, Tally(["a"], ["y", "x"], {"n": np.array([[2, 3]])})])
    >>> both.articles, both.names, both.layers["n"].tolist()
    (['a', 'b'], ['x', 'y'], [[3, 2], [1, 0]])
    """
    parts = list(tallies)
    names = list(dict.fromkeys(name for part in parts for name in part.names))
    articles = [article for part in parts for article in part.articles]
    order = np.argsort(np.array(articles, dtype=object), kind="stable") if articles else np.zeros(0, np.intp)
    layers = {layer: np.zeros((len(articles), len(names)), np.int64) for part in parts for layer in part.layers}
    start = 0
    for part in parts:
        stop = start + len(part.articles)
        columns = [names.index(name) for name in part.names]
        for layer, values in part.layers.items():
            layers[layer][start:stop, columns] = values
        start = stop
    return Tally([articles[at] for at in order], names, {layer: values[order] for layer, values in layers.items()})
