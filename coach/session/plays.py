"""A play as it was saved: turns as facts, each with its parent, so that every branch stays."""

from __future__ import annotations

import msgspec

from coach.course.loader import digest
from coach.dialogue.engine import ENGINE_VERSION, advance, gives, resume, start
from coach.dialogue.scene import Dials, Gives, Persona, Scene
from coach.dialogue.state import Move, Reply, SceneState, Turn
from coach.errors import DialogueError
from coach.progress.model import DialsAt, Fact, Mark, MoveAt, Played, Position
from coach.session.activity import OVER
from coach.session.visit import Visit


class Play:
    """The scene of one step, its persona and its saved turns."""

    def __init__(self, visit: Visit, lesson: str, step: str, scene: Scene) -> None:
        self.visit = visit
        self.lesson = lesson
        self.step = step
        self.scene = scene
        self.digest = digest(scene)

    def persona(self, wanted: str = "") -> Persona:
        """The persona of that id where the scene still has it, else the scene's first."""
        return self.visit.persona(wanted if wanted in self.scene.personas else self.scene.personas[0])

    def turns(self) -> list[tuple[Fact, Played]]:
        """Every saved turn of this scene at this step, oldest first."""
        facts = self.visit.facts_of(self.lesson, self.step)
        bodies = [(fact, fact.body) for fact in facts if isinstance(fact.body, Played)]
        return [(fact, body) for fact, body in bodies if body.scene == self.scene.id]

    def waits(self) -> Fact | None:
        """The turn to go on from: where the learner stands in this scene, else the last play's end if it is open."""
        turns = self.turns()
        here = self.visit.position
        stood = next((turn for turn in turns if here is not None and turn[0].id == here.turn), None)
        fact, body = stood or (turns[-1] if turns else (None, None))
        return None if body is None or self.state(body).ending is not None else fact

    def unanswered(self) -> Fact | None:
        """The opening of the last play, when it is today's and nothing was said to it yet."""
        turns = self.turns()
        if turns and turns[-1][1].parent is None and turns[-1][1].digest == self.digest:
            return turns[-1][0]
        return None

    def chain(self, turn: str | None) -> list[tuple[Fact, Played]]:
        """The turns that lead to ``turn``, the opening first; empty when it is gone."""
        by_id = {fact.id: (fact, body) for fact, body in self.turns()}
        chain: list[tuple[Fact, Played]] = []
        while turn is not None and turn in by_id:
            chain.append(by_id[turn])
            turn = by_id[turn][1].parent
        return chain[::-1]

    def state(self, body: Played) -> SceneState:
        """The state after a saved turn, in the scene as it is written today."""
        return resume(self.scene, _saved_state(body))

    def replayed(self, body: Played) -> Turn:
        """A saved turn as the engine gave it then."""
        state = _saved_state(body)
        before = msgspec.convert(msgspec.to_builtins(body.before), Dials) if body.before else state.dials
        moves = tuple(Move(signal=move.signal, dial=move.dial, by=move.by) for move in body.moves)
        return Turn(state=state, says=body.says, moves=moves, before=before)

    def gives(self, state: SceneState) -> Gives:
        """What a reply to the partner's last line can give back."""
        return gives(self.scene, state)

    async def begin(self) -> Fact:
        """Open the scene from its start and save the opening as a turn without words."""
        persona = self.persona()
        turn = start(self.scene, persona)
        return await self._save(turn, persona, play=None, parent=None, beat=turn.state.beat, reply=None)

    async def say(self, at: tuple[Fact, Played], reply: Reply, marks: tuple[Mark, ...]) -> Fact:
        """One more turn after a saved one. Raises StoreError, with nothing said, when it could not be saved."""
        fact, body = at
        state = self.state(body)
        persona = self.persona(state.persona)
        turn = advance(self.scene, persona, state, reply)
        return await self._save(
            turn, persona, play=body.play, parent=fact.id, beat=state.beat, reply=reply, marks=marks
        )

    async def _save(
        self,
        turn: Turn,
        persona: Persona,
        *,
        play: str | None,
        parent: str | None,
        beat: str,
        reply: Reply | None,
        marks: tuple[Mark, ...] = (),
    ) -> Fact:
        new_id = self.visit.new_id()
        body = Played(
            play=play or self.visit.new_id(),
            scene=self.scene.id,
            digest=self.digest,
            persona=persona.id,
            engine=ENGINE_VERSION,
            lesson=self.lesson,
            step=self.step,
            beat=beat,
            parent=parent,
            text=reply.text if reply else "",
            option=reply.option if reply else None,
            marks=marks,
            criteria=reply.criteria if reply else {},
            says=turn.says,
            before=msgspec.convert(msgspec.to_builtins(turn.before), DialsAt),
            after=msgspec.convert(msgspec.to_builtins(turn.state.dials), DialsAt),
            moves=tuple(MoveAt(signal=move.signal, dial=move.dial, by=move.by) for move in turn.moves),
            ending=turn.state.ending,
            state=msgspec.to_builtins(turn.state),
        )
        part = OVER if turn.state.ending is not None else ""
        position = Position(lesson=self.lesson, step=self.step, turn=new_id, part=part)
        (fact,) = await self.visit.record(body, position=position, new_id=new_id)
        return fact


def _saved_state(body: Played) -> SceneState:
    """Raises DialogueError when a saved state is not one this coach can read."""
    try:
        return msgspec.convert(body.state, SceneState)
    except msgspec.ValidationError:
        raise DialogueError(
            "This moment of the scene cannot be read. Your words are safe; start it afresh."
        ) from None


def branches(turns: list[tuple[Fact, Played]]) -> list[tuple[Fact, Played]]:
    """The last turns of every way the plays have gone: those nothing was said after."""
    parents = {body.parent for _, body in turns}
    return [(fact, body) for fact, body in turns if fact.id not in parents]
