"""After a role-play: what was true for the partner, which words moved them, and every way back in."""

from __future__ import annotations

from msgspec import Struct

from coach import feedback
from coach.dialogue.trace import LEVELS, TurningPoint, level, turning_point
from coach.errors import CoachError, DialogueError
from coach.progress.model import Completed, Entry, Fact, Kept, Played, Position, step_key
from coach.session import concern
from coach.session.activity import LOOKING_BACK, NOT_OPEN, Go
from coach.session.here import digit
from coach.session.plays import Play, branches
from coach.session.reading_back import marks
from coach.session.views import Action, AfterwardsView, Field, TraceRow
from coach.session.visit import Visit


class Branch(Struct, frozen=True, kw_only=True):
    """Another way the scene has gone: where it parted, its last words, how it ended."""

    turn: int
    text: str
    ending: str
    fact: str


class AfterwardsSession:
    """One finished play looked back on; it stands at the play's last turn, kept in the position."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        position = visit.position
        step = visit.lesson(position.lesson).step(position.step) if position is not None else None
        scene_id = getattr(step, "scene", None)
        if position is None or scene_id is None:
            raise DialogueError("There is no scene to look back on here. Your words are safe; go back to the lesson.")
        self._lesson, self._step = position.lesson, position.step
        self._play = Play(visit, position.lesson, position.step, visit.scene(scene_id))
        self._notice = ""
        if position.part.partition(":")[0] not in LOOKING_BACK:
            self._part("trace")

    def _position(self) -> Position:
        position = self._visit.position
        if position is None:
            return Position(lesson=self._lesson, step=self._step)
        return position

    @property
    def _key(self) -> str:
        return f"{step_key(self._lesson, self._step)}#after"

    def _chain(self) -> list[tuple[Fact, Played]]:
        return self._play.chain(self._position().turn)

    def scrolled(self, rows: int) -> None:
        """Short enough to show whole; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Keep the half-typed closing thought."""
        self._visit.write(key, text, row, column)

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> AfterwardsView:
        """The trace, or one of the lists behind it."""
        chain = self._chain()
        if not chain or chain[-1][1].ending is None:
            raise DialogueError("This scene is not over yet. Your words are safe; go back to it.")
        scene = self._play.scene
        ending = scene.ending(chain[-1][1].ending or "")
        phase, _, rest = self._position().part.partition(":")
        phase = phase if phase in LOOKING_BACK else "trace"
        rows = tuple(self._row(number, body) for number, (_, body) in enumerate(chain[1:], 1))
        saved = self._saved(chain[-1][0])
        return AfterwardsView(
            title=scene.title,
            partner=scene.partner,
            phase=phase,  # type: ignore[arg-type]
            image=ending.image if ending is not None else "",
            last=chain[-1][1].says,
            truth=ending.truth if ending is not None else "",
            levels=LEVELS,
            start_level=level(scene.start.safety),
            rows=rows,
            turning=self._turning(chain),
            ask=scene.ask,
            field=None if saved or phase != "trace" else Field(draft=self._visit.draft(self._key), rows=3),
            saved=saved,
            listed=self._listed(phase, rest, chain),
            notice=self._notice or self._visit.trouble,
            actions=self._actions(phase, chain, saved=bool(saved)),
        )

    def _row(self, number: int, body: Played) -> TraceRow:
        safety = body.after.safety if body.after is not None else 0
        labels = feedback.signal_labels()
        moved = sorted(
            {move.signal: abs(move.by) for move in body.moves if move.dial == "safety"}.items(),
            key=lambda item: -item[1],
        )
        why = " · ".join(labels.get(signal, signal.replace("_", " ")) for signal, _ in moved[:2])
        return TraceRow(turn=number, text=body.text, level=level(safety), word=LEVELS[level(safety)], why=why)

    def _point(self, chain: list[tuple[Fact, Played]]) -> tuple[TurningPoint | None, bool]:
        """The turn the play hung on, and whether it ended well."""
        ending = self._play.scene.ending(chain[-1][1].ending or "")
        well = ending is None or ending.kind == "good"
        return turning_point([self._play.replayed(body) for _, body in chain[1:]], ended_well=well), well

    def _turning(self, chain: list[tuple[Fact, Played]]) -> str:
        point, well = self._point(chain)
        partner = self._play.scene.partner
        if point is None:
            return f"No turn moved {partner} much either way. That happens; it was still a talk."
        labels = feedback.signal_labels()
        cause = labels.get(point.signals[0], "") if point.signals else ""
        because = f" ({cause})" if cause else ""
        if point.by > 0:
            return f"Turning point: turn {point.turn}{because}. After it {partner} could stay with you."
        if point.recovered is not None:
            return (
                f"Turning point: turn {point.turn}{because}. {partner} stopped hearing the rest; "
                f"turn {point.recovered} {'brought them back' if well else 'won some of it back'}."
            )
        if point.turn == len(chain) - 1:
            return f"Turning point: turn {point.turn}, the last one{because}."
        return f"Turning point: turn {point.turn}{because}. After it {partner} heard less of what you said."

    def _saved(self, last: Fact) -> str:
        for fact in reversed(self._visit.facts_of(self._lesson, self._step)):
            if isinstance(fact.body, Entry) and last.id in fact.refs:
                return self._visit.words(fact)
        return ""

    def _listed(self, phase: str, rest: str, chain: list[tuple[Fact, Played]]) -> tuple[Action, ...]:
        if phase == "turns":
            return tuple(
                Action(id=f"again:{n}", label=body.text, key=digit(n), group="list", primary=n == 1)
                for n, (_, body) in enumerate(chain[1:], 1)
            )
        if phase == "keep":
            return tuple(
                Action(id=f"keep:{fact.id}", label=body.text, key=digit(n), group="list", primary=n == 1)
                for n, (fact, body) in enumerate(chain[1:], 1)
            )
        if phase == "branches":
            return tuple(
                Action(
                    id=f"branch:{branch.fact}",
                    label=branch.text,
                    key=digit(n),
                    group="list",
                    primary=n == 1,
                    note=f"parted at turn {branch.turn}; {branch.ending}",
                )
                for n, branch in enumerate(self._branches(chain), 1)
            )
        if phase == "other-ways" and rest.isdigit() and 0 < int(rest) < len(chain):
            body = chain[int(rest)][1]
            beat = self._play.scene.beat(body.beat)
            options = beat.choices if beat is not None else ()
            return tuple(
                Action(id=f"said:{option.id}", label=option.says, group="list", note=self._does(option.says))
                for option in options
                if option.says != body.text
            )
        return ()

    def _does(self, says: str) -> str:
        """What a line does, in the words that stand under a practice reply."""
        found = feedback.review(says, self._play.scene.skill)
        return " · ".join(dict.fromkeys(mark.label for mark in marks(found)))

    def _branches(self, chain: list[tuple[Fact, Played]]) -> list[Branch]:
        here = {fact.id for fact, _ in chain}
        found = []
        for fact, _ in branches(self._play.turns()):
            if fact.id in here:
                continue
            other = self._play.chain(fact.id)
            shared = sum(1 for one, _ in other if one.id in here)
            if shared >= len(other):
                continue
            first = other[max(shared, 1)][1] if len(other) > max(shared, 1) else None
            if first is None:
                continue
            ending = other[-1][1].ending
            found.append(
                Branch(
                    turn=max(shared, 1),
                    text=first.text,
                    ending="played to its end" if ending else "left open",
                    fact=fact.id,
                )
            )
        return found

    def _actions(self, phase: str, chain: list[tuple[Fact, Played]], *, saved: bool) -> tuple[Action, ...]:
        if phase != "trace":
            listed = bool(self._listed(phase, "", chain))
            return (Action(id="trace", label="Back to what happened", primary=not listed, closes=True),)
        point, _ = self._point(chain)
        turn = point.turn if point is not None else len(chain) - 1
        others = len(self._branches(chain))
        keep_thought = () if saved else (Action(id="keep-thought", label="Keep this thought", key="t"),)
        return (
            Action(id=f"again:{turn}", label=f"Go back to turn {turn}", key="g", primary=True),
            Action(id="turns", label="Another turn", key="a"),
            Action(id=f"other-ways:{turn}", label=f"Other ways to say turn {turn}", key="o"),
            Action(id="keep", label="Keep a sentence", key="k"),
            *((Action(id="branches", label=f"The other branches ({others})", key="r"),) if others else ()),
            *keep_thought,
            Action(id="done", label="Done", key="d"),
        )

    # --- intents -----------------------------------------------------------------------------------------

    async def do(self, action: str) -> Go | None:
        """Carry out an action of the current view; durable before it returns. Raises CoachError."""
        view = self.view()
        if action not in {offered.id for offered in (*view.actions, *view.listed)}:
            raise CoachError(NOT_OPEN)
        self._notice = ""
        verb, _, rest = action.partition(":")
        chain = self._chain()
        match verb:
            case "again":
                return self._again(chain, int(rest))
            case "turns" | "other-ways" | "branches" | "trace":
                self._part(action)
            case "keep" if not rest:
                self._part("keep")
            case "keep":
                text = next((body.text for fact, body in chain if fact.id == rest), "")
                await self._visit.record(Kept(of=rest, text=text))
                self._part("trace")
                self._notice = "Kept. You find it again in your journal."
            case "branch":
                self._visit.stand(Position(lesson=self._lesson, step=self._step, turn=rest, part="trace"))
                ended = self._play.state(self._chain()[-1][1]).ending is not None
                to = Go(to="afterwards" if ended else "scene", lesson=self._lesson, step=self._step, turn=rest)
                return None if ended else to
            case "said":
                pass
            case "keep-thought":
                await self._keep_thought()
            case "done":
                return await self._done()
            case _:
                raise CoachError(NOT_OPEN)
        return None

    def _part(self, part: str) -> None:
        position = self._position()
        self._visit.stand(
            Position(lesson=self._lesson, step=self._step, turn=position.turn, part=part, writing=position.writing)
        )

    def _again(self, chain: list[tuple[Fact, Played]], turn: int) -> Go:
        parent = chain[turn][1].parent
        line = f"{step_key(self._lesson, self._step)}#line"
        self._visit.stand(Position(lesson=self._lesson, step=self._step, turn=parent))
        if not self._visit.draft(line).text.strip() and chain[turn][1].option is None:
            self._visit.put_back(line, chain[turn][1].text)
        return Go(to="scene", lesson=self._lesson, step=self._step, turn=parent)

    async def _keep_thought(self) -> None:
        text = self._visit.draft(self._key).text
        if not text.strip():
            self._notice = "Nothing is written yet. You can also leave it."
            return
        entry = Entry(text=text, question=self._play.scene.ask, lesson=self._lesson, step=self._step)
        await self._visit.record(entry, refs=(self._chain()[-1][0].id,))
        self._visit.forget_draft(self._key, text)
        self._notice = concern.gentle_line(text)

    async def _done(self) -> Go | None:
        """Back to the lesson, a thought still being typed kept first; a gentle line about it is shown before that."""
        position = Position(lesson=self._lesson, step=self._step)
        if self._visit.draft(self._key).text.strip():
            await self._keep_thought()
            if self._notice:
                return None
        await self._visit.record(Completed(lesson=self._lesson, step=self._step), position=position)
        return Go(to="lesson", lesson=self._lesson, step=self._step)
