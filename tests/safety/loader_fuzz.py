"""Course files changed at random: the loader takes each or refuses it with a named error, and does nothing else."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coach.course.loader import load_course, load_ideas, load_lesson, load_persona, load_scene
from coach.errors import CourseError
from coach.resources import lessons_dir
from tests.long import scratch

TESTS = Path(__file__).parent.parent
KEYS = (
    "id", "title", "kind", "text", "steps", "lessons", "minutes", "folder", "label", "ask", "lead", "cards",
    "piles", "skill",
    "scene", "persona", "beats", "lines", "options", "when", "effect", "next", "together", "alone", "covers",
    "starts", "slots",
)  # fmt: skip
VALUES = (
    "", "null", "true", "[]", "{}", "-1", "0", "1e9", "99999999999999999999", "0.5", ".nan", "''", '"\\e[2J"',
    "&a x", "*a",
    "!!python/name:os.system", "{a: {b: {c: d}}}", "[[[]]]", "../../../etc/passwd", "a-b-c", "A B", "ё", "| \n",
    "x: y", "- x",
    "{partner}", "{0}", "002.01", "practice", "reading", "role-play", "heat: ..", "20..0", "\u202e",
    "'" + "x" * 5_000 + "'",
)  # fmt: skip


def _line(dice: random.Random, lines: list[str]) -> None:
    """One line taken out, doubled, moved, indented otherwise, or its name or value changed."""
    at = dice.randrange(len(lines))
    line = lines[at]
    lead = line[: len(line) - len(line.lstrip())]
    match dice.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, line)
        case 2:
            lines.insert(dice.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = " " * dice.randrange(9) + line.lstrip()
        case 4:
            lines[at] = f"{line.partition(':')[0]}: {dice.choice(VALUES)}"
        case 5:
            lines[at] = f"{lead}{dice.choice(KEYS)}:{line.partition(':')[2]}"
        case 6:
            lines[at] = f"{lead}{dice.choice(KEYS)}: {dice.choice(VALUES)}"
        case _:
            start = dice.randrange(len(lines))
            lines[at:at] = lines[start : start + dice.randint(1, 30)]


def changed(dice: random.Random, source: str) -> bytes:
    """A file with a few changes, most of them to whole lines, some to single bytes."""
    if dice.random() < 0.75:
        lines = source.split("\n")
        for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
            _line(dice, lines)
            lines = lines or [""]
        return "\n".join(lines).encode()
    data = bytearray(source.encode())
    for _ in range(dice.choice((1, 1, 3, 30))):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(4):
            case 0:
                data[at : at + dice.randint(1, 200)] = b""
            case 1:
                data[at:at] = dice.choice(
                    (b"\x00", b"\x1b", b"\xff", b"\t", b": ", b"[", b"{", b'"', b"\n", b"\xe2\x80\xae")
                )
            case 2:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                data[at:] = b""
        data = data or bytearray(b"x")
    return bytes(data)


def _originals() -> list[tuple[Path, str, Callable[[Path], object]]]:
    """Each file to start from: the course it is of, its name there, and how it is read."""
    found: list[tuple[Path, str, Callable[[Path], object]]] = []
    for course in (lessons_dir(), TESTS / "session" / "course", TESTS / "course" / "good"):
        contents = load_course(course)
        found.append((course, "course.yaml", load_course))
        if (course / "ideas.yaml").exists():
            found.append((course, "ideas.yaml", load_ideas))
        for outline in contents.lessons:
            name = f"{outline.folder or outline.id}/lesson.yaml"
            if (course / name).exists():
                found.append((course, name, lambda folder, outline=outline: load_lesson(folder, outline)))
        for path in sorted(course.glob("scenes/*.yaml")):
            found.append((course, f"scenes/{path.name}", lambda folder, path=path: load_scene(folder, path.stem)))
        for path in sorted(course.glob("personas/*.yaml")):
            found.append((course, f"personas/{path.name}", lambda folder, path=path: load_persona(folder, path.stem)))
    return found


def mutated(count: int, seed: int) -> str:
    """Change and read ``count`` files: each is a model or a named error, within a second."""
    with scratch() as folder:
        told = fuzz(count, seed, folder)
    assert told["faults"] == []
    assert told["slowest"] < 1.0
    assert told["taken"] > count // 20
    assert told["refused"] > count // 2
    return f"{told['taken']} files taken, {told['refused']} refused by name, {told['slowest']:.3f} s at most"


def fuzz(count: int, seed: int, folder: Path) -> dict[str, Any]:
    """Change and read ``count`` files in ``folder``. How many were taken and refused, the longest time, the faults.

    A fault is anything but a model or a CourseError that names the file with line and column.
    """
    dice = random.Random(seed)
    small, large = [], []
    for one in _originals():
        (large if (one[0] / one[1]).stat().st_size > 20_000 else small).append(one)
    taken, refused, slowest, faults = 0, 0, 0.0, []
    for number in range(count):
        course, name, read = dice.choice(large if dice.random() < 0.1 else small)
        data = changed(dice, (course / name).read_text(encoding="utf-8"))
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        begun = time.process_time()
        try:
            read(folder)
            taken += 1
        except CourseError as error:
            refused += 1
            if not (error.problems and all(_placed(problem, name) for problem in error.problems)):
                faults.append((seed, number, name, error.problems[:3]))
        except Exception as error:
            faults.append((seed, number, name, repr(error)))
        slowest = max(slowest, time.process_time() - begun)
        path.unlink()
    return {"taken": taken, "refused": refused, "slowest": slowest, "faults": faults}


def _placed(problem: str, name: str) -> bool:
    """Whether a problem begins with file, line and column, or says how many more there are."""
    file, _, rest = problem.partition(":")
    if not file.endswith(name):
        return False
    line, _, more = rest.partition(":")
    return (line.isdigit() and more.partition(":")[0].isdigit()) or rest.startswith(" and ")
