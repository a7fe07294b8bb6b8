"""What may load what: the static contracts cannot see a deferred import, a fresh interpreter can."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import coach

HEADLESS = ("coach.course", "coach.feedback", "coach.dialogue", "coach.progress", "coach.check", "coach.session")


def modules(*rooms: str) -> list[str]:
    found = []
    for room in rooms:
        package = __import__(room, fromlist=["__path__"])
        found.append(room)
        found += [info.name for info in pkgutil.walk_packages(package.__path__, f"{room}.")]
    return found


def loaded_after(statement: str) -> set[str]:
    """The top-level packages a fresh interpreter has loaded after ``statement``."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_no_headless_module_loads_textual_or_tinydb() -> None:
    """Every module of every room but the screens and the disk, in one fresh interpreter."""
    loaded = loaded_after("; ".join(f"import {name}" for name in modules(*HEADLESS)))
    assert not loaded & {"textual", "rich", "tinydb"}


def test_the_disk_loads_no_screens() -> None:
    loaded = loaded_after("; ".join(f"import {name}" for name in modules("coach.store")))
    assert not loaded & {"textual", "rich"}


@pytest.mark.parametrize("command", ["review --list", "--version"])
def test_a_command_without_screens_loads_none(command: str) -> None:
    statement = (
        "from coach.cli import main\n"
        f"try:\n    main({command.split()!r})\nexcept SystemExit:\n    pass\n"
        "import sys; sys.stdout.write('\\n')"
    )
    assert "textual" not in loaded_after(statement)


def test_before_home_appears_no_lexicon_rubric_scene_or_lesson_is_read(tmp_path: object) -> None:
    """Decision 22, seen from the outside: the files a sitting opens until Home's view is there."""
    code = f"""
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from pathlib import Path
from coach.resources import lessons_dir
from coach.session.visit import Visit, local_now
from coach.store.home import open_home
home = open_home(Path({str(tmp_path)!r}) / "home", clock=local_now)
visit = Visit(home, lessons_dir())
visit.open(visit.first()).view()
from coach.session.activity import Go
visit.open(Go(to="home")).view()
home.close()
print(*[name for name in opened if name.endswith((".yaml", ".json"))], sep="\\n")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = {line.rpartition("/")[2] for line in done.stdout.split()}
    assert {name for name in names if name.endswith(".yaml")} == {"course.yaml"}


def test_the_rooms_are_the_ones_the_contracts_speak_of() -> None:
    rooms = {info.name for info in pkgutil.iter_modules(coach.__path__) if info.ispkg}
    assert rooms == {"course", "feedback", "dialogue", "progress", "check", "store", "session", "tui"}
