"""Going through a lesson: one step after another, resumed exactly where it was left."""

from __future__ import annotations

from typing import assert_never

import msgspec

from coach.course.model import (
    Breathing,
    Choice,
    Compare,
    Ending,
    Plan,
    Practice,
    Reading,
    Recall,
    Reflection,
    RolePlay,
    Sort,
    Step,
)
from coach.errors import CoachError
from coach.progress.model import Body, Completed, PlanRecord, Position
from coach.session import for_two, plans, steps, writing
from coach.session.activity import NOT_OPEN, Go
from coach.session.here import Here
from coach.session.practice import PracticeHere
from coach.session.views import StepView
from coach.session.visit import Visit


class LessonSession:
    """One lesson under way. All but a passing notice lives in the visit, so leaving needs no farewell."""

    def __init__(self, visit: Visit, go: Go) -> None:
        self._visit = visit
        self._lesson = visit.lesson(go.lesson)
        self._arrive(go.step)
        self._here = self._at_step()

    # --- where -----------------------------------------------------------------------------------------

    def _arrive(self, wanted: str) -> None:
        """Stand at the wanted step, else where this lesson was left, else at its first unfinished step."""
        position = self._visit.position
        at_home = position is not None and position.lesson == self._lesson.id
        if at_home and position is not None and wanted in ("", position.step) and self._lesson.step(position.step):
            return
        step = self._lesson.step(wanted) or self._first_unfinished()
        self._visit.stand(Position(lesson=self._lesson.id, step=step.id))

    def _first_unfinished(self) -> Step:
        done = self._visit.done
        steps = self._lesson.steps
        return next((step for step in steps if not done(self._lesson.id, step.id)), steps[0])

    def _at_step(self) -> Here:
        position = self._visit.position
        step = self._lesson.step(position.step) if position is not None else None
        if step is None:
            step = self._first_unfinished()
        if isinstance(step, Practice):
            return PracticeHere(self._visit, self._lesson, step)
        return Here(self._visit, self._lesson, step)

    @property
    def scroll(self) -> int:
        """How far the page was scrolled when it was left, in rows."""
        position = self._visit.position
        return position.scroll if position is not None else 0

    def scrolled(self, rows: int) -> None:
        """Keep how far the page is scrolled."""
        position = self._visit.position
        if position is not None and position.scroll != rows:
            self._visit.stand(msgspec.structs.replace(position, scroll=rows))

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Keep half-typed words."""
        self._visit.write(key, text, row, column)

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> StepView:
        """The step as it stands, or last time's plan first."""
        plan = self._waiting_plan()
        view = plans.follow_up(self._here, plan) if plan is not None else self._step_view()
        writes = getattr(view, "field", None) or getattr(view, "slots", ())
        notice = self._visit.trouble or (self._visit.only_to_read if writes else "")
        return msgspec.structs.replace(view, notice=notice) if notice and not view.notice else view

    def _step_view(self) -> StepView:
        here = self._here
        if isinstance(here, PracticeHere):
            return here.view()
        if for_two.waits(here):
            return for_two.door(here)
        step = for_two.as_shown(here)
        match step:
            case Reading():
                return steps.reading(here, step)
            case Compare():
                return steps.compare(here, step)
            case Sort():
                return steps.sort(here, step)
            case Choice():
                return steps.choice(here, step)
            case Recall():
                return writing.recall(here, step)
            case Reflection():
                return writing.reflection(here, step)
            case RolePlay():
                return steps.role_play(here, step)
            case Breathing():
                return steps.breathing(here, step)
            case Plan():
                return plans.plan(here, step)
            case Ending():
                return steps.ending(here, step)
            case Practice():
                raise AssertionError("a practice step stands in a PracticeHere")
            case _:
                assert_never(step)

    # --- intents -----------------------------------------------------------------------------------------

    async def do(self, action: str) -> Go | None:
        """Carry out an action of the current view; durable before it returns. Raises CoachError."""
        if action not in {offered.id for offered in self.view().actions}:
            raise CoachError(NOT_OPEN)
        self._here.notice = ""
        plan = self._waiting_plan()
        if plan is not None:
            await plans.act_follow_up(self._visit, plan, action)
            return None
        if await for_two.act(self._here, action):
            return None
        match action:
            case "next":
                return await self._move(1, Completed(lesson=self._lesson.id, step=self._here.step.id))
            case "skip":
                skipped = Completed(lesson=self._lesson.id, step=self._here.step.id, skipped=True)
                return await self._move(1, skipped)
            case "back":
                return await self._move(-1)
            case "stop":
                await self._move(1, Completed(lesson=self._lesson.id, step=self._here.step.id))
                return Go(to="home")
            case _:
                return await self._act(action)

    async def _act(self, action: str) -> Go | None:
        here = self._here
        step = here.step
        if isinstance(here, PracticeHere):
            await here.act(action)
            return None
        match step:
            case Sort():
                await steps.act_sort(here, step, action)
            case Choice():
                await steps.act_choice(here, step, action)
            case Recall():
                rated = writing.act_recall(here, step, action)
                if rated is not None:
                    led = await self._move(1, rated, Completed(lesson=self._lesson.id, step=step.id))
                    here.forget({"": rated.text})
                    return led
            case Reflection():
                await writing.act_reflection(here, step, action)
            case Plan():
                await plans.act_plan(here, step, action)
            case RolePlay():
                return await steps.act_role_play(here, step, action)
            case Compare():
                here.note(action)
            case _:
                raise CoachError(NOT_OPEN)
        return None

    async def _move(self, by: int, *bodies: Body) -> Go | None:
        """Go to a step before or after; past the last one, or back from an aside, go home."""
        visit = self._visit
        if visit.progress.aside is not None:
            if bodies:
                await visit.record(*bodies)
            visit.leave_aside()
            return Go(to="home")
        index = self._here.number - 1 + by
        if index >= len(self._lesson.steps):
            await visit.record(*bodies, position=self._after_lesson())
            return Go(to="home")
        position = Position(lesson=self._lesson.id, step=self._lesson.steps[index].id)
        await visit.record(*bodies, position=position)
        self._here = self._at_step()
        return None

    def _after_lesson(self) -> Position:
        """The next written lesson's first step, or this one's last while there is none."""
        lessons = self._visit.course.lessons
        number = next(n for n, outline in enumerate(lessons) if outline.id == self._lesson.id)
        for outline in lessons[number + 1 :]:
            if outline.written:
                return Position(lesson=outline.id, step=next(iter(outline.steps)))
        return Position(lesson=self._lesson.id, step=self._here.step.id)

    # --- last time's plan ----------------------------------------------------------------------------------

    def _waiting_plan(self) -> PlanRecord | None:
        return None if self._visit.progress.aside is not None else plans.waiting_plan(self._visit, self._lesson.id)
