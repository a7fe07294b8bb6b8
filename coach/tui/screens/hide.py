"""Something dull to be seen instead of coach: nobody's business, nothing of ours, and not blank."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from coach.tui.text import show

LINES = """\
todo.txt

- bulbs for the hall (two, warm white)
- parcel: pick up before Friday, bring the card
- ask about the bins, they came on Tuesday again
- bread, rice, onions, washing powder
- dentist: move to the week after
- bike: back tyre, front light
- water meter, write the number down
- return the drill
- print two copies, one for the file
- train times for the 14th
"""


class HideScreen(Screen[None]):
    """Covers everything. It takes no key; the app's own hide key takes it away."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """One plain page."""
        yield Static(show(LINES))
