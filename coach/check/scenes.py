"""Scenes: what can be seen at a glance, and what only walking them through with every persona shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import get_args

from coach.check.faults import Fault, Place, Source
from coach.check.reader import Reader, unknown
from coach.check.walk import MOST_STATES, PLAYERS, Bundle, Walk, good_ending, walk
from coach.course.model import SkillName
from coach.dialogue.engine import NO_SIGNAL, gives
from coach.dialogue.scene import Persona, Scene, When
from coach.dialogue.state import SceneState
from coach.feedback import Context, Gives


def persona_faults(source: Source[Persona], reader: Reader) -> Iterator[Fault]:
    """Signals and spans of a persona's table and habits that mean nothing."""
    known = {*reader.signal_names(), NO_SIGNAL}
    for name, instead in unknown(tuple(source.content.effects), known):
        yield source.fault(("effects", name), f'"{name}" is not a signal', instead, key=True)
    for n, habit in enumerate(source.content.habits):
        yield from _when_faults(source, ("habits", n), habit.when, reader)
        if not habit.says.startswith("("):
            yield source.fault(("habits", n, "says"), "a habit is a stage direction", "put it in brackets")


def scene_faults(source: Source[Scene], personas: dict[str, Source[Persona]], reader: Reader) -> Iterator[Fault]:
    """What a scene says of signals, and what walking it with each of its personas shows.

    Every beat and ending must be reached with some persona. With each one a good ending must be reached, but not by
    a player of one note, who ends elsewhere (so at least two endings are), and no way may go on for ever.
    """
    scene = source.content
    if () not in scene.moves:
        yield source.fault(("moves",), "the moves leave out the reply that does nothing", "add the line - []")
    unsound = [*_skill(source), *_conditions(source, reader)]
    yield from unsound
    if unsound:
        return
    said = _choices(scene, reader)
    walks = {
        name: walk(scene, personas[name].content, lambda state: (*scene.moves, *said(state.beat, state.line)))
        for name in scene.personas
        if name in personas
    }
    for name, seen in walks.items():
        yield from _walked(source, personas[name].content, seen)
    if walks and all(seen.complete for seen in walks.values()):
        yield from _unreached(source, tuple(walks.values()))


def _skill(source: Source[Scene]) -> Iterator[Fault]:
    skills = get_args(SkillName)
    if source.content.skill not in skills:
        yield source.fault(
            ("skill",), f'there is no skill "{source.content.skill}"', f"write one of {', '.join(skills)}"
        )


def _conditions(source: Source[Scene], reader: Reader) -> Iterator[Fault]:
    scene = source.content
    for n, bundle in enumerate(scene.moves):
        for name, instead in unknown(bundle, reader.signal_names()):
            yield source.fault(("moves", n), f'"{name}" is not a signal', instead)
    for b, beat in enumerate(scene.beats):
        for n, line in enumerate(beat.partner):
            yield from _when_faults(source, ("beats", b, "partner", n), line.when, reader)
        for n, step in enumerate(beat.next):
            yield from _when_faults(source, ("beats", b, "next", n), step.when, reader)
    for n, ending in enumerate(scene.endings):
        yield from _when_faults(source, ("endings", n), ending.when, reader)


def _when_faults(
    source: Source[Scene] | Source[Persona], at: Place, when: When | None, reader: Reader
) -> Iterator[Fault]:
    if when is None:
        return
    for name in ("did", "any", "lacks", "had", "never_had"):
        written = "not" if name == "lacks" else name
        for signal, instead in unknown(getattr(when, name), reader.signal_names()):
            yield source.fault((*at, "when", written), f'"{signal}" is not a signal', instead)


def _unreached(source: Source[Scene], walks: tuple[Walk, ...]) -> Iterator[Fault]:
    scene = source.content
    for b, beat in enumerate(scene.beats):
        if not any(beat.id in seen.beats for seen in walks):
            yield source.fault(
                ("beats", b, "id"), f'nothing leads to the beat "{beat.id}"', "widen a when, or add a move"
            )
    for e, ending in enumerate(scene.endings):
        if not any(ending.id in seen.endings for seen in walks):
            yield source.fault(
                ("endings", e, "id"), f'no way leads to the ending "{ending.id}"', "widen its when, or add a move"
            )


def _walked(source: Source[Scene], persona: Persona, seen: Walk) -> Iterator[Fault]:
    """What a scene is like with one persona, for its moves and for its choices as they are read."""
    scene = source.content
    who = f"with {persona.id}"
    if not seen.complete:
        yield source.fault(
            ("moves",),
            f"{who} the scene has more than {MOST_STATES} states",
            "use fewer moves, beats or earlier signals",
        )
        return
    for b, beat in enumerate(scene.beats):
        if beat.id in seen.stuck:
            yield source.fault(
                ("beats", b, "next"),
                f'{who} there is a way into "{beat.id}" that never ends',
                "let a way on lead out",
            )
    if not any(ending.kind == "good" and ending.id in seen.endings for ending in scene.endings):
        yield source.fault(("endings",), f"{who} no way leads to a good ending", "let a skilled player reach one")
    for player, bundles in PLAYERS.items():
        won = good_ending(scene, persona, bundles)
        if won:
            way = ", then ".join(" + ".join(bundle) for bundle in won[1])
            place = next(n for n, ending in enumerate(scene.endings) if ending.id == won[0])
            yield source.fault(
                ("endings", place),
                f'{who} {player} comes to the good ending "{won[0]}": {way}',
                "raise what it asks for, or let that player lose more",
            )


def _choices(scene: Scene, reader: Reader) -> Callable[[str, int], tuple[Bundle, ...]]:
    """The choices of a moment as bundles of signals, read as if typed, in answer to the line just said."""

    @cache
    def said(beat_id: str, line: int) -> tuple[Bundle, ...]:
        beat = next(beat for beat in scene.beats if beat.id == beat_id)
        state = SceneState(scene=scene.id, persona="", beat=beat_id, dials=scene.start, line=line)
        back = gives(scene, state)
        context = Context(
            says=beat.partner[line].says,
            gives=Gives(events=back.events, feelings=back.feelings, needs=back.needs),
        )
        return tuple(
            tuple(signal.name for signal in reader.review(option.says, scene.skill, context).signals)
            for option in beat.choices
        )

    return said
