"""A fault: where it is, what it is, and what to write instead; and the files faults are found in."""

from __future__ import annotations

import re
from typing import Generic, TypeVar

from msgspec import Struct

from coach.strictyaml import Document

Place = tuple[str | int, ...]
"""A way through a file's contents: ``("steps", 3, "models", 0, "says")``."""

Content = TypeVar("Content")


class Fault(Struct, frozen=True):
    """One thing wrong in one file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    what: str
    instead: str = ""

    def __str__(self) -> str:
        told = f"{self.what}; {self.instead}" if self.instead else self.what
        return f"{self.file}:{self.line}:{self.column}: {told}"


class Source(Struct, Generic[Content], frozen=True):
    """A file that was read: what it holds, and the document that knows where each part of it stands."""

    content: Content
    document: Document

    def fault(self, at: Place, what: str, instead: str, *, key: bool = False, below: int = 0) -> Fault:
        """A fault at that place of the file, with ``key`` at its name, or ``below`` lines down in its text."""
        line, column = self.document.place(at, key)
        return Fault(self.document.name, line + below, column, what, instead)


def quoted(value: str) -> str:
    """A value as it may be written in a lesson's file, in quotation marks only where YAML needs them."""
    if re.fullmatch(r"\w[^:#\n]*", value) and not value.endswith(" "):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
