"""Bar 49: nothing in a pack or in anybody's words is ever carried out: no format string, template, import or hook."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import coach
from coach.check import run_check
from coach.course.loader import load_course, load_lesson, load_persona, load_scene
from coach.course.model import Reading
from coach.course.names import Names, named
from coach.errors import CourseError
from coach.feedback import report

SOURCE = Path(coach.__path__[0])
COURSE = SOURCE.parent / "tests" / "session" / "course"
PAYLOADS = (
    "{0}", "{}", "{0.__class__}", "{partner.__class__.__mro__}", "{partner!r}", "{partner:>9999999}", "{__import__}",
    "{self}", "{{1337*1337}}", "{{partner}}", "{%s}", "%s", "%(partner)s", "%d %n", "%999999999d", "$partner",
    "${partner}",
    "${1337*1337}", "#{1337*1337}", "<%= 1337*1337 %>", "{{''.__class__.__mro__[1].__subclasses__()}}", "`id`",
    "$(id)", "; id", "| id",
    "__import__('os').system('id')", "eval('1337*1337')", "lambda: 7", "os.system('id')", "import os", "@click",
    "!!python/name:os",
    "file:///etc/passwd", "../../../etc/passwd", "\\g<0>", "\\1", "\\N{DIGIT SEVEN}", "{Partner[0]}",
    "{they.real}", "f'{1337*1337}'",
    "<script>x</script>", "javascript:x",
)  # fmt: skip
CALLS = {"eval", "exec", "compile", "__import__", "globals", "locals", "input", "breakpoint"}
MODULES = {
    "pickle", "marshal", "shelve", "dill", "subprocess", "multiprocessing", "pty", "runpy", "code", "codeop",
    "ctypes",
    "imp", "pkgutil", "string", "urllib", "http", "socket", "ftplib", "smtplib", "webbrowser", "ssl", "xmlrpc",
    "pkg_resources", "importlib.metadata", "jinja2", "tarfile", "zipfile", "tempfile",
}  # fmt: skip
"""What no part of coach may import: what runs things, speaks to a network, or unpacks what strangers packed."""
LETTERS_OF_STRING = {"ascii_lowercase"}


def doors(tree: ast.AST) -> Iterator[str]:
    """Whatever in a module could carry out what is in its data."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield f"{node.lineno}: {name}()"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)) if name.startswith(
                ("system", "popen", "exec", "spawn", "fork", "posix_spawn", "startfile")
            ):
                yield f"{node.lineno}: os.{name}()"
            case ast.Call(func=ast.Attribute(value=value, attr="format" | "format_map")) if not (
                isinstance(value, ast.Constant) or (isinstance(value, ast.Attribute) and _is_json(value))
            ):
                yield f"{node.lineno}: format of {ast.unparse(value)}"
            case ast.BinOp(op=ast.Mod(), left=left) if isinstance(left, (ast.Constant, ast.JoinedStr)) and not (
                isinstance(left, ast.Constant) and isinstance(left.value, int)
            ):
                yield f"{node.lineno}: % of {ast.unparse(left)}"
            case ast.Import(names=names):
                yield from (f"{node.lineno}: import {one.name}" for one in names if _barred(one.name))
            case ast.ImportFrom(module=str(module), names=names):
                if _barred(module) and not (module == "string" and {one.name for one in names} <= LETTERS_OF_STRING):
                    yield f"{node.lineno}: from {module}"
                yield from (
                    f"{node.lineno}: {module}.{one.name}" for one in names if f"{module}.{one.name}" in MODULES
                )


def _is_json(value: ast.Attribute) -> bool:
    return ast.unparse(value) == "msgspec.json"


def _barred(module: str) -> bool:
    return module in MODULES or module.split(".")[0] in MODULES


def test_no_module_can_carry_out_what_is_in_its_data() -> None:
    allowed = {
        ("store/files.py", "format of why"),  # the one table of reasons, filled with a path
        ("tui/guard.py", "os.posix_spawn()"),  # itself, with numbers
    }
    found = {
        (str(path.relative_to(SOURCE)), door.partition(": ")[2])
        for path in sorted(SOURCE.rglob("*.py"))
        for door in doors(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == allowed


@pytest.mark.parametrize(
    "bad",
    ["eval(text)", "text.format(x=1)", "'%s' % text", "import pickle", "from subprocess import run",
     "os.system(text)",
     "from string import Template", "from importlib import metadata", "exec(text)", "os.execv(a, b)"],
)  # fmt: skip
def test_the_check_notices_a_door_to_code(bad: str) -> None:
    assert list(doors(ast.parse(bad)))


def test_the_package_offers_no_hook_that_another_could_hang_itself_on() -> None:
    text = (SOURCE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert "entry-points" not in text
    assert "[project.plugins" not in text


# --- and what comes through where there is no door -----------------------------------------------------------------


def pack(folder: Path, payload: str) -> Path:
    """A small good course with a payload as every lead, title, line and word of a partner in it."""
    shutil.copytree(COURSE, folder)
    quoted = "'" + payload.replace("'", "''") + "'"
    for path in folder.rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").split("\n")
        changed = [
            f"{line.split(': ')[0]}: {quoted}"
            if line.strip().startswith(("title:", "text:", "ask:", "lead:"))
            else line
            for line in lines
        ]
        path.write_text("\n".join(changed), encoding="utf-8")
    return folder


def words(value: object) -> Iterator[str]:
    """Every string in a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from words(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from words(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from words(key)
            yield from words(each)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_pack_with_code_for_words_is_shown_letter_for_letter_or_refused(payload: str, tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack", payload)
    run_check(folder)
    seen = []
    for read in (
        lambda: load_course(folder),
        lambda: named(load_lesson(folder, load_course(folder).lessons[0]), Names(partner="Jo")),
        *(lambda path=path: load_scene(folder, path.stem) for path in (folder / "scenes").glob("*.yaml")),
        *(lambda path=path: load_persona(folder, path.stem) for path in (folder / "personas").glob("*.yaml")),
    ):
        try:
            seen += list(words(read()))
        except CourseError as error:
            seen += error.problems
    assert any(payload[:25] in text for text in seen)
    assert not any("1787569" in text for text in seen)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_partner_with_code_for_a_name_is_called_just_that(payload: str) -> None:
    lesson = load_lesson(COURSE, load_course(COURSE).lessons[0])
    step = Reading(id="one", title="One", text="{partner} came home. {Partner} sat down.")
    filled = named(msgspec.structs.replace(lesson, steps=(step,)), Names(partner=payload))
    assert f"{payload} came home. {payload} sat down." in words(filled.steps[0])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_reply_with_code_for_words_is_read_as_words(payload: str) -> None:
    text = report.run_review("i-statement", f"I felt {payload} hurt.", payload, "", "plain", 200)
    assert payload in text
