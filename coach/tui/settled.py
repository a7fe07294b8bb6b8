"""An app that looks and moves as the settings say, and keeps what is changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import constants, on

from coach.errors import CoachError
from coach.session import own_keys
from coach.tui import theme
from coach.tui.quiet import QuietApp
from coach.tui.screens.activity import ActivityScreen
from coach.tui.sitting import Sitting

if TYPE_CHECKING:
    from coach.tui.screens.help import HelpScreen


class SettledApp(QuietApp):
    """Theme and motion of one sitting."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._keys: dict[str, str] = {}
        known = sitting.settings.theme in self.available_themes
        self.begin_with_theme(sitting.settings.theme if known else theme.DEFAULT)
        self._move_or_not()

    def on_mount(self) -> None:
        """Listen to the learner's own keys."""
        self._listen()

    def say(self, sentence: str) -> None:
        """One calm line on the activity's screen."""
        raise NotImplementedError

    async def change(self, **changes: object) -> None:
        """Change settings, and say so when they could not be saved."""
        try:
            await self.sitting.change(**changes)
        except CoachError as error:
            self.say(error.message)
        self._move_or_not()

    @on(ActivityScreen.Changed)
    def _follow_settings(self) -> None:
        """Look as the settings say, once they were changed on their own page."""
        settings = self.sitting.settings
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        self._move_or_not()
        self._listen()

    async def on_help_screen_chose(self, event: HelpScreen.Chose) -> None:
        """Keep the country that was chosen."""
        await self.change(country=event.country)

    def watch_theme(self, name: str) -> None:
        """Keep a theme that was chosen."""
        if self.is_running and name != self.sitting.settings.theme:
            self.run_worker(self.change(theme=name))

    async def action_turn(self, setting: str, one: str, other: str) -> None:
        """Turn a setting from one value to the other."""
        value = other if getattr(self.sitting.settings, setting) == one else one
        await self.change(**{setting: value})

    def _listen(self) -> None:
        wanted = own_keys.keymap(self.sitting.settings.keys)
        if wanted != self._keys:
            self._keys = wanted
            self.set_keymap(wanted)

    def _move_or_not(self) -> None:
        self.animation_level = "none" if self.sitting.settings.motion == "reduced" else constants.TEXTUAL_ANIMATIONS
