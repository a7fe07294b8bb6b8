"""An application that keeps what is on its screens to itself, in colours of our own."""

from __future__ import annotations

import gc
from pathlib import Path

from rich.console import Console
from textual.app import App
from textual.driver import Driver

from coach.tui import theme

CLEAR = "\x1b[2J\x1b[H"


def clearing(driver: type[Driver]) -> type[Driver]:
    """The driver, wiping its screen before it leaves it: some terminals keep a part of what was drawn last."""

    class Clearing(driver):  # type: ignore[valid-type, misc]  # the system decides which driver it is
        def stop_application_mode(self) -> None:
            self.write(CLEAR)
            super().stop_application_mode()

    return Clearing


class QuietApp(App[None], inherit_bindings=False):
    """No traceback with the learner's words, no word on the system's clipboard, no picture, a dull title."""

    TITLE = "notes"
    CSS_PATH = ["app.tcss", *sorted(Path(__file__).with_name("screens").glob("*.tcss"))]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (76, "-normal"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-short"), (20, "-tall")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        # Textual prints a crash with every local variable to this console; the learner's words would be among them.
        self.error_console = Console(quiet=True)
        self.driver_class = clearing(self.driver_class)
        self._copied = ""
        for ours in theme.THEMES:
            self.register_theme(ours)

    def begin_with_theme(self, name: str) -> None:
        """Take on a theme before anything is drawn.

        Set without its watcher, which would have every style sheet read a second time.
        """
        self.set_reactive(QuietApp.theme, name)
        dark = self.current_theme.dark
        self.update_classes({"-dark-mode": dark, "-light-mode": not dark, f"-theme-{name}": True}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Look for garbage once the first screen is up (see ``coach.cli``), but not among what starting has made."""
        self.call_after_refresh(gc.freeze)
        self.call_after_refresh(gc.enable)

    def get_css_variables(self) -> dict[str, str]:
        """The names our screens colour by, in any theme."""
        return theme.names(super().get_css_variables())

    @property
    def clipboard(self) -> str:
        """What was cut or copied in coach."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Keep cut and copied words inside coach: the system's clipboard has a history others may read."""
        self._copied = text
