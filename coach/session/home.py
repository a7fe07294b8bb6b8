"""Home: one thing to do, the path, and what is worth another try today."""

from __future__ import annotations

from coach.course.model import Outline
from coach.errors import CoachError
from coach.progress.model import PlanRecord, Position
from coach.progress.schedule import Due, due, log_waits
from coach.session.activity import LOOKING_BACK, NOT_OPEN, OVER, ActivityName, Go
from coach.session.dates import days_ago, number_word, part_of_day, short_date, when
from coach.session.here import SAVED, label
from coach.session.views import Action, Again, HomeView, PathRow, ToNote
from coach.session.visit import Visit

MINUTES_LEAST = 2
FINISHED = (
    "You have been through all of it. Practice comes round here by itself, some days apart, and every lesson can be "
    "opened again, for any reason."
)
ROOMS = (
    Action(id="journal", label="Journal", key="j"),
    Action(id="progress", label="Progress", key="p"),
    Action(id="handbook", label="Handbook", key="h"),
    Action(id="settings", label="Settings", key="s"),
)


class HomeSession:
    """Home, drawn from settings, progress and the contents page alone: no lesson is read for it."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._notice = ""

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> HomeView:
        """Home as it stands now."""
        visit = self._visit
        now = visit.clock()
        quiet = visit.settings.others == "somebody"
        place = self._place()
        finished = self._finished()
        notices = tuple(line for line in (*visit.notices, visit.trouble, self._notice) if line)
        return HomeView(
            course=visit.course.title,
            date=short_date(now),
            greeting=self._greeting(quiet=quiet),
            go_on=self._go_on_action(finished=finished),
            go_on_where="what you made on the way" if finished else self._where(place, quiet=quiet),
            go_on_minutes="" if finished else self._minutes(place),
            quote_key="" if quiet or finished else self._quote_key(),
            path=self.path(),
            to_note=tuple(self._to_note(key, plan, quiet=quiet) for key, plan in self._logs()),
            finished=FINISHED if finished else "",
            again=tuple(self._again(one, quiet=quiet) for one in due(visit.progress, now, self._is_there)),
            quiet=quiet,
            notices=notices,
            read_only=visit.read_only,
            actions=ROOMS,
        )

    def path(self) -> tuple[PathRow, ...]:
        """The lessons in their order, and how far each is."""
        place = self._place()
        touched = {key.partition("/")[0] for key in self._visit.progress.steps}
        return tuple(self._row(outline, place, touched) for outline in self._visit.course.lessons)

    def made(self) -> str:
        """What the learner has made on the way, counted; read after Home is on screen."""
        from coach.session import handbook

        parts = [f"{title[0].lower()}{title[1:]}: {number_word(n)}" for title, n in handbook.counts(self._visit)]
        return f"In your handbook: {', '.join(parts)}." if parts else ""

    def _finished(self) -> bool:
        """Whether every lesson there is was walked to its end and nothing half-written waits."""
        visit = self._visit
        if visit.position is not None and (visit.position.writing or self._in_scene()):
            return False
        # From the end back: the last lesson is mostly the one that is not done.
        written = [outline for outline in reversed(visit.course.lessons) if outline.written]
        return bool(written) and all(visit.done(outline.id, step) for outline in written for step in outline.steps)

    def _in_scene(self) -> bool:
        position = self._visit.position
        return (
            position is not None
            and position.turn is not None
            and position.part.partition(":")[0] not in (OVER, *LOOKING_BACK)
        )

    def _go_on_action(self, *, finished: bool) -> Action:
        if finished:
            return Action(id="handbook", label="Your handbook", primary=True)
        return Action(id="go-on", label="Continue" if self._visit.position else "Begin", primary=True)

    def _logs(self) -> list[tuple[str, PlanRecord]]:
        """The logs that wait for today's note, the oldest first."""
        now = self._visit.clock()
        plans = self._visit.progress.plans.items()
        removed = self._visit.progress.removed
        waiting = [
            (key, plan)
            for key, plan in plans
            if plan.fact not in removed and log_waits(plan, now) and self._is_there(key)
        ]
        return sorted(waiting, key=lambda one: one[1].at)

    def _to_note(self, key: str, plan: PlanRecord, *, quiet: bool) -> ToNote:
        outline = self._visit.course.outline(plan.lesson)
        title = outline.steps.get(plan.step, "") if outline is not None else ""
        day = f"{number_word(plan.noted + 1)} of {number_word(plan.days)}"
        return ToNote(lesson=plan.lesson, step=plan.step, title="" if quiet else title, day=f"day {day}")

    def quote(self) -> str:
        """The half-typed words waiting at the place to continue; read after Home is on screen, never if quiet."""
        if self._visit.settings.others == "somebody" or not self._quote_key():
            return ""
        return self._visit.draft(self._quote_key()).text

    def _place(self) -> tuple[Outline, str]:
        """The lesson and step Continue leads to: where the path was left, else the first unfinished step."""
        visit = self._visit
        position = visit.position
        if position is not None:
            outline = visit.course.outline(position.lesson)
            if outline is not None and outline.written:
                step = position.step if position.step in outline.steps else self._unfinished(outline)
                return outline, step
        for outline in visit.course.lessons:
            if outline.written and any(not visit.done(outline.id, step) for step in outline.steps):
                return outline, self._unfinished(outline)
        written = [outline for outline in visit.course.lessons if outline.written]
        if not written:
            raise CoachError("This course has no lessons yet. Nothing of yours is lost.")
        return written[0], next(iter(written[0].steps))

    def _unfinished(self, outline: Outline) -> str:
        steps = list(outline.steps)
        return next((step for step in steps if not self._visit.done(outline.id, step)), steps[0])

    def _greeting(self, *, quiet: bool) -> str:
        visit = self._visit
        now = visit.clock()
        name = "" if quiet else visit.settings.name
        hello = part_of_day(now) + (f", {name}." if name else ".")
        position = visit.position
        if position is None or not position.at:
            return hello
        day = when(position.at, now)
        day = "Earlier today" if day == "today" else day[0].upper() + day[1:]
        if self._in_scene():
            return f"{hello} {day} you stopped in the middle of a scene."
        if position.writing:
            return f"{hello} {day} you stopped in the middle of a sentence."
        return f"{hello} It is good to see you again." if day != "Earlier today" else hello

    def _where(self, place: tuple[Outline, str], *, quiet: bool) -> str:
        outline, step = place
        number = list(outline.steps).index(step) + 1
        if quiet:
            return label(outline).lower()
        where = f"{label(outline)}, step {number} of {len(outline.steps)}"
        return f"{where}: {outline.steps[step]}"

    def _minutes(self, place: tuple[Outline, str]) -> str:
        """About how long to the next resting place: this lesson's share of what is left, a sitting at most."""
        outline, step = place
        left = len(outline.steps) - list(outline.steps).index(step)
        minutes = round(outline.minutes * left / len(outline.steps))
        return f"about {max(MINUTES_LEAST, min(minutes, 12))} min"

    def _quote_key(self) -> str:
        position = self._visit.position
        return position.writing if position is not None else ""

    def _is_there(self, key: str) -> bool:
        """Whether a step (``lesson/step``) is still in the course."""
        lesson, _, step = key.partition("/")
        outline = self._visit.course.outline(lesson)
        return outline is not None and step in outline.steps

    def _row(self, outline: Outline, place: tuple[Outline, str], touched: set[str]) -> PathRow:
        # A lesson nothing was done in need not have its steps counted: a course may have hundreds.
        steps = list(outline.steps) if outline.id in touched else []
        done = sum(self._visit.done(outline.id, step) for step in steps)
        note = f"{done} of {len(steps)}" if done else ""
        if not outline.written:
            sign, word, note = "○", "to come", "not written yet"
        elif steps and done == len(steps):
            sign, word, note = "✓", "done", ""
        elif outline.id == place[0].id:
            sign, word = "●", "here"
        else:
            sign, word = "○", "to come"
        return PathRow(
            lesson=outline.id,
            sign=sign,
            word=word,
            label=outline.label,
            title=outline.title,
            note=note,
            open=outline.written,
        )

    def _again(self, one: Due, *, quiet: bool) -> Again:
        lesson, _, step = one.key.partition("/")
        outline = self._visit.course.outline(lesson)
        title = outline.steps.get(step, "") if outline is not None else ""
        last = days_ago(one.last, self._visit.clock())
        return Again(
            lesson=lesson, step=step, title="" if quiet else title, why=last if quiet else f"last tried {last}"
        )

    # --- intents -----------------------------------------------------------------------------------------

    def scrolled(self, rows: int) -> None:
        """Home begins at its top; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Nothing is written at Home."""

    async def do(self, action: str) -> Go | None:
        """Where an action leads: ``go-on``, ``open:LESSON``, ``again:LESSON/STEP``, a room, ``leave``."""
        visit = self._visit
        verb, _, rest = action.partition(":")
        match verb:
            case "go-on":
                return self._go_on()
            case "open":
                outline = visit.outline(rest)
                if visit.progress.aside is not None:
                    visit.leave_aside()
                here = visit.position is not None and visit.position.lesson == rest
                return Go(to="lesson", lesson=rest, step="" if here else self._unfinished(outline))
            case "again" | "note":
                lesson, _, step = rest.partition("/")
                outline = visit.outline(lesson)
                if step not in outline.steps:
                    self._notice = (
                        "That exercise is not in the course any more. What you wrote there is in your journal."
                    )
                    return None
                # A log is noted at its plan, as it was kept.
                visit.step_aside(Position(lesson=lesson, step=step, part=SAVED if verb == "note" else ""))
                return Go(to="lesson", lesson=lesson, step=step)
            case "journal" | "progress" | "handbook" | "settings":
                return Go(to=verb)
            case "leave":
                return Go(to="leave")
            case _:
                raise CoachError(NOT_OPEN)

    def _go_on(self) -> Go:
        outline, step = self._place()
        position = self._visit.position
        if position is None or position.turn is None or position.step != step:
            return Go(to="lesson", lesson=outline.id, step=step)
        if self._visit.fact(position.turn) is None:
            return Go(to="lesson", lesson=outline.id, step=step)
        looking_back = position.part.partition(":")[0] in LOOKING_BACK
        to: ActivityName = "afterwards" if looking_back else "scene"
        return Go(to=to, lesson=outline.id, step=step, turn=position.turn)
