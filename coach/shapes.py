"""What a struct wants and what a file gives: every mismatch at once, in words for people who do not program.

The structs say what is wanted (msgspec's own description of them), so there is no second list of fields. Numbers
become numbers here, and only in fields that want one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

import msgspec.inspect as mi

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_MOST_DIGITS = 15


class Fault(NamedTuple):
    """One mismatch: where, in words, and whether the name of the entry is meant and not its value."""

    path: Path
    what: str
    key: bool = False


def fitted(value: Any, kind: type) -> tuple[Any, list[Fault]]:
    """``value`` with its numbers made numbers for ``kind`` (a msgspec struct), and all that does not fit."""
    wanted = _described(kind)
    fitting = _Fitting()
    return fitting.read(value, wanted, ()), fitting.faults


@cache
def _described(kind: type) -> mi.Type:
    return mi.type_info(kind)


class _Fitting:
    """One walk through a value beside what is wanted of it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, value: Any, wanted: mi.Type, path: Path, about: str = "", example: str = "") -> Any:
        """``value`` as ``wanted``; ``about`` says in words what it is, ``example`` shows one."""
        match wanted:
            case mi.Metadata(inner, extra):
                about = (extra or {}).get("description", "")
                return self.read(value, inner, path, about, _example(wanted))
            case mi.StructType():
                return self._struct(value, wanted, path)
            case mi.UnionType(types):
                return self._union(value, types, path)
            case mi.DictType():
                return self._dict(value, wanted, path)
            case mi.VarTupleType() | mi.ListType():
                return self._list(value, wanted, path)
            case mi.LiteralType(values):
                return self._literal(value, values, path)
            case mi.IntType() | mi.FloatType():
                return self._number(value, wanted, path)
            case mi.BoolType():
                if not isinstance(value, bool):
                    self._fault(path, f"takes true or false, without quotes; here is {_quoted(value)}")
                return value
            case mi.StrType():
                return self._words(value, wanted, path, about, example)
            case _:
                return value

    def _fault(self, path: Path, what: str) -> None:
        self.faults.append(Fault(path, f"{_named(path)} {what}"))

    def _struct(self, value: Any, wanted: mi.StructType, path: Path) -> Any:
        noun = _noun(wanted, path)
        if not isinstance(value, dict):
            names = [field.encode_name for field in wanted.fields if field.required]
            names = names or [field.encode_name for field in wanted.fields]
            self._fault(path, f"takes names with values ({', '.join(names)}), one a line; here is {_quoted(value)}")
            return value
        fields = {field.encode_name: field for field in wanted.fields}
        known = ([wanted.tag_field] if wanted.tag_field else []) + list(fields)
        ready: dict[str, Any] = {}
        for name, entry in value.items():
            if name in fields:
                ready[name] = self.read(entry, fields[name].type, (*path, name))
            elif name == wanted.tag_field:
                ready[name] = entry
            else:
                what = (
                    f'"{name}" is not something {_a(noun)} has{_meant(name, known)} It can have: {", ".join(known)}'
                )
                self.faults.append(Fault((*path, name), what, key=True))
        for name, field in fields.items():
            if field.required and name not in value:
                what = f'"{name}" is missing from this {noun}; add a line like {name}: {_example(field.type)}'
                self.faults.append(Fault(path, what))
        return ready

    def _union(self, value: Any, types: Sequence[mi.Type], path: Path) -> Any:
        """One of several structs told apart by a tag, or something that may be null."""
        if value is None and any(isinstance(one, mi.NoneType) for one in types):
            return None
        tagged = {one.tag: one for one in types if isinstance(one, mi.StructType) and one.tag is not None}
        if not tagged:
            plain = [one for one in types if not isinstance(one, mi.NoneType)]
            return self.read(value, plain[0], path) if len(plain) == 1 else value
        kinds = ", ".join(str(tag) for tag in tagged)
        name = next(one.tag_field for one in tagged.values()) or ""
        singular = _singular(path)
        if not isinstance(value, dict):
            self._fault(path, f"takes names with values, {name} the first; here is {_quoted(value)}")
        elif name not in value:
            self.faults.append(Fault(path, f'"{name}" is missing from this {singular}. The kinds are: {kinds}'))
        elif not isinstance(tag := value[name], str) or tag not in tagged:
            what = f"there is no {singular} of the kind {_quoted(tag)}{_meant(tag, tagged)} The kinds are: {kinds}"
            self.faults.append(Fault((*path, name), what))
        else:
            return self._struct(value, tagged[tag], path)
        return value

    def _dict(self, value: Any, wanted: mi.DictType, path: Path) -> Any:
        if not isinstance(value, dict):
            self._fault(path, f"takes names with values, one a line; here is {_quoted(value)}")
            return value
        self._count(len(value), wanted, path)
        for name in value:
            names = _Fitting()
            names.read(name, wanted.key_type, path)
            self.faults += [Fault((*path, name), f"a name in {fault.what}", key=True) for fault in names.faults]
        return {name: self.read(entry, wanted.value_type, (*path, name)) for name, entry in value.items()}

    def _list(self, value: Any, wanted: mi.VarTupleType | mi.ListType, path: Path) -> Any:
        if not isinstance(value, list):
            what = f'takes a list: [one, two], or a line each that begins with "- "; here is {_quoted(value)}'
            self._fault(path, what)
            return value
        self._count(len(value), wanted, path)
        return [self.read(entry, wanted.item_type, (*path, at)) for at, entry in enumerate(value)]

    def _count(self, count: int, wanted: mi.VarTupleType | mi.ListType | mi.DictType, path: Path) -> None:
        entries = "1 entry" if count == 1 else f"{count} entries"
        if wanted.min_length is not None and count < wanted.min_length:
            self._fault(path, f"has {entries}; write {wanted.min_length} or more")
        elif wanted.max_length is not None and count > wanted.max_length:
            self._fault(path, f"has {entries}; keep {wanted.max_length} at most")

    def _literal(self, value: Any, values: Sequence[object], path: Path) -> Any:
        by_name = {str(one): one for one in values}
        if isinstance(value, str) and value in by_name:
            return by_name[value]
        self._fault(path, f"cannot be {_quoted(value)}{_meant(value, by_name)} It can be: {', '.join(by_name)}")
        return value

    def _number(self, value: Any, wanted: mi.IntType | mi.FloatType, path: Path) -> Any:
        whole = isinstance(wanted, mi.IntType)
        kind = "whole number" if whole else "number"
        if not isinstance(value, str) or not _NUMBER.fullmatch(value) or (whole and "." in value):
            self._fault(path, f"takes a {kind} in plain digits, like {_example(wanted)}; here is {_quoted(value)}")
            return value
        if len(value) > _MOST_DIGITS:
            self._fault(path, f"has more digits than {_MOST_DIGITS}; write a shorter number")
            return value
        number = int(value) if whole else float(value)
        if wanted.ge is not None and number < wanted.ge:
            self._fault(path, f"is {value}; write {wanted.ge} or more")
        elif wanted.le is not None and number > wanted.le:
            self._fault(path, f"is {value}; write {wanted.le} or less")
        return number

    def _words(self, value: Any, wanted: mi.StrType, path: Path, about: str, example: str) -> Any:
        if not isinstance(value, str):
            hint = "; put it in quotes" if value is None or isinstance(value, bool) else ""
            self._fault(path, f"takes words; here is {_quoted(value)}{hint}")
        elif wanted.min_length and not value.strip():
            self._fault(path, "is empty; write something after the colon")
        elif wanted.max_length is not None and len(value) > wanted.max_length:
            self._fault(path, f"has {len(value)} characters; shorten it to {wanted.max_length}")
        elif wanted.pattern is not None and (value.endswith("\n") or not re.search(wanted.pattern, value)):
            wish = f": write {about}" if about else ""
            self._fault(path, f"cannot be {_quoted(value)}{wish}, for example {example or wanted.pattern}")
        return value


