"""A lesson, step by step: every kind of step in one screen, the learner's place kept to the row."""

from __future__ import annotations

from typing import assert_never

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from coach.session import views
from coach.session.activity import Activity, View
from coach.tui.screens.moving import Body
from coach.tui.screens.paged import PagedScreen
from coach.tui.widgets import steps
from coach.tui.widgets.actions import ActionList
from coach.tui.widgets.breathing import BreathingPace
from coach.tui.widgets.editor import FieldBox
from coach.tui.widgets.path import Path
from coach.tui.widgets.practice import practice
from coach.tui.widgets.prose import Parts
from coach.tui.widgets.slots import Slots


def parts_of(view: views.StepView) -> Parts:
    """What a step shows; a new kind of step fails the type check here until it has its parts."""
    match view:
        case views.ReadingView():
            return steps.reading(view)
        case views.CompareView():
            return steps.compare(view)
        case views.SortView():
            return steps.sort(view)
        case views.ChoiceView():
            return steps.choice(view)
        case views.RecallView():
            return steps.recall(view)
        case views.ReflectionView():
            return steps.reflection(view)
        case views.PracticeView():
            return practice(view)
        case views.RolePlayView():
            return steps.role_play(view)
        case views.BreathingView():
            return steps.breathing(view)
        case views.PlanView():
            return steps.plan(view)
        case views.FollowUpView():
            return steps.follow_up(view)
        case views.DoorView():
            return steps.door(view)
        case views.EndingView():
            return steps.ending(view)
        case _:
            assert_never(view)


class LessonScreen(PagedScreen):
    """One step at a time; from 110 columns on the lesson's path stands beside it."""

    def __init__(self, session: Activity) -> None:
        super().__init__(session)
        self._shown: tuple[type, str, str] | None = None
        self._waiting: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The parts of a step, filled by each view."""
        yield Vertical(classes="above")
        yield FieldBox()
        yield Slots()
        yield ActionList()
        yield Vertical(classes="below")

    def compose_side(self) -> ComposeResult:
        """The lesson's path."""
        yield Path()

    def on_mount(self) -> None:
        """Come back to the row that was on top, and keep it from now on."""
        body = self.query_one(Body)
        rows = getattr(self.session, "scroll", 0)
        self.call_after_refresh(body.scroll_to, y=rows, animate=False)
        self.watch(body, "scroll_y", self._scrolled, init=False)

    async def show_view(self, view: View) -> None:
        """Show a step. Its editors keep words, cursor and undo while they are the same; a new page starts on top."""
        if not isinstance(view, views.StepView):
            return
        parts = parts_of(view)
        with self.app.batch_update():
            await self.fill(".above", parts.above)
            await self.query_one(FieldBox).show(parts.field)
            await self.query_one(Slots).show(parts.slots, composed=parts.composed)
            await self.fill(".below", parts.below)
            self._show_path(view.frame)
        self._pause(view)
        shown = (type(view), view.frame.step, getattr(view, "phase", ""))
        if self._shown is not None and shown != self._shown:
            self.query_one(Body).scroll_home(animate=False)
        self._shown = shown
        staying = self._staying()
        if staying is not None:
            # Nothing may be chosen by enter that is not in sight.
            self.call_after_refresh(staying.scroll_visible, animate=False)

    def _pause(self, view: views.StepView) -> None:
        """Where the answers come after a pause, see them once it is over; whoever wants may go on at once."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if isinstance(view, views.ChoiceView) and view.pause:
            self._waiting = self.set_timer(view.pause, self.action_primary)

    def starting_focus(self) -> Widget | None:
        """The editor, else the breathing pace, else a row that can be taken back, else the primary action."""
        return self.query_one_optional(BreathingPace) or self._staying() or super().starting_focus()

    def _staying(self) -> Widget | None:
        """Of the rows that can be chosen and taken back, the one chosen last, else the first."""
        rows = [item for item in self.items if item.action.stays]
        return next((item for item in rows if item.action.id == self.did), next(iter(rows), None))

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The usual ones, and the pace's own while it waits."""
        usual = super().keys()
        if isinstance(self.focused, BreathingPace) and self.app.animation_level != "none":
            return (("space", "Begin"), *usual)
        return usual

    def _show_path(self, frame: views.Frame) -> None:
        path = self.query_one(Path)
        path.show_steps(frame.path)
        side = self.query_one(".side")
        side.set_class(bool(frame.path), "-filled")
        self.call_after_refresh(self._show_here)

    def on_resize(self) -> None:
        """Keep the place in sight when the column comes, goes or changes its width."""
        self.call_after_refresh(self._show_here)

    def _show_here(self) -> None:
        path = self.query_one(Path)
        row = path.row_here(max(1, path.content_size.width))
        self.query_one(".side").scroll_to(y=max(0, row - 5), animate=False)

    def _scrolled(self, rows: float) -> None:
        self.session.scrolled(round(rows))
