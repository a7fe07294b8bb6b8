"""An application that keeps what is on its screens to itself, in colours of our own."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.widgets import Input

from coach.tui import theme
from coach.tui.guard import CLEAR, Guard
from coach.tui.steady import steady


def clearing(driver: type[Driver], guard: Guard) -> type[Driver]:
    """The driver, keeping every character in its cells, and wiping its screen before it leaves it.

    Some terminals keep a part of what was drawn last. The guard is told whenever the screen is up or down.
    """

    class Clearing(driver):  # type: ignore[valid-type, misc]  # the system decides which driver it is
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            if sys.platform != "win32":
                for number in (signal.SIGTSTP, signal.SIGCONT):
                    _in_turn(number)

        def write(self, data: str) -> None:
            super().write(steady(data))

        def start_application_mode(self) -> None:
            guard.told(True)
            super().start_application_mode()

        def stop_application_mode(self) -> None:
            self.write(CLEAR)
            super().stop_application_mode()

        def close(self) -> None:
            super().close()
            guard.told(False)

    return Clearing


def _in_turn(number: int) -> None:
    """Have Textual's handler of that signal called between two events and never in the middle of one.

    It draws and waits for the thread that writes; where that thread's queue is just being filled, both wait for ever.
    """
    handler = signal.getsignal(number)
    if callable(handler):
        asyncio.get_running_loop().add_signal_handler(number, handler, number, None)


class QuietApp(App[None], inherit_bindings=False):
    """No traceback with the learner's words, no word on the system's clipboard, no picture, a dull title."""

    TITLE = "notes"
    CSS_PATH = ["app.tcss", *sorted(Path(__file__).with_name("screens").glob("*.tcss"))]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (76, "-normal"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-short"), (20, "-tall")]  # noqa: RUF012

    def __init__(self) -> None:
        # Asked for no colour, Textual would send greys of its own; with the terminal's colours it sends none at all.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        # Textual prints a crash with every local variable to this console; the learner's words would be among them.
        self.error_console = Console(quiet=True)
        self.guard = Guard()
        self.driver_class = clearing(self.driver_class, self.guard)
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
        """Once the first screen is up, have the terminal watched over, and look for garbage (see ``coach.cli``).

        What starting has made is none.
        """
        self.call_after_refresh(self.guard.begin)
        self.call_after_refresh(gc.freeze)
        self.call_after_refresh(gc.enable)

    @on(events.DescendantFocus)
    def _keep_still(self, event: events.DescendantFocus) -> None:
        """The palette's cursor does not blink either."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    def get_css_variables(self) -> dict[str, str]:
        """The names our screens colour by, in any theme."""
        return theme.names(super().get_css_variables())

    def _fatal_error(self) -> None:
        """End after an error nobody foresaw, without the picture of every local variable that Textual would make.

        It takes seconds to draw and would be thrown away (see ``error_console``); were this name ever Textual's no
        more, it would be drawn and thrown away again.
        """
        self.panic()

    @property
    def clipboard(self) -> str:
        """What was cut or copied in coach."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Keep cut and copied words inside coach: the system's clipboard has a history others may read."""
        self._copied = text
