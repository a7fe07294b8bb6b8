"""A sentence in blanks, one a row, and the sentence growing below them as it is written."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from coach.session.blanks import around
from coach.session.views import Field
from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import wrapped
from coach.tui.widgets.editor import Editor

OPEN = "____"
"""What stands in the sentence where a blank is not filled yet."""
MANY = 5
"""From how many blanks on each has one row, without a rule below it."""
_ROOM_TO_WRITE = 28


class SlotEditor(Editor):
    """A blank: enter goes on to the next one, then to what can be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", "Next blank", show=False),
    ]

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.styles.height = "auto"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the words take, or what may be written here while there are none."""
        rows = super().get_content_height(container, viewport, width)
        return rows if self.text else max(rows, len(wrapped(Content.from_text(self.placeholder), width)))

    def action_onward(self) -> None:
        """Go on to what follows."""
        self.screen.focus_next()


class SlotRow(Horizontal):
    """What stands before the blank, the blank, what stands after it; one below the other where that is too wide."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def compose(self) -> ComposeResult:
        """The three parts; one that is empty or only a stop is left out, as the sentence has it."""
        if self.field.starts:
            yield Static(show(self.field.starts), classes="starts")
        yield SlotEditor(self.field)
        if any(map(str.isalnum, self.field.ends)):
            yield Static(show(self.field.ends), classes="ends")

    def on_resize(self) -> None:
        """Beside one another while there is room to write."""
        words = sum(show(text).cell_length + 1 for text in (self.field.starts, self.field.ends) if text)
        self.set_class(self.size.width - words < _ROOM_TO_WRITE, "-stacked")


class Slots(Vertical):
    """The blanks of a sentence. A blank that is shown already keeps its words, cursor and undo.

    With ``composed`` the whole sentence is shown below, growing as the blanks are filled.
    """

    DEFAULT_CSS = """
    Slots { width: 1fr; height: auto; display: none; }
    SlotRow { width: 1fr; height: auto; }
    SlotRow.-stacked { layout: vertical; }
    SlotRow > Static { width: auto; max-width: 100%; }
    SlotRow > .starts { margin-right: 1; }
    Slots > .sentence { height: auto; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._fields: tuple[Field, ...] = ()
        self._composed = False

    async def show(self, fields: tuple[Field, ...], *, composed: bool = False) -> None:
        """Show these blanks; none takes the whole away."""
        self.display = bool(fields)
        self.set_class(len(fields) >= MANY, "-many")
        wanted = [(field.draft.key, field.draft.text) for field in fields]
        same = wanted == [(editor.key, editor.text) for editor in self.query(SlotEditor)]
        self._fields, self._composed = fields, composed
        if not same:
            await self.remove_children()
            await self.mount_all([*(SlotRow(field) for field in fields), Static(classes="sentence")])
        self._grow()

    @on(Editor.Wrote)
    def _grow(self) -> None:
        """Show the sentence as it stands."""
        sentence = self.query_one_optional(".sentence", Static)
        if sentence is not None:
            sentence.display = self._composed
            sentence.update(self.sentence())

    def sentence(self) -> Content:
        """The blanks with what stands around them, in one sentence."""
        written = {editor.key: " ".join(editor.text.split()) for editor in self.query(SlotEditor)}
        parts: list[Content] = []
        for field in self._fields:
            words = written.get(field.draft.key, "")
            blank = show(words, "$own-words") if words else show(OPEN, "$quiet")
            before, after = around(field.starts, words, field.ends)
            parts.append(assemble(before, blank, after))
        return Content(" ").join(parts)