def _named(path: Path) -> str:
    """How a message calls the value at ``path``."""
    names = [step for step in path if isinstance(step, str)]
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f'entry {path[-1] + 1} of "{names[-1]}"' if names else f"entry {path[-1] + 1}"
    return f'"{path[-1]}"'


def _singular(path: Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1].removesuffix("s") if names else "file"


def _noun(wanted: mi.StructType, path: Path) -> str:
    """What a struct is called: "practice step" with a kind, "lesson file", else its own name in small words."""
    if wanted.tag is not None:
        return f"{wanted.tag} {_singular(path)}"
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", wanted.cls.__name__.lstrip("_")).lower()
    return name if path or name.endswith("file") else f"{name} file"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _quoted(value: Any) -> str:
    """What stands in the file, as a message repeats it."""
    match value:
        case dict():
            return f"a group of names ({_short(', '.join(value))})" if value else "an empty group"
        case list():
            return "a list"
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case "":
            return "nothing"
        case _:
            return f'"{_short(value)}"'


def _meant(written: Any, known: Iterable[Any]) -> str:
    close = get_close_matches(written[:80], [str(one) for one in known], 1) if isinstance(written, str) else []
    return f'; did you mean "{close[0]}"?' if close else "."


def _example(wanted: mi.Type) -> str:
    """Something that would fit, as it would be written after a colon."""
    match wanted:
        case mi.Metadata(inner, extra):
            examples = (extra or {}).get("examples")
            return str(examples[0]) if examples else _example(inner)
        case mi.LiteralType(values):
            return str(values[0])
        case mi.IntType() | mi.FloatType():
            return str(wanted.ge if wanted.ge is not None else 1)
        case mi.BoolType():
            return "true"
        case mi.VarTupleType() | mi.ListType():
            return f"[{_example(wanted.item_type)}]"
        case mi.DictType():
            return f"{{{_example(wanted.key_type)}: {_example(wanted.value_type)}}}"
        case mi.UnionType(types):
            return _example(types[0])
        case mi.StructType():
            tag = [f"{wanted.tag_field}: {wanted.tag}"] if wanted.tag_field else []
            needed = [f"{field.encode_name}: {_example(field.type)}" for field in wanted.fields if field.required]
            return f"{{{', '.join(tag + needed)}}}"
        case _:
            return "some words"
