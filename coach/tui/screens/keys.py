"""Every key of the screen below, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coach.glyphs import cells, shown
from coach.session.own_keys import spoken
from coach.session.views import Action
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.page import Page
from coach.tui.screens.seen import SeenScreen
from coach.tui.text import assemble, show
from coach.tui.widgets.lines import Lines

Row = tuple[str, str]

MOVING: tuple[Row, ...] = (
    ("enter", "do what is marked with ▸, or what you moved to"),
    ("tab, shift+tab", "on to the next thing, or back"),
    ("arrows", "from one action or line to the next; scroll where there is none"),
    ("page up, page down, space", "scroll"),
    ("escape", "leave the words, then this screen; everything is kept"),
)
DONE = "the words are done: do what is marked with ▸"
WRITING: tuple[Row, ...] = (
    ("enter", "a new line"),
    ("ctrl+z, ctrl+y", "undo, and undo the undoing"),
    ("ctrl+x, ctrl+c, ctrl+v", "cut, copy, paste, inside coach only"),
    ("tab", "on to what stands below the words"),
)
EVERYWHERE: tuple[Row, ...] = (
    ("keys", "this page; w here: who could see what you write"),
    ("help", "when things are not safe: what to do, whom to call"),
    ("reset", "a minute to settle"),
    ("hide", "hide coach behind a dull page; the same key comes back"),
    ("palette", "everything coach can do here, by name: also colours, motion, how to leave"),
)
"""By the ids of ``own_keys``."""


class KeysScreen(Page):
    """Actions of this screen, writing, moving, and what works everywhere."""

    HEADING = "Keys"
    KEYS = (("w", "Who could see"), ("↑↓", "Scroll"), ("esc", "Go back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "who_could_see", "Who could see what you write", show=False)
    ]

    def __init__(self, below: Screen[object], own: Mapping[str, str]) -> None:
        super().__init__()
        self._writing = ((spoken("done", own), DONE), *WRITING)
        self._everywhere = tuple((spoken(what, own), does) for what, does in EVERYWHERE)
        self._here: list[Row] = []
        if isinstance(below, ActivityScreen):
            keyed = [action for action in below.actions if action.key or action.primary]
            self._here = [(_key(action, below), action.label) for action in keyed]
            self._here += _named(type(below), own)

    def action_who_could_see(self) -> None:
        """The page about that, in the place of this one."""
        self.app.switch_screen(SeenScreen())

    def compose_page(self) -> ComposeResult:
        """One group below the other."""
        groups = [("On this screen", self._here), ("Moving", MOVING), ("While you write", self._writing)]
        for title, rows in [*groups, ("Everywhere", self._everywhere)]:
            if not rows:
                continue
            yield Static(show(title, "bold"), classes="title")
            widest = max(cells(shown(key)) for key, _ in rows)
            leads = [assemble("  ", (key, "$next"), " " * (widest - cells(shown(key)) + 3)) for key, _ in rows]
            yield Lines([(lead, show(label), Content("")) for lead, (_, label) in zip(leads, rows, strict=True)])


def _key(action: Action, below: ActivityScreen) -> str:
    """How to do an action: by its key, by tab where a letter would be written, else by enter."""
    written = action.key.isalpha() and below.written_in is not None
    return "tab, enter" if written else action.key or "enter"


def _named(screen: type[ActivityScreen], own: Mapping[str, str]) -> list[Row]:
    """The keys a screen has of its own."""
    here = [binding for kind in screen.__mro__ for binding in vars(kind).get("BINDINGS", ())]
    return [(spoken(one.id, own), one.description) for one in here if one.id and one.id != "done"]
