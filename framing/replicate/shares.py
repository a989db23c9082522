"""A share of corpora or families, with how sure it is."""

from __future__ import annotations

import math

Z95 = 1.959964
"""The standard normal quantile of a 95 % interval."""


def share_of(hits: int, n: int, name: str) -> dict[str, float]:
    """A share under a name, with the ends of its 95 % interval (Wilson 1927).

    >>> {key: round(value, 3) for key, value in share_of(5, 100, "power").items()}
    {'power': 0.05, 'low': 0.022, 'high': 0.112}
    """
    middle = (hits + Z95 * Z95 / 2) / (n + Z95 * Z95)
    reach = Z95 * math.sqrt(hits * (n - hits) / n + Z95 * Z95 / 4) / (n + Z95 * Z95)
    return {name: hits / n, "low": max(middle - reach, 0.0), "high": min(middle + reach, 1.0)}
