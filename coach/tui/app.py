"""The application: it wires a sitting to the screens and knows the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import constants, on
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.screen import Screen

from coach.errors import CoachError
from coach.session.activity import Go
from coach.tui import theme
from coach.tui.commands import Commands
from coach.tui.doors import screen_for
from coach.tui.quiet import QuietApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.hide import HideScreen
from coach.tui.screens.keys import KeysScreen
from coach.tui.screens.page import Page
from coach.tui.screens.reset import ResetScreen
from coach.tui.sitting import Sitting


class CoachApp(QuietApp):
    """coach in a terminal: one activity at a time, and the doors between them."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "keys", "Every key of this screen", id="keys"),
        Binding("f2,ctrl+g", "help", "When things are not safe", id="help", priority=True),
        Binding("f3,ctrl+r", "reset", "A minute to settle", id="reset", priority=True),
        Binding("f4,ctrl+l", "hide", "Hide this; the same key comes back", id="hide", priority=True),
        Binding("ctrl+c", "how_to_leave", "How to leave", show=False, system=True),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.last_words = ""  # for the terminal, after the screens are gone
        self._told = ""
        known = sitting.settings.theme in self.available_themes
        self.begin_with_theme(sitting.settings.theme if known else theme.DEFAULT)
        self._move_or_not()

    def get_default_screen(self) -> Screen[None]:
        """Begin where the sitting begins."""
        try:
            return screen_for(self.sitting.first(), self.sitting)
        except CoachError as error:
            self.last_words = error.message
            return Screen()

    def on_mount(self) -> None:
        """Watch for words that cannot be saved; end at once where there is nothing to begin with."""
        if self.last_words:
            self.exit(return_code=1)
        self.set_interval(1.0, self._tell_trouble)

    async def go(self, go: Go) -> None:
        """Open the next activity in the place of this one; stay when it cannot be read."""
        if go.to == "leave":
            self.exit()
            return
        try:
            screen = screen_for(go, self.sitting)
        except CoachError as error:
            self.say(error.message)
            return
        # The first screen cannot be switched away, so it stays beneath what comes after it.
        await (self.switch_screen if len(self.screen_stack) > 1 else self.push_screen)(screen)

    @on(ActivityScreen.Went)
    async def _went(self, event: ActivityScreen.Went) -> None:
        await self.go(event.go)

    def say(self, sentence: str) -> None:
        """One calm line on the activity's screen."""
        for screen in [screen for screen in self.screen_stack if isinstance(screen, ActivityScreen)][-1:]:
            screen.say(sentence)

    def action_leave(self) -> None:
        """End the sitting from wherever this is, every word kept."""
        for screen in self.screen_stack:
            if isinstance(screen, ActivityScreen):
                screen.keep_words()
        self.exit()

    async def change(self, **changes: object) -> None:
        """Change settings, and say so when they could not be saved."""
        try:
            await self.sitting.change(**changes)
        except CoachError as error:
            self.say(error.message)
        self._move_or_not()

    @on(HelpScreen.Chose)
    async def _chose_country(self, event: HelpScreen.Chose) -> None:
        await self.change(country=event.country)

    def watch_theme(self, name: str) -> None:
        """Keep a theme that was chosen."""
        if self.is_running and name != self.sitting.settings.theme:
            self.run_worker(self.change(theme=name))

    def _move_or_not(self) -> None:
        self.animation_level = "none" if self.sitting.settings.motion == "reduced" else constants.TEXTUAL_ANIMATIONS

    def _tell_trouble(self) -> None:
        told, self._told = self._told, self.sitting.trouble
        if told or self._told:
            self.say(self._told)

    async def action_turn(self, setting: str, one: str, other: str) -> None:
        """Turn a setting from one value to the other."""
        value = other if getattr(self.sitting.settings, setting) == one else one
        await self.change(**{setting: value})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While hidden nothing but coming back is possible; one palette is enough."""
        if action == "command_palette" and any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            return False
        return action == "hide" or not isinstance(self.screen, HideScreen)

    def action_keys(self) -> None:
        """Every key of the screen below."""
        self._over(KeysScreen(self.screen))

    def action_help(self) -> None:
        """What to do and whom to call when things are not safe."""
        self._over(HelpScreen(self.sitting.settings.country))

    def action_reset(self) -> None:
        """A minute to settle."""
        self._over(ResetScreen())

    def action_hide(self) -> None:
        """Something dull over everything at once; the same key takes it away."""
        self.pop_screen() if isinstance(self.screen, HideScreen) else self.push_screen(HideScreen())

    def action_how_to_leave(self) -> None:
        """For whoever tries ctrl+c."""
        self.say("Escape leaves: the words, then this screen, then coach. All is kept.")

    def _over(self, page: Page) -> None:
        if type(self.screen) is not type(page):
            (self.switch_screen if isinstance(self.screen, Page) else self.push_screen)(page)
