"""The palette: an entry for everything a key does. Nothing here writes a picture of a screen to disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from coach.glyphs import shown
from coach.tui.screens.activity import ActivityScreen
from coach.tui.text import show


class Command(NamedTuple):
    """What an entry says and does."""

    title: str
    does: Callable[[], Any]


class Commands(Provider):
    """The actions of the screen below, then what works everywhere."""

    def commands(self) -> Iterator[Command]:
        """Every entry, in the order to show them."""
        screen = self.screen
        if isinstance(screen, ActivityScreen):
            for action in screen.actions:
                yield Command(shown(action.label), partial(screen.start, action))
            yield Command("Leave this screen", screen.action_leave)
        run = self.app.run_action
        yield Command("When things are not safe (F2)", partial(run, "app.help"))
        yield Command("A minute to settle (F3)", partial(run, "app.reset"))
        yield Command("Hide this screen (F4)", partial(run, "app.hide"))
        yield Command("Keys of this screen (F1)", partial(run, "app.keys"))
        yield Command("Colours: choose a theme", partial(run, "app.change_theme"))
        yield Command("Less motion, or more", partial(run, "app.turn('motion', 'full', 'reduced')"))
        yield Command(
            "Partner's lines at once, or at a natural pace", partial(run, "app.turn('pace', 'natural', 'at-once')")
        )
        yield Command("Answer by choosing, or by typing", partial(run, "app.turn('answer', 'typing', 'choices')"))
        yield Command("Leave coach", partial(run, "app.leave"))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self.commands():
            yield DiscoveryHit(show(command.title), command.does, text=command.title)

    async def search(self, query: str) -> Hits:
        """Those whose title has the letters of ``query`` in order."""
        matcher = self.matcher(query)
        for command in self.commands():
            score = matcher.match(command.title)
            if score > 0:
                yield Hit(score, Content(command.title), command.does, text=command.title)
