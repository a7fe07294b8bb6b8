"""Paragraphs of text, and the parts a step shows them in."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coach.session.views import Field
from coach.tui.text import show


class Prose(Static):
    """Text as it is, wrapped. ``kind``: ``ask`` is what to do now, ``quiet`` can wait, ``title`` a name."""

    DEFAULT_CSS = """
    Prose { width: 1fr; height: auto; margin-bottom: 1; }
    Prose.ask, Prose.title { text-style: bold; }
    Prose.quiet { color: $quiet; }
    """

    def __init__(self, text: str | Content, kind: str = "") -> None:
        super().__init__(show(text) if isinstance(text, str) else text, classes=kind)

    def show(self, text: str) -> None:
        """Say this from now on; nothing takes the paragraph away."""
        self.update(show(text))
        self.display = bool(text)


class Parts(NamedTuple):
    """What a step shows, top to bottom: words, the field or the blanks, (the list actions,) words again.

    ``composed`` shows the blanks as one growing sentence below them.
    """

    above: tuple[Widget, ...] = ()
    field: Field | None = None
    slots: tuple[Field, ...] = ()
    composed: bool = False
    below: tuple[Widget, ...] = ()


def prose(*texts: str, kind: str = "") -> tuple[Widget, ...]:
    """One paragraph for each text there is."""
    return tuple(Prose(text.rstrip("\n"), kind) for text in texts if text)
