"""Walking a scene: every state its moves and choices can reach, and how a one-sided player fares in it.

States that behave alike are one: same beat and line, same heat, and the same of those other dials and earlier
signals that some condition of the scene asks about. A walk is therefore complete for the inputs it is given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct

from coach.dialogue.conditions import DIALS
from coach.dialogue.engine import advance, start
from coach.dialogue.scene import Persona, Scene, When
from coach.dialogue.state import Reply, SceneState

MOST_STATES = 50_000
"""States a scene may have with one persona before it is too big to be sure of."""

Bundle = tuple[str, ...]
Key = tuple[str, int, tuple[int, ...], frozenset[str], str]
Inputs = Callable[[SceneState], Iterable[Bundle]]
"""What may be said at a state, as bundles of signals."""

PLAYERS: dict[str, tuple[Bundle, ...]] = {
    "a fixer (only advice and minimizing)": (("advice",), ("minimizing",), ("advice", "minimizing")),
    "a blamer (only blame)": (("blame",), ("absolute", "blame"), ("blame", "faux_feeling")),
}
"""Players who must not come to a good ending, and all they ever say."""


class Walk(Struct, frozen=True):
    """What was seen: beats and endings reached, the shortest way to each ending, and what stands in the way.

    ``stuck`` are beats with a state from which no ending can be reached; ``complete`` is False when the walk was
    given up for its size.
    """

    beats: frozenset[str]
    endings: dict[str, tuple[Bundle, ...]]
    stuck: tuple[str, ...]
    states: int
    complete: bool


def walk(scene: Scene, persona: Persona, inputs: Inputs, most: int = MOST_STATES) -> Walk:
    """Every state of the scene that these inputs can reach, breadth first, and ``most`` of them at most.

    The scene has a way on from every beat; the loader sees to that.
    """
    asked = _asked(scene)
    first = start(scene, persona).state
    came: dict[Key, tuple[Key | None, Bundle]] = {_key(first, asked): (None, ())}
    back: dict[Key, list[Key]] = {}
    ends: dict[str, Key] = {}
    waiting = deque([_bare(first)])
    while waiting and len(came) <= most:
        state = waiting.popleft()
        here = _key(state, asked)
        for bundle in inputs(state):
            after = _bare(advance(scene, persona, state, Reply(text="", signals=bundle)).state)
            there = _key(after, asked)
            back.setdefault(there, []).append(here)
            if there in came:
                continue
            came[there] = (here, bundle)
            if after.ending is None:
                waiting.append(after)
            else:
                ends.setdefault(after.ending, there)
    leads = _leads_to_end((key for key in came if key[4]), back)
    complete = not waiting
    return Walk(
        beats=frozenset(key[0] for key in came),
        endings={ending: _way(key, came) for ending, key in ends.items()},
        stuck=tuple(dict.fromkeys(key[0] for key in came if key not in leads)) if complete else (),
        states=len(came),
        complete=complete,
    )


def good_ending(scene: Scene, persona: Persona, bundles: tuple[Bundle, ...]) -> tuple[str, tuple[Bundle, ...]] | None:
    """The first good ending a player who says only this comes to, and the way there; None when there is none."""
    seen = walk(scene, persona, lambda _: bundles)
    for ending in scene.endings:
        if ending.kind == "good" and ending.id in seen.endings:
            return ending.id, seen.endings[ending.id]
    return None


def _asked(scene: Scene) -> tuple[tuple[str, ...], frozenset[str]]:
    """The dials and earlier signals that matter: those some condition asks about, and heat, which weighs the rest."""
    whens: list[When | None] = [ending.when for ending in scene.endings]
    for beat in scene.beats:
        whens += [line.when for line in beat.partner]
        whens += [step.when for step in beat.next]
    conditions = [when for when in whens if when is not None]
    dials = (dial for dial in DIALS if dial == "heat" or any(getattr(when, dial) for when in conditions))
    signals = (name for when in conditions for name in (*when.had, *when.never_had))
    return tuple(dials), frozenset(signals)


def _bare(state: SceneState) -> SceneState:
    """The state without its transcript, which changes nothing but a habit line."""
    return msgspec.structs.replace(state, transcript=())


def _key(state: SceneState, asked: tuple[tuple[str, ...], frozenset[str]]) -> Key:
    dials, signals = asked
    return (
        state.beat,
        state.line,
        tuple(getattr(state.dials, dial) for dial in dials),
        signals.intersection(state.seen),
        state.ending or "",
    )


def _leads_to_end(ends: Iterable[Key], back: dict[Key, list[Key]]) -> set[Key]:
    """Every state from which an ending can be reached."""
    leads = set(ends)
    waiting = list(leads)
    while waiting:
        for before in back.get(waiting.pop(), ()):
            if before not in leads:
                leads.add(before)
                waiting.append(before)
    return leads


def _way(key: Key, came: dict[Key, tuple[Key | None, Bundle]]) -> tuple[Bundle, ...]:
    way: list[Bundle] = []
    before, bundle = came[key]
    while before is not None:
        way.append(bundle)
        before, bundle = came[before]
    return tuple(reversed(way))
