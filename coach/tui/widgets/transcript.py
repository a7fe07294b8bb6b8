"""What was said in a scene: names in a right-aligned column, stage directions in brackets set back."""

from __future__ import annotations

import re

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from coach.session.views import Said
from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import Drawing, one_line, wrapped

_STAGE = re.compile(r"\([^()]*\)")
_NAMES_AT_MOST = 14
_GAP = 3
_TYPING = "…"


class SpokenLine(Drawing):
    """One line of a scene; while ``typing`` only an ellipsis stands in for the words."""

    DEFAULT_CSS = """
    SpokenLine { margin-bottom: 1; }
    """

    def __init__(self, said: Said, names: int, typing: bool = False) -> None:
        super().__init__()
        self.said = said
        self.names = names
        self.typing = typing

    def draw(self, width: int) -> list[Content]:
        """The name once, then the words in a column of their own."""
        name = one_line(self.said.name).truncate(self.names, ellipsis=True)
        words = Content(_TYPING) if self.typing else self._words()
        before = " " * (self.names - name.cell_length)
        lines = wrapped(words, width - self.names - _GAP)
        first = assemble(before, name.stylize("$quiet"), " " * _GAP, lines[0])
        return [first, *(assemble(" " * (self.names + _GAP), line) for line in lines[1:])]

    def align(self, names: int) -> None:
        """Give the names another width."""
        if names != self.names:
            self.names = names
            self.refresh(layout=True)

    def complete(self) -> None:
        """Show the words at once."""
        if self.typing:
            self.typing = False
            self.refresh(layout=True)

    def _words(self) -> Content:
        if self.said.who == "you":
            return show(self.said.text, "$own-words")
        words = show(self.said.text)
        for stage in _STAGE.finditer(self.said.text):
            words = words.stylize("$quiet italic", *stage.span())
        return words


class Transcript(Vertical):
    """Every line so far, oldest first. A new partner line may take a moment to appear.

    Lines already shown are never drawn anew: only what was added is mounted, and what was taken back removed.
    """

    DEFAULT_CSS = """
    Transcript { width: 1fr; height: auto; }
    """

    class Grown(Message):
        """The newest words stand on the screen now."""

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[Said, ...] = ()
        self._pause: Timer | None = None

    @property
    def waiting(self) -> bool:
        """Whether the partner's newest line has not appeared yet."""
        return self._pause is not None

    async def show_lines(self, said: tuple[Said, ...], pause: float) -> None:
        """Show these lines; a partner line that is new at the end appears after ``pause`` seconds (0: at once).

        A talk that is taken up again stands there whole.
        """
        self.complete()
        same = 0
        while same < min(len(said), len(self._said)) and said[same] == self._said[same]:
            same += 1
        new = said[same:]
        resumed = not self._said and len(said) > 1
        partner_spoke = bool(new) and new[-1].who == "partner"
        typing = pause > 0 and partner_spoke and not resumed and self.app.animation_level != "none"
        names = min(_NAMES_AT_MOST, max((one_line(line.name).cell_length for line in said), default=0))
        self._said = said
        lines = list(self.query(SpokenLine))
        await self.remove_children(lines[same:])
        for line in lines[:same]:
            line.align(names)
        await self.mount_all(SpokenLine(line, names, typing and line is new[-1]) for line in new)
        if typing:
            self._pause = self.set_timer(pause, self.complete)

    def complete(self) -> None:
        """End the pause: the newest line stands there at once."""
        if self._pause is None:
            return
        self._pause.stop()
        self._pause = None
        for line in self.query(SpokenLine):
            line.complete()
        self.post_message(self.Grown())
