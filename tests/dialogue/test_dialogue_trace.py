"""Looking back on a play: level words and the turning point."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coach.dialogue.scene import Dials
from coach.dialogue.state import Move, SceneState, Turn
from coach.dialogue.trace import LEVELS, TurningPoint, level, turning_point


def turns(*safety: int, signals: dict[int, tuple[tuple[str, int], ...]] | None = None) -> list[Turn]:
    """A play as its felt safety: the start, then the value after each turn."""

    def dials(value: int) -> Dials:
        return Dials(safety=value, heat=4, hope=10, openness=10)

    return [
        Turn(
            state=SceneState(scene="s", persona="p", beat="b", dials=dials(after), line=0),
            says="...",
            before=dials(before),
            moves=tuple(
                Move(signal=name, dial="safety", by=by)
                for name, by in (signals or {}).get(number, (("x", after - before),))
            ),
        )
        for number, (before, after) in enumerate(pairwise(safety), 1)
    ]


@pytest.mark.parametrize(
    ("safety", "word"),
    [(0, "closed"), (3, "closed"), (4, "guarded"), (8, "listening"), (11, "listening"), (12, "open"), (15, "open"),
     (16, "close"), (20, "close")],
)  # fmt: skip
def test_a_level_word_for_every_part_of_the_scale(safety, word):
    assert LEVELS[level(safety)] == word


def test_the_largest_move_is_the_turning_point():
    assert turning_point(turns(10, 11, 15, 14)) == TurningPoint(turn=2, by=4, signals=("x",))


def test_of_equal_moves_the_loss_counts_and_of_equal_losses_the_first():
    point = turning_point(turns(10, 13, 10, 10, 10, 7))
    assert point is not None
    assert (point.turn, point.by) == (2, -3)


def test_a_play_that_did_not_end_well_hung_on_its_largest_loss():
    safety = (10, 14, 13, 11, 12)
    well, badly = turning_point(turns(*safety)), turning_point(turns(*safety), ended_well=False)
    assert well is not None
    assert badly is not None
    assert (well.turn, well.by) == (1, 4)
    assert (badly.turn, badly.by) == (3, -2)


def test_without_a_loss_it_hung_on_the_largest_gain_however_it_ended():
    point = turning_point(turns(10, 11, 13), ended_well=False)
    assert point is not None
    assert (point.turn, point.by) == (2, 2)


@pytest.mark.parametrize(
    ("safety", "recovered"),
    [((12, 8, 10), 2), ((12, 8, 9, 11), 3), ((12, 8, 9, 9, 12), None), ((12, 8), None)],
)
def test_a_loss_is_recovered_when_half_of_it_is_back_within_two_turns(safety, recovered):
    point = turning_point(turns(*safety))
    assert point is not None
    assert (point.turn, point.recovered) == (1, recovered)


def test_the_signals_named_are_those_that_moved_safety_that_way_strongest_first():
    moves = {1: (("own_feeling", 1), ("absolute", -2), ("blame", -3))}
    point = turning_point(turns(10, 6, signals=moves))
    assert point is not None
    assert point.signals == ("blame", "absolute")


@pytest.mark.parametrize("safety", [(10,), (10, 10, 10)])
def test_a_play_in_which_safety_never_moved_has_no_turning_point(safety):
    assert turning_point(turns(*safety)) is None
