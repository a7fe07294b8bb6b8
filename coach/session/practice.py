"""Practice: an own try first, then marks under the words, one next step, and only then other ways to say it."""

from __future__ import annotations

import msgspec

from coach import feedback
from coach.course.loader import digest
from coach.course.model import Lesson, Practice
from coach.errors import CoachError
from coach.progress.model import Attempt, Entry, Fact, Kept, Mark
from coach.session import concern, disagreements
from coach.session.activity import HELP, NOT_OPEN
from coach.session.blanks import filled
from coach.session.dates import when
from coach.session.here import NEXT, Here
from coach.session.reading_back import review_view
from coach.session.views import Action, Attempted, Field, ModelView, PracticeView
from coach.session.visit import Visit

_AFTER = ("review", "why", "differ", "tries", "models")
_SEEN = "+m"
_NO_WORDS = "Nothing is written yet. One sentence is enough, and it need not be good."
_KEPT_UNSCORED = "Your words are kept in your journal, without a score."
_ERASED = "Erased. Nothing of it was kept."


class PracticeHere(Here):
    """One practice step. ``part``: "h2" while writing (two hints shown), else a phase's name; "+m": models were seen.

    ``_care`` is the concern found in the reply just given; it lives in memory alone and ends with an answer.
    """

    def __init__(self, visit: Visit, lesson: Lesson, step: Practice) -> None:
        super().__init__(visit, lesson, step)
        self.practice = step
        self._care = ""

    # --- where the try stands --------------------------------------------------------------------------

    @property
    def support(self) -> str:
        """The help this try gets: it fades from builder to cue to none with the tries made."""
        levels = ("builder", "cue", "none")
        return levels[min(levels.index(self.practice.support) + len(self._attempts()), 2)]

    @property
    def _hints(self) -> int:
        phase = self._phase
        return int(phase[1:]) if phase.startswith("h") and phase[1:].isdigit() else 0

    @property
    def _models_seen(self) -> bool:
        tries = (body for _, body in self._attempts())
        return self.part.endswith(_SEEN) or any(body.models_seen for body in tries)

    def _attempts(self) -> list[tuple[Fact, Attempt]]:
        return [(fact, fact.body) for fact in self.facts() if isinstance(fact.body, Attempt)]

    @property
    def _phase(self) -> str:
        return self.part.removesuffix(_SEEN)

    def _to(self, phase: str) -> str:
        """Another phase's part, which remembers whether models have been seen."""
        return phase + (_SEEN if phase == "models" or self._models_seen else "")

    # --- the view --------------------------------------------------------------------------------------

    def view(self) -> PracticeView:
        """The phase the learner is in."""
        if self._care:
            return self._care_view()
        attempts = self._attempts()
        if attempts and self._phase in _AFTER:
            return self._after_view(attempts)
        return self._write_view(attempts)

    def _write_view(self, attempts: list[tuple[Fact, Attempt]]) -> PracticeView:
        step = self.practice
        builder = self.support == "builder"
        more = self._hints < len(step.hints)
        slots = tuple(
            Field(draft=self.draft(slot.id), starts=slot.starts, ends=slot.ends, placeholder=slot.hint, rows=1)
            for slot in step.slots
            if builder
        )
        actions = (
            Action(id="say", label="Say it", primary=True),
            *((Action(id="hint", label="A hint", key="h"),) if more else ()),
            Action(id="keep", label="Just keep it", key="k"),
            *((Action(id="review", label="Back to your last try", key="l"),) if attempts else ()),
            *(self.onward(primary=False) if attempts else self.skip()),
        )
        return PracticeView(
            frame=self.frame(),
            actions=actions,
            notice=self.notice,
            phase="write",
            situation=step.situation,
            says=step.says,
            ask=step.ask,
            support=self.support,
            field=None if builder else self.field(placeholder="In your own words.", rows=5),
            slots=slots,
            sentence=self._sentence() if builder else "",
            cue=step.cue if self.support == "cue" else "",
            hints=step.hints[: self._hints],
        )

    def _care_view(self) -> PracticeView:
        step = self.practice
        return PracticeView(
            frame=self.frame(),
            actions=(
                Action(id=HELP, label="People who can help (F2)", primary=True),
                Action(id="keep", label="Keep my words"),
                Action(id="erase", label="Erase them"),
                Action(id="go-on", label="It's made up, go on"),
            ),
            phase="care",
            situation=step.situation,
            says=step.says,
            ask=step.ask,
            support=self.support,
            care=concern.in_practice(self._care),
        )

    def _after_view(self, attempts: list[tuple[Fact, Attempt]]) -> PracticeView:
        step = self.practice
        fact, last = attempts[-1]
        phase = self._phase
        noted = disagreements.noted(self.facts(), fact.id)
        found = self._found(attempts, len(attempts) - 1)
        review = review_view(found, last.text, scored=bool(last.criteria), differs=noted)
        done_well = last.band in ("solid", "steady-hands")
        number = len(attempts)
        again = Action(id="again", label="Try again", key="t", primary=not done_well)
        on = Action(id=NEXT, label="Go on", key="g", primary=done_well)
        others = (
            Action(id="tries", label=f"Compare tries ({number})", key="c"),
            Action(id="models", label="See ways to say it", key="s"),
            Action(id="keep-sentence", label="Keep this sentence", key="k"),
        )
        why = (Action(id="why", label="Why", key="w"),)
        differ = (Action(id="differ", label="I see this differently", key="d"),) if last.criteria else ()
        back = Action(id="review", label="Back to your try", primary=True, closes=True)
        actions: tuple[Action, ...]
        if phase == "review":
            first, second = (on, again) if done_well else (again, on)
            rest = (action for action in others if action.id != "tries" or number > 1)
            actions = (first, *why, *differ, *rest, second, *self.backward())
        elif phase == "differ":
            listed = disagreements.rows(found, noted) if differ else ()
            actions = (*listed, back, *why)
        else:
            again, on = (msgspec.structs.replace(action, primary=False) for action in (again, on))
            actions = (back, *(differ if phase == "why" else ()), again, on, *self.backward())
        return PracticeView(
            frame=self.frame(),
            actions=actions,
            notice=self.notice,
            phase=phase,  # type: ignore[arg-type]
            situation=step.situation,
            says=step.says,
            ask=step.ask,
            support=last.support,
            sentence=self.visit.words(fact),
            review=review,
            models=self._models() if phase == "models" else (),
            tries=tuple(self._tried(attempts, n) for n in range(number)) if phase == "tries" else (),
        )

    def _models(self) -> tuple[ModelView, ...]:
        return tuple(ModelView(says=model.says, voice=model.voice) for model in self.practice.models)

    def _tried(self, attempts: list[tuple[Fact, Attempt]], n: int) -> Attempted:
        fact, body = attempts[n]
        view = review_view(self._found(attempts, n), body.text, scored=bool(body.criteria))
        return Attempted(text=view.text, marks=view.marks, when=when(fact.at, self.visit.clock()), band=view.band)

    def _found(self, attempts: list[tuple[Fact, Attempt]], n: int) -> feedback.Review:
        """A try read as it was read when it was made."""
        earlier = tuple(body.next_step for _, body in attempts[:n])
        _, body = attempts[n]
        context = self._context(body.support, fiction=True, models=body.models_seen)
        return feedback.review(body.text, self.practice.skill, context, earlier)

    # --- intents ---------------------------------------------------------------------------------------

    async def act(self, action: str) -> None:
        """Carry out one of the view's actions. Raises CoachError when it could not be saved."""
        verb, _, rest = action.partition(":")
        match verb:
            case "say":
                await self._say()
            case "help":
                pass  # the front end opens it
            case "hint":
                self.note(self._to(f"h{self._hints + 1}"))
            case "go-on":
                await self._score(self._read(self._sentence(), fiction=True))
            case "keep":
                await self._keep()
            case "erase":
                self._care = ""
                for slot in self._typed():
                    self.visit.erase_draft(self.key(slot))
                self.notice = _ERASED
            case "again":
                self._again()
            case "keep-sentence":
                fact, _ = self._attempts()[-1]
                await self.visit.record(Kept(of=fact.id, text=self.visit.words(fact)))
                self.notice = "Kept. You find it again in your journal."
            case "differ" | "words" if rest:
                attempts = self._attempts()
                found = self._found(attempts, len(attempts) - 1)
                await disagreements.act(self.visit, *attempts[-1], found, verb, rest)
            case "review" | "why" | "differ" | "tries" | "models":
                self.note(self._to(verb))
            case _:
                raise CoachError(NOT_OPEN)

    async def _say(self) -> None:
        text = self._sentence()
        if not text.strip():
            self.notice = _NO_WORDS
            return
        found = self._read(text)
        if found.concern != "none":
            self._care = found.concern
            return
        await self._score(found)

    def _read(self, text: str, *, fiction: bool = False) -> feedback.Review:
        earlier = tuple(body.next_step for _, body in self._attempts())
        return feedback.review(text, self.practice.skill, self._context(self.support, fiction=fiction), earlier)

    async def _score(self, found: feedback.Review) -> None:
        self._care = ""
        marks = tuple(Mark(name=signal.name, rule=signal.rule, spans=signal.spans) for signal in found.signals)
        criteria: dict[str, str] = {criterion.id: criterion.state for criterion in found.criteria}
        await self._record(marks, criteria, found.band, found.next_step_id)

    async def _keep(self) -> None:
        """Keep the words as a page of the learner's own: anyone may, whatever the words are, so it tells nothing."""
        typed, text = self._typed(), self._sentence()
        if not text.strip():
            self.notice = _NO_WORDS
            return
        entry = Entry(text=text, question=self._question(), lesson=self.lesson.id, step=self.step.id)
        await self.visit.record(entry, position=self.go(self._to(f"h{self._hints}")))
        self._care = ""
        self.forget(typed)
        self.notice = _KEPT_UNSCORED

    async def _record(
        self,
        marks: tuple[Mark, ...],
        criteria: dict[str, str],
        band: str | None,
        next_step: str,
    ) -> None:
        typed = self._typed()
        attempt = Attempt(
            lesson=self.lesson.id,
            step=self.step.id,
            digest=digest(self.practice),
            question=self._question(),
            skill=self.practice.skill,
            text=self._sentence(),
            support=self.support,
            models_seen=self._models_seen,
            marks=marks,
            criteria=criteria,
            band=band,
            next_step=next_step,
        )
        await self.visit.record(attempt, position=self.go(self._to("review")))
        self.forget(typed)

    def _again(self) -> None:
        fact, _ = self._attempts()[-1]
        self.note(self._to("h0"))
        if self.support != "builder" and not self.draft().text:
            self.visit.put_back(self.key(), self.visit.words(fact))

    def _typed(self) -> dict[str, str]:
        """What stands in the fields of this try, slot by slot; the one field's slot is empty."""
        slots = [slot.id for slot in self.practice.slots] if self.support == "builder" else [""]
        return {slot: self.draft(slot).text for slot in slots}

    def _question(self) -> str:
        return f"{self.practice.situation}\n{self.practice.ask}"

    def _sentence(self) -> str:
        if self.support != "builder":
            return self.draft().text
        written = ((slot, self.draft(slot.id).text.strip()) for slot in self.practice.slots)
        return " ".join(filled(slot.starts, words, slot.ends) for slot, words in written if words)

    def _context(self, support: str, *, fiction: bool = False, models: bool | None = None) -> feedback.Context:
        """The situation as the reviewer needs it; ``fiction`` once the learner said so, or nothing was found."""
        step = self.practice
        return feedback.Context(
            says=step.says or step.situation,
            gives=feedback.Gives(events=step.gives.events, feelings=step.gives.feelings, needs=step.gives.needs),
            must_not=step.must_not,
            variant=step.variant,
            advice_invited=step.advice_invited,
            support=support,
            fiction=fiction,
            shown_models=tuple(model.says for model in step.models)
            if (self._models_seen if models is None else models)
            else (),
        )
