"""A role-play one turn at a time: a reply moves the partner's dials, the dials choose where the scene goes.

The rules, in this order, for every reply:

1. Each signal of the reply moves the dials once, by the persona's table, in the table's order, however often it
   was found. At heat 14 or more, as it was before the reply, losses count half as much again and gains of safety,
   hope and openness count half. A loss is less safety, hope or openness, or more heat. Results are whole numbers,
   rounded toward zero, and each dial stays between 0 and 20.
2. A reply with no signals at all counts as the signal ``none``: the table may say what that does, and if it does
   not, nothing moves.
3. The beat's ``next`` is chosen with the dials as they now stand, then the line of the beat it leads to, or the
   ending. Then the scene waits for the next reply, or is over; it never goes on by itself.
"""

from __future__ import annotations

import msgspec

from coach.dialogue.conditions import DIALS, HIGHEST, LOWEST, holds
from coach.dialogue.scene import END, Beat, Dials, Ending, Gives, PartnerLine, Persona, Scene
from coach.dialogue.state import Move, Reply, SceneState, Spoken, Turn
from coach.errors import DialogueError

ENGINE_VERSION = 1
"""Saved with every turn; changes when the same replies would lead elsewhere."""

NO_SIGNAL = "none"
"""What a reply without any signal counts as, in a persona's table only."""

FLOODED = 14
"""Heat from which a partner hears the worst first (half points; 7 of 10 on the page)."""


def start(scene: Scene, persona: Persona) -> Turn:
    """The scene's opening line, said before any reply. Raises DialogueError if this persona is not the scene's."""
    if persona.id not in scene.personas:
        raise DialogueError(
            f'"{scene.title}" cannot be played with "{persona.title}". Choose another way to play it.'
        )
    state = _opening(scene, persona.id, persona, ())
    return Turn(state=state, says=state.transcript[-1].text, before=scene.start)


def advance(scene: Scene, persona: Persona, state: SceneState, reply: Reply) -> Turn:
    """What the reply leads to. The same arguments give the same turn, always.

    Raises DialogueError when the state is of another scene or persona, stands at a beat the scene no longer has
    (see ``resume``), is over already, or the scene has no way on.
    """
    if (state.scene, state.persona) != (scene.id, persona.id):
        raise DialogueError(f'This is not a moment of "{scene.title}". Your words are safe; open the scene again.')
    if state.ending is not None:
        raise DialogueError(f'"{scene.title}" is over. Your words are safe; go back a turn or play it again.')
    beat = scene.beat(state.beat)
    if beat is None:
        raise DialogueError(
            f'"{scene.title}" has changed and this moment is gone. Your words are safe; the scene can start over.'
        )
    did = frozenset(reply.signals)
    seen = did.union(state.seen)
    dials, moves = _moved(persona, state.dials, did)
    transcript = (*state.transcript, Spoken(who="you", text=reply.text))
    goal = _goal(scene, beat, dials, did, seen)
    if isinstance(goal, Ending):
        says, where, line, ending = goal.last, beat.id, state.line, goal.id
    else:
        line = _line(goal, dials, did, seen)
        says, where, ending = _said(goal.partner[line], persona, dials, did, seen, transcript), goal.id, None
    after = SceneState(
        scene=scene.id,
        persona=persona.id,
        beat=where,
        dials=dials,
        line=line,
        transcript=(*transcript, Spoken(who="partner", text=says)),
        seen=tuple(sorted(seen)),
        ending=ending,
    )
    return Turn(state=after, says=says, moves=moves, before=state.dials)


def resume(scene: Scene, state: SceneState) -> SceneState:
    """The same moment in the scene as it is written today, for content that changed under a saved state.

    Where the beat or the ending is gone, the scene is back at its opening with its starting dials, and everything
    said so far stays in the transcript above it. A persona that no longer fits gives way to the scene's first.
    """
    persona = state.persona if state.persona in scene.personas else scene.personas[0]
    beat = scene.beat(state.beat)
    if beat is None or (state.ending is not None and scene.ending(state.ending) is None):
        return _opening(scene, persona, None, state.transcript)
    return msgspec.structs.replace(state, persona=persona, line=min(state.line, len(beat.partner) - 1))


