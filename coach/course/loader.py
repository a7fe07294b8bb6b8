"""Course files into the model, every mistake of a file at once as ``file:line:column: what, and what to do``.

``course.yaml`` and ``ideas.yaml`` stand in the lessons folder, a lesson in ``<folder>/lesson.yaml``, scenes and
personas in ``scenes/<id>.yaml`` and ``personas/<id>.yaml``. All text is safe to draw (:mod:`coach.strictyaml`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from coach import strictyaml
from coach.course import rules
from coach.course.model import Course, Ideas, Lesson, Outline
from coach.dialogue.scene import Persona, Scene
from coach.errors import CourseError

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_T = TypeVar("_T")


def load_course(lessons: Path) -> Course:
    """The contents page, ``course.yaml``; nothing else is read. Raises CourseError."""
    return _loaded(lessons, "course.yaml", Course, "course", rules.of_course)


def load_ideas(lessons: Path) -> Ideas:
    """All ideas of the sources, ``ideas.yaml``. Raises CourseError."""
    return _loaded(lessons, "ideas.yaml", Ideas, "ideas", rules.of_ideas)


def load_lesson(lessons: Path, outline: Outline) -> Lesson:
    """The lesson an outline speaks of. Raises CourseError, also when its id is not the outline's."""

    def broken(lesson: Lesson) -> Iterator[rules.Broken]:
        yield from _same(lesson.id, outline.id, "course.yaml calls this lesson")
        yield from rules.of_lesson(lesson)

    folder = _named(outline.folder or outline.id)
    return _loaded(lessons, f"{folder}/lesson.yaml", Lesson, "lesson", broken)


def load_scene(lessons: Path, scene_id: str) -> Scene:
    """The scene of that id. Raises CourseError."""

    def broken(scene: Scene) -> Iterator[rules.Broken]:
        yield from _same(scene.id, scene_id, "the file is called")
        yield from rules.of_scene(scene)

    return _loaded(lessons, f"scenes/{_named(scene_id)}.yaml", Scene, "scene", broken)


def load_persona(lessons: Path, persona_id: str) -> Persona:
    """The persona of that id. Raises CourseError."""

    def broken(persona: Persona) -> Iterator[rules.Broken]:
        yield from _same(persona.id, persona_id, "the file is called")
        yield from rules.of_persona(persona)

    return _loaded(lessons, f"personas/{_named(persona_id)}.yaml", Persona, "persona", broken)


def digest(part: msgspec.Struct) -> str:
    """A short stable name for the content of a step or scene, 12 hex digits; other content, other digest."""
    return hashlib.sha256(msgspec.json.encode(part, order="sorted")).hexdigest()[:12]


def _same(found: str, wanted: str, who: str) -> Iterator[rules.Broken]:
    if found != wanted:
        yield ("id",), f'"id" is "{found}" but {who} "{wanted}"; make them the same'


def _named(name: str) -> str:
    """``name``, or CourseError when it could lead out of the lessons folder."""
    if not _NAME.fullmatch(name):
        raise strictyaml.refused(name, [f'{name}:1:1: "{name}" is no name of a lesson, scene or persona'])
    return name


def _loaded(
    lessons: Path, file: str, kind: type[_T], schema: str, broken: Callable[[_T], Iterator[rules.Broken]]
) -> _T:
    """One file as its struct, held to its schema line and to ``broken``."""
    name = f"{lessons.name}/{file}"
    source = _read(lessons / file, name)
    up = "../" * file.count("/")
    wanted = f"# yaml-language-server: $schema={up}schema/{schema}.json"
    first_line = source.split(b"\n", 1)[0].rstrip().decode(errors="replace")
    problems = [] if first_line == wanted else [f"{name}:1:1: the first line must be: {wanted}"]
    try:
        document = strictyaml.parse(source, name)
        value = document.convert(kind)
    except CourseError as error:
        raise strictyaml.refused(name, [*problems, *error.problems]) from error
    found = sorted(broken(value), key=lambda one: document.place(one[0]))
    problems.extend(document.problem(path, what) for path, what in found)
    if problems:
        raise strictyaml.refused(name, problems)
    return value


def _read(path: Path, name: str) -> bytes:
    """The file's bytes, one more than is allowed at most."""
    try:
        if not path.is_file():
            raise FileNotFoundError(name)
        with path.open("rb") as file:
            return file.read(strictyaml.MOST_BYTES + 1)
    except OSError as error:
        raise strictyaml.refused(name, [f"{name}:1:1: this file is missing or cannot be read"]) from error
