"""The good course beside these tests, and a way to read one altered file in its place."""

from pathlib import Path
from typing import Any

from coach.course import loader
from coach.course.model import Outline

GOOD = Path(__file__).parent / "good"
FILES = {
    "course": "course.yaml",
    "ideas": "ideas.yaml",
    "lesson": "small/lesson.yaml",
    "persona": "personas/plain.yaml",
    "scene": "scenes/door.yaml",
}
SMALL = Outline(id="small", label="1", title="A small lesson", minutes=12, contents="carry: Carry")


def good(kind: str) -> str:
    """The text of the good file of that kind."""
    return (GOOD / FILES[kind]).read_text(encoding="utf-8")


def load(kind: str, source: str | bytes, folder: Path) -> Any:
    """``source`` read as the file of that kind in a course at ``folder``."""
    path = folder / FILES[kind]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass"))
    match kind:
        case "lesson":
            return loader.load_lesson(folder, SMALL)
        case "scene":
            return loader.load_scene(folder, "door")
        case "persona":
            return loader.load_persona(folder, "plain")
        case "ideas":
            return loader.load_ideas(folder)
        case _:
            return loader.load_course(folder)
