"""Every regular expression of ours, wherever it lives, and what of it could take for ever."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coach

FUNCTIONS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
_PARSER: Any = importlib.import_module("re._parser")
_NO_END = 1000
"""A repeat that may go on longer than this is as good as without end."""
_LETTERS = [*string.printable, "é", "ß", "中", "\u0301", "\xa0", "’", "“", "”", "…", "\u2028", "•", "✓"]


def of_modules() -> dict[str, re.Pattern[str]]:
    """The compiled patterns that stand in our modules, in their classes and in tuples and dicts there."""
    found: dict[str, re.Pattern[str]] = {}

    def look(name: str, value: object, depth: int = 0) -> None:
        if isinstance(value, re.Pattern):
            found[name] = value
        elif depth < 3 and isinstance(value, dict):
            for key, inner in value.items():
                look(f"{name}[{key!r}]", inner, depth + 1)
        elif depth < 3 and isinstance(value, (tuple, list, set, frozenset)):
            for number, inner in enumerate(value):
                look(f"{name}[{number}]", inner, depth + 1)
        elif depth < 1 and isinstance(value, type) and value.__module__.startswith("coach"):
            for key, inner in vars(value).items():
                look(f"{name}.{key}", inner, depth + 1)

    for module in pkgutil.walk_packages(coach.__path__, "coach."):
        if module.name != "coach.__main__":
            for name, value in vars(importlib.import_module(module.name)).items():
                look(f"{module.name}.{name}", value)
    return found


def calls() -> Iterator[tuple[str, bool, str | None]]:
    """Every use of ``re`` by name: where, whether it is at the top of its module, and the pattern if it is plain."""
    for path in sorted(Path(coach.__path__[0]).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for outer in ast.walk(tree)
            if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            for node in ast.walk(outer)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in FUNCTIONS
            ):
                first = node.args[0]
                plain = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
                yield (
                    f"{path.relative_to(Path(coach.__path__[0]).parent)}:{node.lineno}",
                    id(node) not in inside,
                    plain,
                )


def every() -> dict[str, re.Pattern[str]]:
    """All of them: in modules, plain ones in the middle of a function, and those that fields of files are held to."""
    inline = {where: re.compile(plain) for where, top, plain in calls() if plain is not None and not top}
    return {**of_modules(), **inline, **of_fields()}


def of_fields() -> dict[str, re.Pattern[str]]:
    """The patterns in msgspec's ``Meta(pattern=...)``, read from the source: they are held to in ``coach.shapes``."""
    found = {}
    for path in sorted(Path(coach.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "pattern" and isinstance(node.value, ast.Constant):
                found[f"{path.name}:{node.value.lineno}"] = re.compile(str(node.value.value))
    return found


def hidden() -> list[str]:
    """Where a pattern is put together while coach runs, so that nobody can read it here."""
    return [where for where, top, plain in calls() if not top and plain is None]


# --- what could take for ever --------------------------------------------------------------------------------------


def ambiguous(pattern: re.Pattern[str]) -> list[str]:
    """Repeats without end, inside a repeat without end, that nothing keeps apart: ``(a+)+`` but not ``(-a+)*``."""
    return list(_ambiguous(_PARSER.parse(pattern.pattern, pattern.flags), pattern.flags))


def _ambiguous(parsed: Any, flags: int) -> Iterator[str]:
    for operation, argument in parsed:
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, body = argument
            if high > _NO_END and not _kept_apart(body):
                yield f"{operation} {low}.. of {list(body)}"
        for inner in _bodies(argument):
            yield from _ambiguous(inner, flags)


def _bodies(argument: Any) -> Iterator[Any]:
    """The sub-patterns anywhere in an operation's argument."""
    if isinstance(argument, _PARSER.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for inner in argument:
            yield from _bodies(inner)


def _kept_apart(body: Any) -> bool:
    """Whether a repeated body has no endless repeat in it, or begins or ends with a sign that repeat cannot take."""
    inner = [
        argument[2] for _, operation, argument in _walk(body) if operation == "MAX_REPEAT" and argument[1] > _NO_END
    ]
    if not inner:
        return True
    taken = set().union(*map(_first_letters, inner))
    items = list(_unwrapped(body))
    ends = [_letters_of(items[0]), _letters_of(items[-1])]
    return any(end and not end & taken for end in ends)


def _walk(body: Any) -> Iterator[tuple[int, str, Any]]:
    for operation, argument in body:
        yield 0, str(operation), argument
        for inner in _bodies(argument):
            yield from _walk(inner)


def _unwrapped(body: Any) -> Any:
    """The items of a body, out of the group that may be all of it."""
    items = list(body)
    while len(items) == 1 and str(items[0][0]) == "SUBPATTERN":
        items = list(items[0][1][-1])
    return items


def _letters_of(item: Any) -> set[str]:
    """The letters one mandatory item can take; empty where it may take none, or is no single sign."""
    operation, argument = item
    if str(operation) == "LITERAL":
        return {chr(argument)}
    if str(operation) in ("IN", "NOT_LITERAL", "ANY", "CATEGORY"):
        single = _PARSER.SubPattern(_PARSER.State(), [item])
        compiled = re._compiler.compile(single)  # type: ignore[attr-defined]
        return {letter for letter in _LETTERS if compiled.match(letter)}
    if str(operation) in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
        return _letters_of(next(iter(_unwrapped(argument[2]))))
    return set()


def _first_letters(body: Any) -> set[str]:
    """The letters a repeated body is made of; all of them where that is too much to tell."""
    found: set[str] = set()
    for operation, argument in _unwrapped(body):
        if str(operation) == "BRANCH":
            found.update(*map(_first_letters, argument[1]))
        else:
            found.update(_letters_of((operation, argument)) or _LETTERS)
    return found


# --- a million characters ------------------------------------------------------------------------------------------


WHOLE = {"fullmatch": "fullmatch", "match": "match"}


def uses() -> dict[str, set[str]]:
    """How each pattern of a module is looked for with: by the pattern's name as in :func:`every`, methods of it."""
    found: dict[str, set[str]] = {}
    for path in sorted(Path(coach.__path__[0]).rglob("*.py")):
        module = ".".join(path.relative_to(Path(coach.__path__[0]).parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in FUNCTIONS:
                found.setdefault(f"{module}.{node.value.id}", set()).add(WHOLE.get(node.attr, "search"))
    return found


SHORT, LONG = (2_000, 10_000, 50_000), 1_000_000
"""Characters: how the texts grow, and the length the bar asks for."""


def slowest(pattern: re.Pattern[str], looks: set[str], limit: float) -> float:
    """Seconds of work a pattern makes at worst of a million hostile characters, looked for in these ways.

    The texts grow, and looking stops at the first that takes a twentieth of ``limit`` while it is short, since a bad
    pattern would take years over the longest; that is then told as the work for a million. Of the long texts only
    the one that took longest when short is looked through.
    """
    for length in SHORT:
        worst, unit, way = max(
            (_work(pattern, way, unit, length), unit, way) for unit in hostile_units(pattern) for way in looks
        )
        if worst * 20 > limit:
            return worst * 20
    return _work(pattern, way, unit, LONG)


def _work(pattern: re.Pattern[str], way: str, unit: str, length: int) -> float:
    """Seconds of work for a text made of ``unit``, with something else before it or after it."""
    text = (unit * (length // len(unit) + 1))[:length]
    begun = time.process_time()
    getattr(pattern, way)(f"\x00{text}")
    getattr(pattern, way)(f"{text}\x00")
    return time.process_time() - begun


def hostile_units(pattern: re.Pattern[str]) -> list[str]:
    """What to make long texts of: what the pattern itself looks for, and what is in everybody's words."""
    literals = sorted(
        chr(argument)
        for _, operation, argument in _walk(_PARSER.parse(pattern.pattern, pattern.flags))
        if operation == "LITERAL"
    )
    letters = [letter for letter in _LETTERS if pattern.search(letter) or pattern.search(letter * 4)]
    own = [*dict.fromkeys(literals)][:4] + letters[:4]
    return [*dict.fromkeys([*own, "a", " ", "a ", "1", "a-", "1:", "\n ", "".join(literals)[:20] or "("])]
