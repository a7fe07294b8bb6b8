"""Every file of a course, read once, and what kept some from being read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct

from coach import strictyaml
from coach.check.faults import Content, Fault, Source
from coach.course import loader
from coach.course.model import Course, Ideas, Lesson
from coach.dialogue.scene import Persona, Scene
from coach.errors import CourseError

_PROBLEM = re.compile(r"(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)


class Shelf(Struct, frozen=True):
    """What a lessons folder holds. A file that could not be read is missing here and told in ``problems``."""

    course: Source[Course] | None
    ideas: Source[Ideas] | None
    lessons: dict[str, Source[Lesson]]
    scenes: dict[str, Source[Scene]]
    personas: dict[str, Source[Persona]]
    problems: tuple[Fault, ...]


def read_shelf(lessons: Path) -> Shelf:
    """All there is in a lessons folder: the contents page, the ideas, every written lesson, scene and persona."""
    problems: list[Fault] = []

    def read(file: str, load: Callable[[], Content]) -> Source[Content] | None:
        try:
            content = load()
        except CourseError as error:
            problems.extend(_fault(line) for line in error.problems or (error.message,))
            return None
        return Source(content, strictyaml.parse((lessons / file).read_bytes(), f"{lessons.name}/{file}"))

    def read_all(folder: str, load: Callable[[Path, str], Content]) -> dict[str, Source[Content]]:
        found = {}
        for path in sorted((lessons / folder).glob("*.yaml")):
            source = read(f"{folder}/{path.name}", partial(load, lessons, path.stem))
            if source is not None:
                found[path.stem] = source
        return found

    course = read("course.yaml", partial(loader.load_course, lessons))
    ideas = read("ideas.yaml", partial(loader.load_ideas, lessons))
    found: dict[str, Source[Lesson]] = {}
    listed = set()
    for outline in course.content.lessons if course is not None else ():
        file = f"{outline.folder or outline.id}/lesson.yaml"
        listed.add(file)
        if outline.written or (lessons / file).is_file():
            lesson = read(file, partial(loader.load_lesson, lessons, outline))
            if lesson is not None:
                found[outline.id] = lesson
    for path in sorted(lessons.glob("*/lesson.yaml")):
        file = path.relative_to(lessons).as_posix()
        if course is not None and file not in listed:
            what = "course.yaml does not list this lesson; add it there, or move the folder away"
            problems.append(Fault(f"{lessons.name}/{file}", 1, 1, what))
    return Shelf(
        course=course,
        ideas=ideas,
        lessons=found,
        scenes=read_all("scenes", loader.load_scene),
        personas=read_all("personas", loader.load_persona),
        problems=tuple(problems),
    )


def _fault(problem: str) -> Fault:
    """A problem as the loader tells it, in one line, as a fault."""
    told = _PROBLEM.fullmatch(problem)
    if told is None:
        return Fault(problem, 1, 1, "this file cannot be read")
    return Fault(told["file"], int(told["line"]), int(told["column"]), told["what"])
