"""Where a key is chosen by pressing it."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Static

from coach.tui.text import show

_WAYS = frozenset(
    {"escape", "enter", "tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"}
)
"""Keys that lead about a screen, or away from it."""


class Listening(Static, can_focus=True):
    """Tells which key was pressed while it has the focus; the keys that lead elsewhere still do."""

    class Pressed(Message):
        """That key, by Textual's name for it."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def show(self, words: str) -> None:
        """Wait with these words; with none, be gone."""
        self.display = bool(words)
        self.update(show(words, "bold"))

    def on_key(self, event: events.Key) -> None:
        """Take a key that is neither a way about the screen nor a letter, which an action may have."""
        if event.key in _WAYS or (event.is_printable and "+" not in event.key):
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Pressed(event.key))
