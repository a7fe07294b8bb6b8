"""A play looked back on: how safe the partner felt, in words, and the turn everything hung on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from coach.dialogue.state import Turn

LEVELS = ("closed", "guarded", "listening", "open", "close")
"""Felt safety in words, from 0 to 20, four points a word (``close`` has five)."""

NEAR = 2
"""Within how many turns a repair counts as the answer to a loss."""


class TurningPoint(Struct, frozen=True, kw_only=True):
    """The turn with the largest move of felt safety, ``by`` points.

    ``turn`` and ``recovered`` number the learner's lines from 1. ``signals`` are those that moved safety that way,
    the strongest first. ``recovered`` is the turn, at most two later, that won back half the loss or more.
    """

    turn: int
    by: int
    signals: tuple[str, ...]
    recovered: int | None = None


def level(safety: int) -> int:
    """Felt safety (0 to 20) as a place in ``LEVELS``: 0-3, 4-7, 8-11, 12-15, 16-20."""
    return min(safety // 4, len(LEVELS) - 1)


def turning_point(turns: Sequence[Turn], *, ended_well: bool = True) -> TurningPoint | None:
    """The turn the play hung on, or None when safety never moved.

    ``turns`` are what ``advance`` gave, in order, without the opening. Of equal moves a loss comes before a gain
    and an earlier turn before a later one: a slip and its repair teach more than a good line alone. A play that did
    not end well hung on its largest loss, if it had one.
    """
    changes = [turn.state.dials.safety - turn.before.safety for turn in turns]
    if not any(changes):
        return None
    losses = [at for at, change in enumerate(changes) if change < 0]
    among = losses if losses and not ended_well else range(len(changes))
    index = max(among, key=lambda at: (abs(changes[at]), changes[at] < 0, -at))
    by = changes[index]
    causes = sorted(
        (move for move in turns[index].moves if move.dial == "safety" and (move.by < 0) == (by < 0)),
        key=lambda move: -abs(move.by),
    )
    return TurningPoint(
        turn=index + 1,
        by=by,
        signals=tuple(move.signal for move in causes),
        recovered=_recovered(turns, index) if by < 0 else None,
    )


def _recovered(turns: Sequence[Turn], index: int) -> int | None:
    high, low = turns[index].before.safety, turns[index].state.dials.safety
    for later in range(index + 1, min(index + 1 + NEAR, len(turns))):
        if (turns[later].state.dials.safety - low) * 2 >= high - low:
            return later + 1
    return None
