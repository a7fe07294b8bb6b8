"""The application: it wires a sitting to the screens and knows the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.screen import Screen

from coach.errors import CoachError
from coach.session.activity import Go
from coach.session.own_keys import keyed
from coach.tui.commands import Commands
from coach.tui.doors import screen_for
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.hide import HideScreen
from coach.tui.screens.page import Page
from coach.tui.settled import SettledApp
from coach.tui.sitting import Sitting


class CoachApp(SettledApp):
    """coach in a terminal: one activity at a time, and the doors between them.

    The pages that lie over an activity are imported when first opened: the first screen must not wait for them.
    Hiding is there from the start.
    """

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keyed("keys").keys, "keys", "Every key of this screen", id="keys"),
        Binding(keyed("help").keys, "help", "When things are not safe", id="help", priority=True),
        Binding(keyed("reset").keys, "reset", "A minute to settle", id="reset", priority=True),
        Binding(keyed("hide").keys, "hide", "Hide this; the same key comes back", id="hide", priority=True),
        Binding(
            keyed("palette").keys, "command_palette", "Everything coach can do here", id="palette", priority=True
        ),
        Binding("ctrl+c", "how_to_leave", "How to leave", show=False, system=True),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.last_words = ""  # for the terminal, after the screens are gone
        self._told = ""

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

    @on(ActivityScreen.Shown)
    def _hint(self, event: ActivityScreen.Shown) -> None:
        """A first-time hint, where nothing weightier is to be said."""
        said = getattr(event.view, "notice", "") or getattr(event.view, "notices", ())
        hint = "" if said else self.sitting.hint(event.view)
        if hint:
            self.say(hint)

    @on(ActivityScreen.Acted)
    async def _hint_seen(self, event: ActivityScreen.Acted) -> None:
        try:
            await self.sitting.hint_seen(event.view)
        except CoachError as error:
            self.say(error.message)

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

    def _tell_trouble(self) -> None:
        told, self._told = self._told, self.sitting.trouble
        if told or self._told:
            self.say(self._told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While hidden nothing but coming back is possible; one palette is enough."""
        if action == "command_palette" and any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            return False
        return action == "hide" or not isinstance(self.screen, HideScreen)

    def action_keys(self) -> None:
        """Every key of the screen below."""
        from coach.tui.screens.keys import KeysScreen

        self._over(KeysScreen(self.screen, self.sitting.settings.keys))

    def action_help(self) -> None:
        """What to do and whom to call when things are not safe."""
        from coach.tui.screens.help import HelpScreen

        self._over(HelpScreen(self.sitting.settings.country, self.sitting.own_number()))

    def action_reset(self) -> None:
        """A minute to settle."""
        from coach.tui.screens.reset import ResetScreen

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
