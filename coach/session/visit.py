"""One sitting with coach: what all activities share, and the doors between them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coach.course import loader
from coach.course.model import Course, Lesson, Outline
from coach.course.names import Names, named
from coach.dialogue.scene import Persona, Scene
from coach.errors import CourseError, StoreError
from coach.progress.model import Body, Called, Completed, Draft, Fact, Position, Progress, step_key
from coach.progress.transitions import apply
from coach.session.activity import Activity, Go, View
from coach.session.doors import session_for
from coach.session.history import History
from coach.store.base import Home, Settings

if TYPE_CHECKING:
    from coach.session.own_line import OwnNumber

SPACE = "me"


def local_now() -> datetime:
    """The time now, with this computer's offset from UTC."""
    return datetime.now().astimezone()


class Visit:
    """The learner's data, the course and the clock, shared by every activity of one sitting.

    Nothing but settings, progress and the course's contents page is read until something asks for more.
    ``kept_in`` names the data folder for a person. ``token`` gives random bytes; it and ``clock`` are parameters
    so that a test can fix them.
    """

    def __init__(
        self,
        home: Home,
        lessons: Path,
        *,
        kept_in: str = "",
        clock: Callable[[], datetime] = local_now,
        token: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.home = home
        self.store = home.space(SPACE)
        self.clock = clock
        self.kept_in = kept_in
        self.settings = home.settings()
        self.progress: Progress = self.store.load()
        self._course: Course | None = None
        self._troubles: dict[str, str] = {}
        self._token = token
        self._folder = lessons
        self._lessons: dict[str, Lesson] = {}
        self._scenes: dict[str, Scene] = {}
        self._personas: dict[str, Persona] = {}
        self._history: History | None = None
        self._unsaved: dict[str, Draft] = {}
        self._changing = asyncio.Lock()
        self.for_two: bool | None = None
        """Whether steps for two may be shown as such, as answered at their door; never saved (decision 15)."""
        if self.progress.removed and not self.read_only:
            from coach.session.erasing import sweep

            sweep(self)

    # --- doors -----------------------------------------------------------------------------------------

    def first(self) -> Go:
        """Where a sitting begins: the three start pages once, Home ever after."""
        return Go(to="home" if self.settings.welcomed else "start")

    def open(self, go: Go) -> Activity:
        """The activity a ``Go`` leads to. Raises CourseError when its lesson or scene cannot be read."""
        return session_for(go, self)

    # --- the course ------------------------------------------------------------------------------------

    def read_course(self) -> Course:
        """The contents page, read once. Raises CourseError when it cannot be read."""
        if self._course is None:
            self._course = loader.load_course(self._folder)
        return self._course

    @property
    def course(self) -> Course:
        """The contents page."""
        return self.read_course()

    def outline(self, lesson: str) -> Outline:
        """The contents of a lesson. Raises CourseError when the course has none of that id."""
        outline = self.course.outline(lesson)
        if outline is None or not outline.written:
            raise CourseError("That lesson is not in this course. Your words are safe; go back and pick another.")
        return outline

    def lesson(self, lesson: str) -> Lesson:
        """The whole lesson, read once, with the partner's name. Raises CourseError when it cannot be read."""
        if lesson not in self._lessons:
            read = loader.load_lesson(self._folder, self.outline(lesson))
            self._lessons[lesson] = named(read, self.names)
        return self._lessons[lesson]

    def scene(self, scene: str) -> Scene:
        """The scene of that id, read once. Raises CourseError when it cannot be read."""
        if scene not in self._scenes:
            self._scenes[scene] = loader.load_scene(self._folder, scene)
        return self._scenes[scene]

    def persona(self, persona: str) -> Persona:
        """The persona of that id, read once. Raises CourseError when it cannot be read."""
        if persona not in self._personas:
            self._personas[persona] = loader.load_persona(self._folder, persona)
        return self._personas[persona]

    # --- saving ----------------------------------------------------------------------------------------

    @property
    def notices(self) -> tuple[str, ...]:
        """Plain sentences about what was found on opening the data."""
        return self.store.notices

    @property
    def read_only(self) -> bool:
        """Whether this sitting can only look."""
        return self.store.read_only

    @property
    def only_to_read(self) -> str:
        """A sentence for every page with a field, while this sitting can only look."""
        return "This window can only read. What you write here is not kept." if self.read_only else ""

    async def record(
        self,
        *bodies: Body,
        position: Position | None = None,
        refs: tuple[str, ...] = (),
        new_id: str = "",
    ) -> tuple[Fact, ...]:
        """Save facts, and where the learner stands after them, as one; returns once they are durable.

        ``new_id`` is the id of the first fact where the position already speaks of it. A sitting that can only look
        may still turn pages: completions and positions are then kept in memory. Raises StoreError, with nothing
        changed, when they could not be saved.
        """
        before = self.progress
        facts: list[Fact] = []
        progress = before
        for body in bodies:
            fact = Fact(
                id=new_id if new_id and not facts else self.new_id(),
                origin=self.store.origin,
                seq=progress.seen.get(self.store.origin, 0) + 1,
                at=self._now(),
                author=SPACE,
                space=SPACE,
                body=body,
                refs=refs,
            )
            facts.append(fact)
            progress = apply(progress, fact)
        if position is not None:
            progress = self._standing(progress, position)
        if self.read_only and all(isinstance(body, Completed) for body in bodies):
            self.progress = progress
            return ()
        self.progress = progress
        try:
            await asyncio.wrap_future(self.store.append(facts, progress))
        except StoreError:
            self.progress = before
            raise
        if self._history is not None:
            self._history.add(facts)
        if any(isinstance(body, Called) for body in bodies):
            self._lessons.clear()
        return tuple(facts)

    def begin_anew(self, progress: Progress) -> None:
        """Go on with another sum of facts, after some came from elsewhere: the record is read again when needed."""
        self.progress = progress
        self._history = None
        self._lessons.clear()

    def new_id(self) -> str:
        """16 random bytes in hex."""
        return self._token(16).hex()

    async def change(self, **changes: object) -> None:
        """Change settings by field name and save them. Raises StoreError, with nothing changed."""
        # One after the other: of two at once (a choice, and the hint it was made under) neither may undo the other.
        async with self._changing:
            settings: Settings = msgspec.structs.replace(self.settings, **changes)
            if not self.read_only:
                await asyncio.wrap_future(self.home.save_settings(settings))
            self.settings = settings

    def hint(self, view: View) -> str:
        """The line to say with a view, the first time it helps; empty once it was seen, or with hints off."""
        from coach.session.hints import hint_for

        name, line = hint_for(view)
        return line if self.settings.hints == "on" and name not in self.settings.hinted else ""

    async def hint_seen(self, view: View) -> None:
        """Not to be said again. Raises StoreError when that could not be saved."""
        from coach.session.hints import hint_for

        if self.hint(view):
            await self.change(hinted=(*self.settings.hinted, hint_for(view)[0]))

    def own_number(self) -> OwnNumber:
        """The learner's own number for when things are not safe."""
        from coach.session.own_line import OwnNumber

        return OwnNumber(self)

    def flush(self, seconds: float) -> bool:
        """Wait until everything queued is on disk; False when ``seconds`` were not enough."""
        return self.store.flush(seconds)

    # --- half-typed words --------------------------------------------------------------------------------

    def draft(self, key: str) -> Draft:
        """The half-typed words of a field; empty ones when there are none."""
        return self._unsaved.get(key) or self.store.draft(key) or Draft(key=key, text="")

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Keep half-typed words; on disk within a second. Trouble in doing so is told by ``trouble``."""
        draft = Draft(key=key, text=text, row=row, column=column, at=self._now())
        if self.read_only:
            self._unsaved[key] = draft
            return
        self._watch(key, self.store.save_draft(draft) if text else self.store.remove_draft(key))
        here = self.position
        writing = key if text.strip() else ""
        if here is None or key.partition("#")[0] != step_key(here.lesson, here.step):
            return  # words of another room: what Home says of the path stays as it was
        if here.writing != writing and (writing or here.writing == key):
            self.stand(msgspec.structs.replace(here, writing=writing))

    def put_back(self, key: str, text: str) -> None:
        """Put words into a field again, the cursor at their end."""
        lines = text.split("\n")
        self.write(key, text, len(lines) - 1, len(lines[-1]))

    def forget_draft(self, key: str, said: str) -> None:
        """Let go of the half-typed words that are safe elsewhere; what was typed meanwhile stays."""
        if self.draft(key).text == said:
            self.erase_draft(key)

    def erase_draft(self, key: str) -> None:
        """Let go of half-typed words, whatever they are."""
        self._unsaved.pop(key, None)
        if not self.read_only:
            self._watch(key, self.store.remove_draft(key))
        here = self.position
        if here is not None and here.writing == key:
            self.stand(msgspec.structs.replace(here, writing=""))

    # --- where the learner stands --------------------------------------------------------------------------

    @property
    def position(self) -> Position | None:
        """Where the learner is: a visit to an earlier step while there is one, else the path."""
        return self.progress.aside or self.progress.position

    def stand(self, position: Position) -> None:
        """Note where the learner is now; saved soon, in order."""
        self.progress = self._standing(self.progress, position)
        self._save_position()

    def leave_aside(self) -> None:
        """End a visit to an earlier step: back to where the path was left."""
        self.progress = msgspec.structs.replace(self.progress, aside=None)
        self._save_position()

    def step_aside(self, position: Position) -> None:
        """Visit an earlier step without losing the place on the path."""
        self.progress = msgspec.structs.replace(self.progress, aside=position)
        self._save_position()

    def done(self, lesson: str, step: str) -> bool:
        """Whether the learner has gone on from that step since they last started over."""
        return self.progress.done(lesson, step)

    # --- what was written --------------------------------------------------------------------------------

    def _recorded(self) -> History:
        """The whole record, read once a sitting."""
        if self._history is None:
            self._history = History(self.store.facts())
        return self._history

    @property
    def mark(self) -> tuple[History, int]:
        """What stays equal until something is recorded, erased or taken in."""
        recorded = self._recorded()
        return recorded, len(recorded.facts)

    def _there(self, facts: Iterable[Fact]) -> list[Fact]:
        return [fact for fact in facts if fact.id not in self.progress.removed]

    def history(self) -> list[Fact]:
        """Every fact, oldest first, removed ones left out."""
        return self._there(self._recorded().facts)

    def taken_out(self) -> list[Fact]:
        """The facts that were removed, oldest first."""
        return [fact for fact in self._recorded().facts if fact.id in self.progress.removed]

    @property
    def names(self) -> Names:
        """What the partner is called in texts."""
        return self._recorded().names

    def fact(self, fact_id: str) -> Fact | None:
        """One fact, or None when it is gone."""
        return None if fact_id in self.progress.removed else self._recorded().fact(fact_id)

    def words(self, fact: Fact) -> str:
        """The words of a fact as last revised; empty for a fact without words."""
        return self._recorded().words(fact)

    def facts_of(self, lesson: str, step: str) -> list[Fact]:
        """The facts of one step, oldest first, removed ones left out."""
        return self._there(self._recorded().of(lesson, step))

    def _standing(self, progress: Progress, position: Position) -> Progress:
        position = msgspec.structs.replace(position, at=self._now())
        if progress.aside is not None:
            return msgspec.structs.replace(progress, aside=position)
        return msgspec.structs.replace(progress, position=position)

    def _now(self) -> str:
        return self.clock().isoformat(timespec="seconds")

    def _save_position(self) -> None:
        if not self.read_only:
            self._watch("", self.store.save_progress(self.progress))

    @property
    def trouble(self) -> str:
        """A sentence while half-typed words or a place cannot be saved, else empty."""
        return next(iter(list(self._troubles.values())), "")

    def _watch(self, what: str, saving: Future[None]) -> None:
        """Mind how a save ends: its trouble lasts until the same thing was saved."""

        def ended(saving: Future[None]) -> None:
            error = saving.exception()
            if error is None:
                self._troubles.pop(what, None)
            else:
                self._troubles[what] = str(error)

        saving.add_done_callback(ended)
