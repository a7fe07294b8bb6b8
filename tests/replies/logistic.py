"""Logistic regression with an L2 penalty over sparse rows of ones, by coordinate descent in the dual.

Yu, Huang and Lin (2011), "Dual coordinate descent methods for logistic regression and maximum entropy models". It
needs nothing but the standard library and gives the same numbers every time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

_NEWTON_STEPS = 8
_EDGE = 1e-9


def fit(
    rows: Sequence[Sequence[int]], labels: Sequence[bool], costs: Sequence[float], width: int, epochs: int
) -> list[float]:
    """The weights of ``width`` features; a row lists the features that are there.

    Least is ``|w|^2 / 2`` plus each row's logistic loss times its cost.
    """
    weights = [0.0] * width
    start = [min(0.001 * cost, 1e-8) for cost in costs]
    alphas = list(start)
    signs = [1.0 if label else -1.0 for label in labels]
    for row, alpha, sign in zip(rows, alphas, signs, strict=True):
        for feature in row:
            weights[feature] += alpha * sign
    order = list(range(len(rows)))
    shuffle = random.Random(0).shuffle
    for _ in range(epochs):
        shuffle(order)
        for at in order:
            row, cost = rows[at], costs[at]
            if not row or cost <= 0:
                continue
            alpha = alphas[at]
            margin = signs[at] * sum(weights[feature] for feature in row)
            better = _solved(alpha, margin, float(len(row)), cost)
            step = (better - alpha) * signs[at]
            if abs(step) > _EDGE:
                alphas[at] = better
                for feature in row:
                    weights[feature] += step
    return weights


def _solved(alpha: float, margin: float, square: float, cost: float) -> float:
    """The alpha in (0, cost) that is best while all others stand, by Newton's method kept within its bracket."""
    low, high = 0.0, cost
    here = min(max(alpha, _EDGE * cost), cost * (1 - _EDGE))
    for _ in range(_NEWTON_STEPS):
        slope = square * (here - alpha) + margin + math.log(here / (cost - here))
        if slope > 0:
            high = here
        else:
            low = here
        bend = square + cost / (here * (cost - here))
        step = here - slope / bend
        here = step if low < step < high else (low + high) / 2
        if abs(slope) < 1e-4:
            break
    return here
