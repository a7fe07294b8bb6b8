"""What a schema cannot say about a course: names that agree, scenes that end, examples that earn what they claim.

``check_course`` gives every fault of every file at once; ``run_check`` is the command. Nothing is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coach import feedback
from coach.check import ids, pages, practice, scenes, words
from coach.check.coverage import Home, coverage, coverage_faults
from coach.check.faults import Fault
from coach.check.reader import Reader
from coach.check.report import report
from coach.check.shelf import Shelf, read_shelf
from coach.check.wording import lesson_faults, wording_faults
from coach.course.model import Lesson

__all__ = ["Fault", "Home", "check_course", "report", "run_check"]


def run_check(path: Path) -> tuple[str, int]:
    """What ``coach check`` prints for a lessons folder, and its exit status: 1 when there is any fault."""
    shelf = read_shelf(path)
    homes = _homes(shelf)
    faults = _faults(shelf, homes, feedback)
    return report(faults, homes), 1 if faults else 0


def check_course(lessons_dir: Path, reader: Reader = feedback) -> tuple[Fault, ...]:
    """Every fault of a lessons folder, in the order of files and lines."""
    shelf = read_shelf(lessons_dir)
    return _faults(shelf, _homes(shelf), reader)


def _homes(shelf: Shelf) -> tuple[Home, ...]:
    if shelf.course is None or shelf.ideas is None:
        return ()
    return coverage(shelf.ideas.content, shelf.course.content, shelf.lessons)


def _faults(shelf: Shelf, homes: tuple[Home, ...], reader: Reader) -> tuple[Fault, ...]:
    found = dict.fromkeys((*shelf.problems, *_found(shelf, homes, reader)))
    return tuple(sorted(found, key=lambda fault: (fault.file, fault.line, fault.column)))


def _found(shelf: Shelf, homes: tuple[Home, ...], reader: Reader) -> Iterator[Fault]:
    if shelf.course is not None:
        yield from ids.course_faults(shelf.course, shelf.lessons)
    earlier: dict[str, Lesson] = {}
    for lesson_id, source in shelf.lessons.items():
        lesson = source.content
        yield from ids.lesson_faults(source, shelf.ideas, shelf.scenes, earlier)
        yield from practice.practice_faults(source, reader)
        yield from pages.page_faults(source)
        yield from pages.level_faults(source)
        yield from lesson_faults(source)
        earlier[lesson_id] = lesson
    for persona in shelf.personas.values():
        yield from scenes.persona_faults(persona, reader)
        yield from wording_faults(persona, words.of_persona(persona.content))
    for scene in shelf.scenes.values():
        yield from ids.scene_faults(scene, shelf.personas)
        yield from scenes.scene_faults(scene, shelf.personas, reader)
        yield from pages.scene_level_faults(scene)
        yield from wording_faults(scene, words.of_scene(scene.content))
    if shelf.ideas is not None:
        yield from coverage_faults(shelf.ideas, shelf.lessons, homes)
