"""The parts of the page of numbers, drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from textual.widget import Widget
from textual.widgets import Static

from coach.session.help_page import DOORS, Block, Doors, Said, Told
from coach.session.views import Action
from coach.tui.text import show
from coach.tui.widgets.actions import ActionList
from coach.tui.widgets.lines import Lines

_STYLES = {"now": "bold $next", "title": "bold", "plain": "", "own": "$own-words", "quiet": "$quiet"}


def drawn(blocks: Sequence[Block]) -> Iterator[Widget]:
    """One widget a block; numbers that follow one another stand in columns."""
    rows: list[Told] = []
    for block in (*blocks, None):
        if isinstance(block, Told):
            rows.append(block)
            continue
        if rows:
            yield _numbers(rows)
            rows = []
        match block:
            case Said():
                yield Static(show(block.text, _STYLES[block.how]), classes=block.how)
            case Doors():
                yield ActionList([_door(key, label) for key, _, label in DOORS], classes="doors")
            case None:
                return
            case _:
                assert_never(block)


def _door(key: str, label: str) -> Action:
    return Action(id=f"part:{key}", label=label, key=key, group="list")


def _numbers(rows: Sequence[Told]) -> Widget:
    return Lines([(show(f"{row.number:<17} ", "bold"), show(row.words), show(row.when, "$quiet")) for row in rows])
