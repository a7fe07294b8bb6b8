"""A role-play: the partner speaks, the learner answers, and nothing is scored while it goes on."""

from __future__ import annotations

import msgspec

from coach import feedback
from coach.dialogue.scene import Beat
from coach.dialogue.state import Reply
from coach.errors import CoachError, DialogueError
from coach.progress.model import Fact, Mark, Played, Position, step_key
from coach.session import concern
from coach.session.activity import NOT_OPEN, Go
from coach.session.plays import Play
from coach.session.reading_back import marks as marked
from coach.session.views import Action, Field, Said, SceneView
from coach.session.visit import Visit

PAUSE_PER_WORD = 0.08
LONGEST_PAUSE = 1.6
"""Seconds: the partner's line takes about as long as a breath, whatever its length."""

_NO_WORDS = "Nothing is written yet. A few words are enough."
_MORE = (
    Action(id="say", label="Say it", primary=True),
    Action(id="look", label="Pause and look"),
    Action(id="back", label="Back a turn"),
)


class SceneSession:
    """One play under way, standing at a saved turn. ``part`` of the position holds a hint or a look taken."""

    def __init__(self, visit: Visit, go: Go) -> None:
        self._visit = visit
        step = visit.lesson(go.lesson).step(go.step)
        scene_id = getattr(step, "scene", None)
        if step is None or scene_id is None:
            raise DialogueError(
                "That scene is not in this lesson any more. Your words are safe; go back to the lesson."
            )
        self._lesson, self._step = go.lesson, go.step
        self.play = Play(visit, go.lesson, go.step, visit.scene(scene_id))
        self._care = ""
        self._notice = ""
        if go.turn is not None and go.turn != self._position().turn:
            self._stand(go.turn)
        at = self._at()
        if at is not None:
            # A line that was saved just before coach was stopped must not stand in the editor again.
            visit.forget_draft(self._key, at[1].text)

    # --- where the play stands ---------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return f"{step_key(self._lesson, self._step)}#line"

    def _draft_text(self) -> str:
        return self._visit.draft(self._key).text

    def _stand(self, turn: str | None) -> None:
        writing = self._key if self._draft_text().strip() else ""
        self._visit.stand(Position(lesson=self._lesson, step=self._step, turn=turn, writing=writing))

    def _position(self) -> Position:
        position = self._visit.position
        if position is None or (position.lesson, position.step) != (self._lesson, self._step):
            return Position(lesson=self._lesson, step=self._step)
        return position

    def _at(self) -> tuple[Fact, Played] | None:
        chain = self.play.chain(self._position().turn)
        return chain[-1] if chain else None

    def _beat(self, at: tuple[Fact, Played]) -> Beat:
        beat = self.play.scene.beat(self.play.state(at[1]).beat)
        if beat is None:
            raise DialogueError("This scene has changed. Your words are safe; start it afresh from the lesson.")
        return beat

    def scrolled(self, rows: int) -> None:
        """A scene always shows its newest line; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Keep the half-typed line."""
        self._visit.write(key, text, row, column)

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> SceneView:
        """The scene as it stands."""
        at = self._at()
        if at is None:
            raise DialogueError("This scene has not begun. Your words are safe; go back to the lesson and open it.")
        fact, body = at
        scene, part = self.play.scene, self._position().part
        state = self.play.state(body)
        chain = self.play.chain(fact.id)
        said, turn = [], 0
        for spoken in state.transcript:
            turn += spoken.who == "you"
            you = spoken.who == "you"
            said.append(
                Said(
                    who="you" if you else "partner",
                    name="You" if you else scene.partner,
                    text=spoken.text,
                    turn=turn if you else 0,
                )
            )
        ended = state.ending is not None
        beat = None if ended else self._beat(at)
        typing = self._visit.settings.answer == "typing"
        choices = () if beat is None else self._choices(beat)
        helps = beat.helps if beat is not None else ()
        cue = helps[int(part[5:])] if part.startswith("help:") and int(part[5:]) < len(helps) else ""
        return SceneView(
            title=scene.title,
            partner=scene.partner,
            setting=scene.setting,
            said=tuple(said),
            field=None if ended or not typing else Field(draft=self._visit.draft(self._key), label="You", rows=2),
            helps=helps if typing else (),
            cue=f"You could {cue}. In your own words:" if cue and typing else "",
            choices=() if typing else choices,
            typing=typing,
            turn=len(chain) - 1,
            pause=self._pause(body.says),
            look=self._look(body) if part == "look" else "",
            care=self._care,
            notice=self._notice or self._visit.trouble or self._visit.only_to_read,
            ended=ended,
            actions=self._actions(ended=ended, typing=typing, can_go_back=len(chain) > 1),
        )

    def _actions(self, *, ended: bool, typing: bool, can_go_back: bool) -> tuple[Action, ...]:
        if ended:
            back = (Action(id="back", label="Back a turn"),)
            return (Action(id="afterwards", label="Look at it together", primary=True), *back)
        switch = (
            Action(id="choose-lines", label="Choose from lines")
            if typing
            else Action(id="type-lines", label="Type my own")
        )
        offered = [action for action in _MORE if action.id != "back" or can_go_back]
        if not can_go_back:
            offered = [action for action in offered if action.id != "look"]
        if not typing:
            offered = [action for action in offered if action.id != "say"]
        return (*offered, switch, Action(id="leave", label="Leave the scene"))

    def _choices(self, beat: Beat) -> tuple[Action, ...]:
        return tuple(
            Action(id=f"choose:{option.id}", label=option.says, key=str(n), group="list", primary=n == 1)
            for n, option in enumerate(beat.choices, 1)
        )

    def _pause(self, says: str) -> float:
        if self._visit.settings.motion == "reduced" or self._visit.settings.pace == "at-once":
            return 0.0
        return round(min(LONGEST_PAUSE, PAUSE_PER_WORD * len(says.split())), 2)

    def _look(self, body: Played) -> str:
        if not body.text:
            return ""
        care = concern.gentle_line(body.text)
        if care:
            return care
        found = feedback.review(body.text, self.play.scene.skill)
        words = [f'"{body.text[mark.start : mark.end]}": {mark.label}' for mark in marked(found)]
        if not words:
            return "coach saw nothing in your last line that it knows. That says little; the scene goes on."
        return "In your last line, " + "; ".join(words[:3]) + "."

    # --- intents -----------------------------------------------------------------------------------------

    async def do(self, action: str) -> Go | None:
        """Carry out an action of the current view; durable before it returns. Raises CoachError."""
        view = self.view()
        helps = {f"help:{number}" for number in range(len(view.helps))}
        if action not in {offered.id for offered in (*view.actions, *view.choices)} | helps:
            raise CoachError(NOT_OPEN)
        self._notice = ""
        verb, _, rest = action.partition(":")
        match verb:
            case "say":
                text = self._draft_text()
                if not text.strip():
                    self._notice = _NO_WORDS
                    return None
                await self._say(text, None)
            case "choose":
                await self._say(next(choice.label for choice in view.choices if choice.id == action), rest)
            case "help":
                self._note(f"help:{int(rest)}")
            case "look":
                self._note("" if self._position().part == "look" else "look")
            case "back":
                self._back()
            case "choose-lines" | "type-lines":
                await self._visit.change(answer="choices" if verb == "choose-lines" else "typing")
            case "leave":
                return Go(to="lesson", lesson=self._lesson, step=self._step)
            case "afterwards":
                return Go(to="afterwards", lesson=self._lesson, step=self._step, turn=self._position().turn)
            case _:
                raise CoachError(NOT_OPEN)
        return None

    async def _say(self, text: str, option: str | None) -> None:
        at = self._at()
        if at is None:
            raise CoachError(NOT_OPEN)
        gives = self.play.gives(self.play.state(at[1]))
        context = feedback.Context(
            says=at[1].says,
            gives=feedback.Gives(events=gives.events, feelings=gives.feelings, needs=gives.needs),
            # Said to a made-up partner: what is stored must not tell that anything gave cause for concern.
            fiction=True,
        )
        found = feedback.review(text, self.play.scene.skill, context)
        reply = Reply(
            text=text.strip(),
            option=option,
            signals=tuple(dict.fromkeys(signal.name for signal in found.signals)),
            criteria={criterion.id: criterion.state for criterion in found.criteria},
        )
        marks = tuple(Mark(name=signal.name, rule=signal.rule, spans=signal.spans) for signal in found.signals)
        await self.play.say(at, reply, marks)
        if option is None:
            self._let_go_of(text)
        self._care = concern.gentle_line(text)

    def _let_go_of(self, said: str) -> None:
        """Forget the line that was said; what was typed after it while it was saved is the next line's beginning."""
        typed = self._draft_text()
        rest = typed.removeprefix(said).lstrip() if typed.startswith(said) else typed
        if rest:
            self._visit.put_back(self._key, rest)
        else:
            self._visit.erase_draft(self._key)

    def _note(self, part: str) -> None:
        self._visit.stand(msgspec.structs.replace(self._position(), part=part))

    def _back(self) -> None:
        chain = self.play.chain(self._position().turn)
        taken_back = chain[-1][1]
        self._care = ""
        # The words taken back stand in the editor again, unless others are being typed there.
        refill = taken_back.option is None and not self._draft_text().strip()
        self._stand(chain[-2][0].id)
        if refill:
            self._visit.put_back(self._key, taken_back.text)
