"""The answer of a model of labels, as a row of a task has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray


def answer_of(
    labels: Sequence[str], probabilities: NDArray[Any], chosen: NDArray[Any], *, exclusive: bool
) -> dict[str, Any]:
    """Label or frames, and the probability of each label to six decimals.

    Examples
    --------
    >>> import numpy as np
    >>> answer_of(("against", "favor"), np.array([0.25, 0.75]), np.array([False, True]), exclusive=True)
    {'label': 'favor', 'probabilities': {'against': 0.25, 'favor': 0.75}}
    """
    listed = {label: round(float(p), 6) for label, p in zip(labels, probabilities, strict=True)}
    given = [label for label, here in zip(labels, chosen, strict=True) if here]
    return {"label": given[0], "probabilities": listed} if exclusive else {"frames": given, "probabilities": listed}
