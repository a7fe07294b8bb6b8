"""Where the learner writes: their words, kept as they are and drawn safely."""

from __future__ import annotations

from typing import ClassVar, Literal, overload

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.text_area import (
    DocumentBase,
    DocumentNavigator,
    EditResult,
    Location,
    Selection,
    WrappedDocument,
)

from coach.glyphs import cells, shown
from coach.session.own_keys import keyed
from coach.session.views import Field
from coach.tui.text import show


class Words(DocumentBase):
    """A document of lines kept as written and handed out as they may be drawn.

    Drawn lines are as long as the written ones, so every location means the same in both, and wrapping and the
    cursor measure what is on the screen. Only a newline ends a line: any other character that Unicode calls a
    line's end stays in the text and is drawn as its stand-in.
    """

    def __init__(self, text: str) -> None:
        self._written = text.split("\n")
        self._drawn = [shown(line) for line in self._written]

    @property
    def text(self) -> str:
        """The words as written."""
        return "\n".join(self._written)

    @property
    def lines(self) -> list[str]:
        """The lines as drawn."""
        return self._drawn

    @property
    def newline(self) -> Literal["\n"]:
        """What ends a line."""
        return "\n"

    @property
    def line_count(self) -> int:
        """How many lines there are; at least one."""
        return len(self._written)

    @property
    def start(self) -> Location:
        """Before the first character."""
        return (0, 0)

    @property
    def end(self) -> Location:
        """After the last character."""
        return (len(self._written) - 1, len(self._written[-1]))

    def get_line(self, index: int) -> str:
        """One line as drawn."""
        return self._drawn[index]

    def get_size(self, indent_width: int) -> Size:
        """Widest line in cells, and the number of lines."""
        return Size(max(map(cells, self._drawn)), len(self._drawn))

    def get_text_range(self, start: Location, end: Location) -> str:
        """The words between two locations, as written."""
        (top, left), (bottom, right) = sorted((start, end))
        lines = self._written[top : bottom + 1]
        if not lines:
            return ""
        if bottom < len(self._written):
            lines[-1] = lines[-1][:right]
        lines[0] = lines[0][left:]
        return "\n".join(lines)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put ``text`` in the place of what is between two locations."""
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range(start, end)
        before = self._written[top][:left] if top < len(self._written) else ""
        after = self._written[bottom][right:] if bottom < len(self._written) else ""
        lines = (before + text).split("\n")
        finish = (top + len(lines) - 1, len(lines[-1]))
        lines[-1] += after
        self._written[top : bottom + 1] = lines
        self._drawn[top : bottom + 1] = [shown(line) for line in lines]
        return EditResult(finish, replaced)

    @overload
    def __getitem__(self, line_index: int) -> str: ...
    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...
    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        return self._drawn[line_index]


class Editor(TextArea):
    """An editor for one field, its text and cursor as the draft left them.

    Enter makes a new line (where one line is wanted: goes on), ctrl+j says the words are done, escape leaves the
    editor, tab goes on to what follows. Cut and copy stay inside coach (see ``QuietApp.copy_to_clipboard``).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keyed("done").keys, "done", "Go on", show=False, id="done"),
        Binding("escape", "leave", "Leave the words", show=False),
    ]

    class Wrote(Message):
        """Words or cursor changed, or the editor lost the focus."""

        def __init__(self, key: str, text: str, row: int, column: int) -> None:
            super().__init__()
            self.key, self.text, self.row, self.column = key, text, row, column

    class Done(Message):
        """The learner wants to do the primary action with these words."""

    class Left(Message):
        """The learner wants out of the editor."""

    def __init__(self, field: Field) -> None:
        super().__init__(
            placeholder=show(field.placeholder), highlight_cursor_line=False, max_checkpoints=200, compact=True
        )
        self.key = field.draft.key
        self.match_cursor_bracket = False
        self.cursor_blink = False
        self._give(field.draft.text)
        row = min(max(field.draft.row, 0), self.document.line_count - 1)
        column = min(max(field.draft.column, 0), len(self.document.get_line(row)))
        self.set_reactive(TextArea.selection, Selection.cursor((row, column)))
        self._one_line = field.rows == 1
        self.styles.height = field.rows + 2

    def _give(self, text: str) -> None:
        """Start with these words, nothing to undo."""
        self.document = Words(text)
        self.wrapped_document = WrappedDocument(self.document)
        self.navigator = DocumentNavigator(self.wrapped_document)

    def load_text(self, text: str) -> None:
        """Put other words in the place of all, undoably."""
        self.replace(text, self.document.start, self.document.end)

    def on_mount(self) -> None:
        """Begin where the cursor is."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def wrote(self) -> Wrote:
        """The words and the cursor now."""
        row, column = self.cursor_location
        return self.Wrote(self.key, self.text, row, column)

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _tell(self, event: Message) -> None:
        event.stop()
        self.post_message(self.wrote())

    def on_blur(self) -> None:
        """Going elsewhere keeps the words too."""
        self.post_message(self.wrote())

    def on_key(self, event: events.Key) -> None:
        """On a single line enter goes on to what follows; a key of the learner's own is not a letter of a word."""
        if event.key.startswith("alt+") and event.key in self.screen.active_bindings:
            event.prevent_default()
        elif self._one_line and event.key == "enter":
            event.prevent_default()
            event.stop()
            self.screen.focus_next()

    def on_paste(self, event: events.Paste) -> None:
        """Paste what was copied, as text; a terminal sends newlines as carriage returns."""
        event.prevent_default()
        event.stop()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        result = self.replace(text, *self.selection, maintain_selection_offset=False)
        self.move_cursor(result.end_location)

    def action_done(self) -> None:
        """Say that the words are done."""
        self.post_message(self.Done())

    def action_leave(self) -> None:
        """Ask to leave."""
        self.post_message(self.Left())


class FieldBox(Vertical):
    """One field: its label, what stands before the words, the editor, what stands after. Out of sight for None."""

    def __init__(self, field: Field | None = None, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._field = field
        self.display = field is not None

    def compose(self) -> ComposeResult:
        """The parts of the field that have words."""
        field = self._field
        if field is None:
            return
        if field.label:
            yield Static(show(field.label), classes="label")
        if field.starts:
            yield Static(show(field.starts), classes="starts")
        yield Editor(field)
        if field.ends:
            yield Static(show(field.ends), classes="ends")

    @property
    def editor(self) -> Editor | None:
        """The editor, if there is a field."""
        return self.query_one_optional(Editor)

    async def show(self, field: Field | None) -> None:
        """Show this field. The editor stays, with cursor and undo, while the field and its words are the same."""
        before, editor, self._field = self._field, self.editor, field
        self.display = field is not None
        same = (
            field and before and (field.draft.key, replace(field, draft=before.draft)) == (before.draft.key, before)
        )
        if not (same and field and editor and editor.text == field.draft.text):
            await self.recompose()
