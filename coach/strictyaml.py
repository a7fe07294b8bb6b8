"""The one YAML loader: small, slow to trust, and telling every mistake with its line.

Of YAML only the plain part is read: named values, lists, words. No tags, anchors, aliases, merge keys or doubled
keys. Plain ``true``, ``false`` and ``null`` are special, everything else stays a string until a field wants a
number (:mod:`coach.shapes`). The file is read as a stream of events, so neither deep nesting nor a bomb of entries
is ever built. Every string is made safe to draw (:func:`coach.glyphs.shown`): files may come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

import msgspec
import yaml

from coach import shapes
from coach.errors import CourseError
from coach.glyphs import shown
from coach.shapes import Fault, Path

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 20
MOST_NODES = 10_000
MOST_SCALAR_BYTES = 64 * 1024
MOST_PROBLEMS = 50

_SPECIAL = {"true": True, "false": False, "null": None}
_CONTROL = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]|\\ufeff"
)
_SAFE = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""Bytes that need no second look: plain ASCII that can be seen."""
_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_OUT_OF_LINE = "this line is not in line with those above it, or a quote before it is closed too early or not at all"
_SYNTAX = (
    ("mapping values", "a colon and a space inside plain words; put the whole text in double quotes"),
    ("tab character", "a line begins with a tab; indent it with spaces"),
    ("cannot start any token", "a line or value cannot begin with a tab, @, ` or %; indent with spaces, quote words"),
    ("end of stream", "a quote opened before is never closed; close it, or write the text below a >- instead"),
    ("sequence entries", "a list cannot begin on the line of its name; put its hyphens on the lines below"),
    ("<document start>", "this does not belong to what stands above it; look at the indents"),
    ("node content", "a value is missing here, or begins with a sign that needs quotes round it"),
    ("comment or line break", "nothing else may stand on the line after > or |"),
    ("expected key", _OUT_OF_LINE),
    ("expected <block end>", _OUT_OF_LINE),
    ("'-' indicator", "this line stands among list entries but does not begin with a hyphen"),
    ("expected ','", "a list in square brackets or curly braces is never closed, or lacks a comma"),
    ("expected ':'", "this line has no colon; write name: value"),
    ("escape", "a backslash inside double quotes begins a special sign; write two backslashes, or single quotes"),
)
_T = TypeVar("_T")


class Place(NamedTuple):
    """Where something stands in its file, both counted from 1."""

    line: int
    column: int


class Document:
    """One file as read: its value (dicts, lists, strings, bools, None) and where everything in it stands."""

    def __init__(self, name: str, value: Any, values: dict[Path, Place], keys: dict[Path, Place]) -> None:
        self.name = name
        self.value = value
        self._values = values
        self._keys = keys

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the value at ``path`` stands, or with ``key`` its name; the nearest that is there, if it is not."""
        while path and path not in self._values:
            path, key = path[:-1], False
        if key and path in self._keys:
            return self._keys[path]
        return self._values.get(path, Place(1, 1))

    def problem(self, path: Path, what: str, key: bool = False) -> str:
        """One line for a mistake at ``path``: ``file:line:column: what``."""
        return _problem(self.name, self.place(path, key), what)

    def convert(self, kind: type[_T]) -> _T:
        """The value as a ``kind`` (a msgspec struct), numbers and all. Raises CourseError with every mistake."""
        ready, faults = shapes.fitted(self.value, kind)
        if not faults:
            try:
                return msgspec.convert(ready, kind)
            except msgspec.ValidationError as error:
                faults = [Fault((), str(error))]
        places = sorted((self.place(fault.path, fault.key), fault.what) for fault in faults)
        raise refused(self.name, (_problem(self.name, place, what) for place, what in places))


def refused(name: str, problems: Iterable[str]) -> CourseError:
    """The error for a file with these problems, in words for whoever meets it."""
    found = tuple(dict.fromkeys(shown(" ".join(problem.split())) for problem in problems))
    count = "a mistake" if len(found) == 1 else f"{len(found)} mistakes"
    more = (f"{shown(name)}: and {len(found) - MOST_PROBLEMS} more",) if len(found) > MOST_PROBLEMS else ()
    message = (
        f"{shown(name)} has {count} in it and cannot be opened. Your words are safe; coach check says what to mend."
    )
    return CourseError(message, found[:MOST_PROBLEMS] + more)


def _problem(name: str, place: Place, what: str) -> str:
    return f"{name}:{place.line}:{place.column}: {what}"


def parse(source: str | bytes, name: str) -> Document:
    """Read one file; ``name`` is what its messages call it.

    Raises CourseError with every structural problem, or with the first that stops the reading: bad syntax, not
    UTF-8, a control character, or a limit (1 MiB a file, depth 20, 10,000 nodes, 64 KiB a scalar).
    """
    text = _decoded(source if isinstance(source, bytes) else source.encode(errors="surrogatepass"), name)
    reading = _Reading(name)
    try:
        loader = _LOADER(text)
        try:
            while loader.check_event():
                reading.take(loader.get_event())
        finally:
            loader.dispose()
    except _StopError as error:
        reading.note(error.place, str(error))
    except yaml.YAMLError as error:
        reading.note(*_syntax(error))
    if not reading.problems and () not in reading.values:
        reading.note(Place(1, 1), "the file is empty")
    if reading.problems:
        raise refused(name, reading.problems)
    return Document(name, reading.value, reading.values, reading.keys)


def _decoded(source: bytes, name: str) -> str:
    """The file's text, or CourseError when it is too large, not UTF-8, or holds what no editor shows."""
    start = Place(1, 1)
    if len(source) > MOST_BYTES:
        raise refused(name, [_problem(name, start, "the file is larger than 1 MiB; split it")])
    if source.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        what = "the file begins with an invisible byte order mark; save it as plain UTF-8, without BOM"
        raise refused(name, [_problem(name, start, what)])
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        good = source[: error.start].decode()
        place = _at(good, len(good))
        raise refused(name, [_problem(name, place, "this is not UTF-8; save the file as UTF-8")]) from error
    rest = source.translate(None, _SAFE).decode()
    if _CONTROL.search(rest) and (control := _CONTROL.search(text)):
        what = f"an invisible control character (U+{ord(control[0]):04X}) stands here; delete it"
        raise refused(name, [_problem(name, _at(text, control.start()), what)])
    return text