def gives(scene: Scene, state: SceneState) -> Gives:
    """What a reply can give back at this moment: the last line's own, else the scene's."""
    beat = scene.beat(state.beat)
    own = beat.partner[state.line].gives if beat is not None else None
    return own or scene.gives


def _opening(scene: Scene, persona_id: str, persona: Persona | None, before: tuple[Spoken, ...]) -> SceneState:
    beat, nothing = scene.beats[0], frozenset[str]()
    line = _line(beat, scene.start, nothing, nothing)
    says = _said(beat.partner[line], persona, scene.start, nothing, nothing, before)
    return SceneState(
        scene=scene.id,
        persona=persona_id,
        beat=beat.id,
        dials=scene.start,
        line=line,
        transcript=(*before, Spoken(who="partner", text=says)),
    )


def _moved(persona: Persona, dials: Dials, did: frozenset[str]) -> tuple[Dials, tuple[Move, ...]]:
    """The dials after the reply, and each signal's share that really moved one."""
    now = {dial: int(getattr(dials, dial)) for dial in DIALS}
    flooded = dials.heat >= FLOODED
    moves: list[Move] = []
    counts = did or frozenset({NO_SIGNAL})
    for signal, effect in persona.effects.items():
        if signal not in counts:
            continue
        for dial in DIALS:
            wanted = now[dial] + _weighed(dial, getattr(effect, dial), flooded=flooded)
            reached = max(LOWEST, min(HIGHEST, wanted))
            if reached != now[dial]:
                moves.append(Move(signal=signal, dial=dial, by=reached - now[dial]))
                now[dial] = reached
    return Dials(**now), tuple(moves)


def _weighed(dial: str, by: int, *, flooded: bool) -> int:
    """An effect as a flooded partner takes it: losses half as much again, gains halved, cooling as it is."""
    if not flooded:
        return by
    loses = by > 0 if dial == "heat" else by < 0
    if loses:
        return int(by * 1.5)
    return by if dial == "heat" else int(by / 2)


def _goal(scene: Scene, beat: Beat, dials: Dials, did: frozenset[str], seen: frozenset[str]) -> Beat | Ending:
    for step in beat.next:
        if holds(step.when, dials, did, seen):
            goal: Beat | Ending | None
            if step.go == END:
                goal = next((end for end in scene.endings if holds(end.when, dials, did, seen)), None)
            else:
                goal = scene.beat(step.go) or scene.ending(step.go)
            if goal is not None:
                return goal
            break
    raise DialogueError(
        f'"{scene.title}" does not say how it goes on after "{beat.id}". Your words are safe; go back a turn.'
    )


def _line(beat: Beat, dials: Dials, did: frozenset[str], seen: frozenset[str]) -> int:
    for index, line in enumerate(beat.partner):
        if holds(line.when, dials, did, seen):
            return index
    raise DialogueError(f'The partner has nothing to say at "{beat.id}". Your words are safe; go back a turn.')


def _said(
    line: PartnerLine,
    persona: Persona | None,
    dials: Dials,
    did: frozenset[str],
    seen: frozenset[str],
    before: tuple[Spoken, ...],
) -> str:
    """The line, with a habit before it when it has no stage direction; no habit is shown twice in a scene."""
    if persona is None or line.says.startswith("("):
        return line.says
    shown = tuple(spoken.text for spoken in before if spoken.who == "partner")
    for habit in persona.habits:
        if holds(habit.when, dials, did, seen) and not any(text.startswith(habit.says) for text in shown):
            return f"{habit.says} {line.says}"
    return line.says
