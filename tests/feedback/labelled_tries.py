"""The labelled tries (tries/*.yaml): how they are read, and what came out other than it was labelled."""

from pathlib import Path

import pytest

from coach import strictyaml

BANDS = ("none", "seed", "taking-shape", "solid", "steady-hands")


def tries(name):
    """The labelled tries of a skill or a form of it."""
    return strictyaml.parse((Path(__file__).parent / "tries" / f"{name}.yaml").read_bytes(), name).value


def rank(seen):
    """The place of a review's band among all."""
    return BANDS.index(seen.band or "none")


def differs(case, seen, form=None):
    """How a try came out other than it was labelled; with ``form``, also if it was read as another."""
    states = {one.id: one.state for one in seen.criteria}
    told = [f"{name} {states.get(name)}" for name, state in case["states"].items() if states.get(name) != state]
    if form is not None and seen.variant != form:
        told.append(f"form {seen.variant}")
    if rank(seen) not in map(BANDS.index, case["band"].split()):
        told.append(f"band {seen.band}")
    if seen.next_step_id != case.get("step", seen.next_step_id):
        told.append(f"step {seen.next_step_id}")
    return told


def _param(name, case, *marks):
    return pytest.param(name, case, id=f"{name}: {case['text'][:50]}", marks=marks)


def every(cases):
    """Every name and try, as parameters."""
    return [_param(name, case) for name, case in cases]


def worked(cases):
    """The tries the rules were written with; one that ``waits`` for another rule fails until then."""
    return [
        _param(name, case, *(pytest.mark.xfail(reason=why) for why in [case.get("waits")] if why))
        for name, case in cases
        if "held" not in case
    ]


def held_share(cases, differs_from):
    """The share of the tries set aside that came out as they were labelled."""
    held = [pair for pair in cases if "held" in pair[1]]
    return sum(not differs_from(*pair) for pair in held) / len(held)