def _at(text: str, offset: int) -> Place:
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _syntax(error: yaml.YAMLError) -> tuple[Place, str]:
    """Where YAML's own grammar is broken, and what to look for."""
    mark = getattr(error, "problem_mark", None)
    hint = next(
        (hint for words, hint in _SYNTAX if words in str(error)), "this is no YAML; look at quotes and indents"
    )
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1), hint


class _StopError(Exception):
    """A limit was passed, or what follows could not be understood; reading stops here."""

    def __init__(self, place: Place, what: str) -> None:
        super().__init__(what)
        self.place = place


class _Open:
    """A list or mapping being read; ``key`` is the name whose value comes next."""

    def __init__(self, path: Path, value: dict[str, Any] | list[Any]) -> None:
        self.path = path
        self.value = value
        self.key: str | None = None


class _Reading:
    """Builds the value event by event, noting problems on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.value: Any = None
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.problems: list[str] = []
        self._open: list[_Open] = []
        self._nodes = 0

    def note(self, place: Place, what: str) -> None:
        """Keep a problem and read on."""
        self.problems.append(_problem(self.name, place, what))

    def take(self, event: yaml.Event) -> None:
        """One event of YAML's own parser."""
        mark: Any = event.start_mark
        place = Place(mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            self._count(place)
            if event.anchor is not None or event.tag is not None:
                self._extras(event, place)
            value = event.value
            if len(value) * 4 > MOST_SCALAR_BYTES and len(value.encode(errors="replace")) > MOST_SCALAR_BYTES:
                raise _StopError(place, "this text is longer than 64 KiB; split it")
            self._scalar(shown(value), place, plain=not event.style)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(place)
            self._extras(event, place)
            self._container({} if isinstance(event, yaml.MappingStartEvent) else [], place)
        elif isinstance(event, yaml.AliasEvent):
            self._count(place)
            self.note(
                place, f'"*{event.anchor}" repeats something named elsewhere; write it out, or put it in quotes'
            )
            self._scalar("", place)
        elif isinstance(event, yaml.DocumentStartEvent) and () in self.values:
            raise _StopError(
                place, "a second document begins here; leave the --- line out or make it a file of its own"
            )

    def _count(self, place: Place) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise _StopError(place, f"the file has more than {MOST_NODES} entries; split it")

    def _extras(self, event: Any, place: Place) -> None:
        """Note an anchor or a tag, which are not read here."""
        if event.anchor is not None:
            self.note(place, f'"&{event.anchor}" names something to repeat it; leave it out, or put it in quotes')
        if event.tag is not None:
            self.note(place, f'"{event.tag}" is a tag, which is not read here; leave it out, or put it in quotes')

    def _names_next(self) -> bool:
        """Whether the next value is the name of an entry."""
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _scalar(self, text: str, place: Place, plain: bool = False) -> None:
        if not self._names_next():
            self._add(_SPECIAL.get(text, text) if plain else text, place)
            return
        mapping = self._open[-1]
        mapping.key = text
        path = (*mapping.path, text)
        if text == "<<" and plain:
            self.note(place, '"<<" takes in another part of the file; write its entries out instead')
        elif path in self.keys:
            self.note(place, f'"{text}" stands twice here, first in line {self.keys[path].line}; keep one of them')
        else:
            self.keys[path] = place

    def _container(self, value: dict[str, Any] | list[Any], place: Place) -> None:
        if self._names_next():
            raise _StopError(
                place, "a name is wanted here, not a list or more names; look at brackets and question marks"
            )
        if len(self._open) == MOST_DEPTH:
            raise _StopError(
                place, f"lists and names stand more than {MOST_DEPTH} deep in one another; make it flatter"
            )
        self._open.append(_Open(self._add(value, place), value))

    def _add(self, value: Any, place: Place) -> Path:
        """Put a finished or opened value where it belongs; the path it got."""
        path: Path = ()
        if self._open:
            parent = self._open[-1]
            if isinstance(parent.value, list):
                path = (*parent.path, len(parent.value))
                parent.value.append(value)
            elif parent.key is not None:
                path = (*parent.path, parent.key)
                parent.value[parent.key] = value
                parent.key = None
        else:
            self.value = value
        self.values[path] = place
        return path
