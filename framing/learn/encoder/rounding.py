"""Weights of linear maps as 8-bit numbers that no processor adds wrongly.

Processors without VNNI add the products of neighbouring inputs in 16 bits, where two large weights overflow and the
states would differ from one machine to the next: two neighbours of one sign add up to 128 at most. Where it is known
what the maps are given, each input's rounding error is made up for by the inputs behind it (GPTQ, Frantar et al. 2023).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGEST, LARGEST_PAIR = 127, 128  # 255 * 128 still fits into 16 bits
RANGES = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0)
DAMPING = 0.01  # of the mean second moment, so that it can be inverted


def eight_bits(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The rows of a matrix as whole numbers from -127 to 127, and the scale of each row, (rows, 1).

    Of ranges up to twice its largest value, each row takes the one with the least mean squared error.
    """
    tops = np.abs(matrix).max(axis=1, keepdims=True)
    tops[tops == 0] = LARGEST
    best, scales = np.full_like(tops, np.inf), tops
    for wider in RANGES:
        tried = (tops * np.float32(wider / LARGEST)).astype(np.float32)
        error = np.square(_rounded(matrix, tried) * tried - matrix).mean(axis=1, keepdims=True)
        best, scales = np.minimum(error, best), np.where(error < best, tried, scales)
    return _rounded(matrix, scales).astype(np.int8), scales.astype(np.float32)


def _rounded(matrix: NDArray[np.float32], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows in whole steps of their scales; of two neighbours with too large a sum both are cut alike."""
    rounded = np.clip(np.round(matrix / scales), -LARGEST, LARGEST)
    width = rounded.shape[1] // 2 * 2
    left, right = rounded[:, 0:width:2], rounded[:, 1:width:2]
    excess = np.maximum(np.abs(left + right) - LARGEST_PAIR, 0) * np.sign(left + right) * (left * right > 0)
    half = np.ceil(np.abs(excess) / 2) * np.sign(excess)
    rounded[:, 0:width:2], rounded[:, 1:width:2] = left - half, right - (excess - half)
    return rounded


def compensated(
    matrix: NDArray[np.float32], scales: NDArray[np.float32], moments: NDArray[np.floating]
) -> NDArray[np.int8]:
    """The rows of a matrix in whole steps of their scales, input by input, later inputs making up for earlier errors.

    Parameters
    ----------
    matrix : array of shape (outputs, inputs)
        The weights of a linear map.
    scales : array of shape (outputs, 1)
        The length of a step.
    moments : array of shape (inputs, inputs)
        Second moments of the inputs, summed or averaged over examples.

    Returns
    -------
    array of int8, shape (outputs, inputs)
        From -127 to 127; of two neighbours with one sign the sum is 128 at most.
    """
    damped = moments.astype(np.float64)
    damped[np.diag_indices(len(damped))] += DAMPING * np.diag(damped).mean()
    spread = np.linalg.cholesky(np.linalg.inv(damped)).T
    left, steps = matrix.astype(np.float64), scales[:, 0].astype(np.float64)
    found = np.zeros(matrix.shape, np.int8)
    for at in range(matrix.shape[1]):
        before = found[:, at - 1].astype(np.int64) if at % 2 else np.zeros(len(found), np.int64)
        lowest = np.where(before < 0, np.maximum(-LARGEST_PAIR - before, -LARGEST), -LARGEST)
        highest = np.where(before > 0, np.minimum(LARGEST_PAIR - before, LARGEST), LARGEST)
        found[:, at] = np.clip(np.round(left[:, at] / steps), lowest, highest)
        error = (left[:, at] - found[:, at] * steps) / spread[at, at]
        left[:, at + 1 :] -= np.outer(error, spread[at, at + 1 :])
    return found
