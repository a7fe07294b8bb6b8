"""When things are not safe: what to do now, whom to call, and how to be gone from here. Nothing of it is noted."""

from __future__ import annotations

from string import ascii_lowercase
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coach.errors import CoachError
from coach.session import helplines
from coach.session.helplines import Country, Helpline, Helplines
from coach.session.views import Action
from coach.tui.screens.page import Page
from coach.tui.text import assemble, show
from coach.tui.widgets.actions import ActionItem, ActionList
from coach.tui.widgets.frame import KeyLine
from coach.tui.widgets.lines import Lines, Row

KINDS = (
    ("partner", "Someone at home frightens or hurts you"),
    ("crisis", "You think about dying, or see no way through tonight"),
)
BACK = ("esc", "Back")
COUNTRY = ("c", "Another country")
OWN = ("w", "Afraid of what I do")


class HelpScreen(Page):
    """First what to do in danger, then the country's numbers, then how to leave; no word of it in the title."""

    HEADING = "Numbers"
    AUTO_FOCUS: ClassVar[str] = "VerticalScroll"

    class Chose(Message):
        """The learner chose a country, by its two letters."""

        def __init__(self, country: str) -> None:
            super().__init__()
            self.country = country

    def __init__(self, country: str) -> None:
        super().__init__()
        self._country = country
        self._part = "numbers"
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
        elif self._part == "own":
            yield Static(show(known.own_title, "bold"), classes="title")
            yield from (Static(show(paragraph), classes="paragraph") for paragraph in known.own)
        elif self._part == "countries":
            yield Static(show("Which country are you in?", "bold"), classes="title")
            yield ActionList(_choices(known))
        else:
            yield from _numbers(known, known.country(self._country))

    def on_mount(self) -> None:
        """Say which keys there are."""
        self._show_keys()

    async def _turn_to(self, part: str) -> None:
        self._part = part
        page = self.query_one(VerticalScroll)
        await page.remove_children()
        await page.mount_all(self.compose_page())
        page.scroll_home(animate=False)
        first = self.query(ActionItem)
        self.set_focus(first.first() if first else page)
        self._show_keys()

    def _show_keys(self) -> None:
        more = (COUNTRY, OWN) if self._part == "numbers" else (OWN,) if self._part == "countries" else (COUNTRY,)
        self.query_one(KeyLine).keys = (*(more if self._known else ()), ("F4", "Hide"), BACK)

    async def action_go_back(self) -> None:
        """From a part to the numbers, from the numbers to where the learner was."""
        if self._part == "numbers" or self._known is None:
            await super().action_go_back()
        else:
            await self._turn_to("numbers")

    async def on_key(self, event: events.Key) -> None:
        """The letters of the line of keys, or of the list of countries."""
        if self._part == "countries":
            item = next((item for item in self.query(ActionItem) if item.action.key == event.character), None)
            if item is not None:
                event.stop()
                item.action_press()
            elif event.key in ("down", "up"):
                event.stop()
                self.action_towards(1 if event.key == "down" else -1)
        elif self._known is not None and event.character in ("c", "w"):
            event.stop()
            await self._turn_to("countries" if event.character == "c" else "own")

    def action_towards(self, step: int) -> None:
        """The next country in the list, or the one before."""
        items = list(self.query(ActionItem))
        at = next((place for place, item in enumerate(items) if item.has_focus), 0)
        items[min(max(at + step, 0), len(items) - 1)].focus()

    @on(ActionItem.Pressed)
    async def _chosen(self, event: ActionItem.Pressed) -> None:
        event.stop()
        self._country = event.action.id
        self.post_message(self.Chose(self._country))
        await self._turn_to("numbers")


def _choices(known: Helplines) -> list[Action]:
    return [
        Action(id=country.id, label=country.name, key=letter, group="list")
        for letter, country in zip(ascii_lowercase, known.countries, strict=False)
    ]


def _numbers(known: Helplines, country: Country | None) -> list[Widget]:
    """The page itself. Without a country: what holds anywhere, and how to choose one."""
    number, more = (country.emergency, country.silent) if country else (known.emergency, known.anywhere)
    page: list[Widget] = [Static(assemble("In danger now? ", (f"Call {number}.", "bold $next")), classes="title")]
    page += [Static(show(words)) for words in (more, known.danger) if words]
    if country is None:
        page.append(Static(assemble("Press ", ("c", "$next"), " and choose your country for more."), classes="title"))
    else:
        absent = {"partner": known.no_partner_line, "crisis": known.no_crisis_line}
        for kind, title in KINDS:
            page.append(Static(show(f"{title} · {country.name}", "bold"), classes="title"))
            lines = [_line(line) for line in country.of(kind)]
            page.append(Lines(lines) if lines else Static(show(absent[kind])))
        page.append(Static(show(known.undialled, "$quiet"), classes="title"))
    own = f" {known.own_title[:1].lower()}{known.own_title[1:]}."
    page.append(Static(assemble("Press ", ("w", "$next"), own), classes="title"))
    page.append(Static(show(known.traces), classes="title"))
    return page


def _line(line: Helpline) -> Row:
    seen = f"seen {line.seen}" if line.seen else "seen, no date"
    words = f"{line.name}; {line.note}" if line.note else line.name
    return show(f"{line.number:<17} ", "bold"), show(words), show(seen, "$quiet")
