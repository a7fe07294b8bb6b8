"""Names that must agree from file to file: steps, scenes, personas, skills, ideas, quotes."""

from __future__ import annotations

from collections.abc import Iterator

from coach.check.faults import Fault, Place, Source, quoted
from coach.course.model import (
    Compare,
    Course,
    Ideas,
    Lesson,
    Outline,
    Plan,
    Practice,
    Recall,
    Reflection,
    RolePlay,
)
from coach.dialogue.scene import Persona, Scene

KEEPS_WORDS = (Reflection, Recall, Practice, Plan)
"""Steps whose words a later reflection may show again."""


def course_faults(course: Source[Course], lessons: dict[str, Source[Lesson]]) -> Iterator[Fault]:
    """The contents page against the lessons it lists: same title, same minutes, same steps in the same order."""
    for index, outline in enumerate(course.content.lessons):
        if outline.id in lessons:
            yield from _outline_faults(course, ("lessons", index), outline, lessons[outline.id].content)


def _outline_faults(course: Source[Course], at: Place, outline: Outline, lesson: Lesson) -> Iterator[Fault]:
    if outline.title != lesson.title:
        yield course.fault(
            (*at, "title"), f'"{lesson.id}" has another title in its own file', f"write title: {quoted(lesson.title)}"
        )
    if outline.minutes != lesson.minutes:
        yield course.fault(
            (*at, "minutes"), f'"{lesson.id}" has other minutes in its own file', f"write minutes: {lesson.minutes}"
        )
    steps = {step.id: step.title for step in lesson.steps}
    listed = outline.steps
    if not listed:
        lines = "".join(f"\n      {step_id}: {title}" for step_id, title in steps.items())
        yield course.fault(at, f'no step of "{lesson.id}" is listed here', f"write\n    steps: |{lines}")
        return
    where = (*at, "steps")
    rows = {step_id: row for row, step_id in enumerate(listed, 1)}
    before = ""
    for step_id, title in steps.items():
        told = f"write {step_id}: {title}"
        if step_id not in listed:
            after = f"after {before}" if before else "first"
            yield course.fault(where, f'the step "{step_id}" is not listed here', f"{told} ({after})")
        elif listed[step_id] != title:
            what = f'the step "{step_id}" has another title in its lesson'
            yield course.fault(where, what, told, below=rows[step_id])
        before = step_id
    for step_id in listed:
        if step_id not in steps:
            what = f'the lesson has no step "{step_id}"'
            yield course.fault(where, what, "take this line out", below=rows[step_id])
    kept = [step_id for step_id in listed if step_id in steps]
    order = [step_id for step_id in steps if step_id in listed]
    for is_here, belongs in zip(kept, order, strict=True):
        if is_here != belongs:
            what = "the steps stand in another order in the lesson"
            yield course.fault(where, what, f"put {belongs} here", below=rows[is_here])
            break


def lesson_faults(
    source: Source[Lesson],
    ideas: Source[Ideas] | None,
    scenes: dict[str, Source[Scene]],
    earlier: dict[str, Lesson],
) -> Iterator[Fault]:
    """What a lesson names and where it must be found. ``earlier`` are the lessons that come before it, by id."""
    for index, step in enumerate(source.content.steps):
        at: Place = ("steps", index)
        for n, idea_id in enumerate(step.covers):
            if ideas is not None and idea_id not in ideas.content.ideas:
                yield source.fault((*at, "covers", n), f"there is no idea {idea_id}", "write one of ideas.yaml")
            if idea_id in step.covers[:n]:
                yield source.fault((*at, "covers", n), f"{idea_id} is listed twice", "take one out")
        if isinstance(step, Practice | Compare) and step.skill:
            yield from _skill_faults(source, (*at, "skill"), step.skill)
        if isinstance(step, RolePlay):
            if step.scene in scenes:
                yield from _skill_faults(source, (*at, "scene"), scenes[step.scene].content.skill)
            else:
                known = ", ".join(sorted(scenes)) or "the name of a file in scenes/"
                yield source.fault((*at, "scene"), f'there is no scene "{step.scene}"', f"write one of {known}")
        if isinstance(step, Reflection):
            for n, name in enumerate(step.quotes):
                yield from _quote_faults(source, (*at, "quotes", n), name, earlier)


def scene_faults(source: Source[Scene], personas: dict[str, Source[Persona]]) -> Iterator[Fault]:
    """A scene's personas must be there."""
    for n, name in enumerate(source.content.personas):
        if name not in personas:
            known = ", ".join(sorted(personas)) or "the name of a file in personas/"
            yield source.fault(("personas", n), f'there is no persona "{name}"', f"write one of {known}")


def _skill_faults(source: Source[Lesson], at: Place, skill: str) -> Iterator[Fault]:
    if skill not in source.content.skills:
        yield source.fault(at, f'the lesson does not list the skill "{skill}"', f"add {skill} to skills: at the top")


def _quote_faults(source: Source[Lesson], at: Place, name: str, earlier: dict[str, Lesson]) -> Iterator[Fault]:
    """A quote names a step that keeps words; that steps of the same lesson come before it, the loader sees to."""
    lesson_id, _, step_id = name.rpartition("/")
    lesson = earlier.get(lesson_id) if lesson_id else source.content
    step = lesson.step(step_id) if lesson is not None else None
    if step is None:
        yield source.fault(
            at, f'no earlier lesson has a step "{name}"', "write lesson-id/step-id of a lesson before this one"
        )
    elif not isinstance(step, KEEPS_WORDS):
        yield source.fault(at, f'"{name}" keeps no words to quote', "name a reflection, recall, practice or plan")
