"""When things are not safe: what to do now, whom to call, and how to be gone from here. Nothing of it is noted."""

from __future__ import annotations

from string import ascii_lowercase
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from coach.errors import CoachError
from coach.session import helplines
from coach.session.help_page import DOORS, Name, part
from coach.session.helplines import Helplines
from coach.session.own_line import OwnNumber
from coach.session.views import Action
from coach.tui.screens.page import Page
from coach.tui.text import show
from coach.tui.widgets.actions import ActionItem, ActionList
from coach.tui.widgets.editor import Editor, FieldBox
from coach.tui.widgets.frame import KeyLine
from coach.tui.widgets.numbers import drawn

BACK = ("esc", "Back")
KEYS: dict[str, Name] = {"c": "countries", "o": "line", **{digit: name for digit, name, _ in DOORS}}
"""The part that stands behind each key."""


class HelpScreen(Page):
    """First what to do in danger, then the country's numbers, then how to leave; no word of it in the title."""

    HEADING = "Numbers"
    AUTO_FOCUS: ClassVar[str] = "VerticalScroll"

    class Chose(Message):
        """The learner chose a country, by its two letters."""

        def __init__(self, country: str) -> None:
            super().__init__()
            self.country = country

    def __init__(self, country: str, own: OwnNumber) -> None:
        super().__init__()
        self._country = country
        self._own = own
        self._shown = ""  # of the learner's own number, once it was read
        self._part: Name = "numbers"
        try:
            self._known: Helplines | None = helplines.load()
            self._trouble = ""
        except CoachError as error:
            self._known, self._trouble = None, error.message

    def compose_page(self) -> ComposeResult:
        """The part of the page that is asked for."""
        known = self._known
        if known is None:
            yield Static(show(self._trouble))
            return
        yield from drawn(part(known, self._part, known.country(self._country), self._shown))
        if self._part == "countries":
            yield ActionList(_choices(known))
        elif self._part == "line":
            yield FieldBox(self._own.field())
            yield ActionList(_KEEPING)
            yield Static(classes="title")

    def on_mount(self) -> None:
        """Say which keys there are; the learner's own number comes once the page stands, since it must be read."""
        self._show_keys()
        if not self._own.hidden:
            self.call_after_refresh(self._show_own)

    async def _show_own(self) -> None:
        self._shown = self._own.text
        if self._shown and self._part == "numbers":
            await self._turn_to("numbers")

    async def _turn_to(self, name: Name) -> None:
        self._part = name
        page = self.query_one(VerticalScroll)
        with self.app.batch_update():
            await page.remove_children()
            await page.mount_all(self.compose_page())
        page.scroll_home(animate=False)
        listed = self.query(ActionItem) if name == "countries" else self.query(Editor)
        self.set_focus(listed.first() if listed else page)
        self._show_keys()

    def _show_keys(self) -> None:
        more = [("1-4", "More"), ("F4", "Hide"), ("c", "Country"), ("o", "Own number")]
        if self._part == "line":
            more = [("ctrl+j", "Keep this"), ("F4", "Hide")]
        elif self._part == "countries" or self._known is None:
            more = [("F4", "Hide")]
        self.query_one(KeyLine).keys = (*more, BACK)

    async def action_go_back(self) -> None:
        """From a part to the numbers, from the numbers to where the learner was."""
        if self._part == "numbers" or self._known is None:
            await super().action_go_back()
        else:
            await self._turn_to("numbers")

    async def on_key(self, event: events.Key) -> None:
        """A letter or digit of what is listed, else of another part; inside the editor keys never come this far."""
        if event.key.startswith("alt+"):
            return  # perhaps a key of the learner's own
        item = next((item for item in self.query(ActionItem) if item.action.key == event.character), None)
        if item is not None and item.action.key:
            event.stop()
            item.action_press()
        elif self._part == "countries" and event.key in ("down", "up"):
            event.stop()
            self.action_towards(1 if event.key == "down" else -1)
        elif self._known is not None and event.character in KEYS:
            event.stop()
            await self._turn_to(KEYS[event.character])

    def action_towards(self, step: int) -> None:
        """The next country in the list, or the one before."""
        items = list(self.query(ActionItem))
        at = next((place for place, item in enumerate(items) if item.has_focus), 0)
        items[min(max(at + step, 0), len(items) - 1)].focus()

    @on(ActionItem.Pressed)
    async def _pressed(self, event: ActionItem.Pressed) -> None:
        event.stop()
        verb, _, what = event.action.id.partition(":")
        if verb == "country":
            self._country = what
            self.post_message(self.Chose(what))
            await self._turn_to("numbers")
        elif verb == "part":
            await self._turn_to(KEYS[what])
        else:
            await self._keep(removing=verb == "remove")

    # --- the learner's own number --------------------------------------------------------------------------

    @on(Editor.Wrote)
    def _wrote(self, event: Editor.Wrote) -> None:
        event.stop()
        if self._part == "line":
            self._own.write(event.text, event.row, event.column)

    @on(Editor.Left)
    async def _left(self) -> None:
        await self._turn_to("numbers")

    @on(Editor.Done)
    async def _done(self) -> None:
        await self._keep(removing=False)

    async def _keep(self, *, removing: bool) -> None:
        try:
            await (self._own.remove() if removing else self._own.keep(self.query_one(Editor).text))
        except CoachError as error:
            self.query(Static).last().update(show(error.message))
            return
        self._shown = "" if self._own.hidden else self._own.text
        await self._turn_to("numbers")


_KEEPING = (
    Action(id="keep", label="Keep this", group="list", primary=True),
    Action(id="remove", label="Take it away for good", group="list"),
)


def _choices(known: Helplines) -> list[Action]:
    return [
        Action(id=f"country:{country.id}", label=country.name, key=letter, group="list")
        for letter, country in zip(ascii_lowercase, known.countries, strict=False)
    ]
