"""JSON Schemas of the course files, so that an editor helps while a lesson is written.

``python -m coach.course.schema`` writes them to ``lessons/schema/``; a test keeps the committed ones current.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import msgspec

from coach.course.model import Course, Ideas, Lesson
from coach.dialogue.scene import Persona, Scene
from coach.resources import lessons_dir

KINDS: dict[str, type[msgspec.Struct]] = {
    "course": Course,
    "ideas": Ideas,
    "lesson": Lesson,
    "persona": Persona,
    "scene": Scene,
}


def schema(name: str) -> str:
    """The schema of one kind of file, as JSON text."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_lenient(msgspec.json.schema(KINDS[name])),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"


def _lenient(part: Any) -> Any:
    """Where words are wanted an editor may find a number too: it takes a bare 000.16 for one, coach reads words.

    Descriptions lose the indentation of docstrings, which Python leaves there before 3.13.
    """
    if isinstance(part, list):
        return [_lenient(entry) for entry in part]
    if isinstance(part, dict):
        return {name: _entry(name, entry) for name, entry in part.items()}
    return part


def _entry(name: str, entry: Any) -> Any:
    match name, entry:
        case "type", "string":
            return ["string", "number"]
        case "description", str():
            return inspect.cleandoc(entry)
        case _:
            return _lenient(entry)


def write(folder: Path) -> None:
    """Write all schemas into ``folder``."""
    for name in KINDS:
        (folder / f"{name}.json").write_text(schema(name), encoding="utf-8")


if __name__ == "__main__":
    write(lessons_dir() / "schema")
