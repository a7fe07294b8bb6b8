"""The lesson's path: every step with its sign, the one here marked."""

from __future__ import annotations

from textual.content import Content

from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import Drawing, wrapped


class Path(Drawing):
    """Steps as (sign and word, title). The sign tells done, here and to come apart without colour."""

    HERE = "●"

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[tuple[str, str], ...] = ()

    def show_steps(self, steps: tuple[tuple[str, str], ...]) -> None:
        """Show these steps."""
        if steps != self._steps:
            self._steps = steps
            self.refresh(layout=True)

    def draw(self, width: int) -> list[Content]:
        """One step after the other, long titles wrapped behind their sign."""
        return [line for step in self._steps for line in self._step(*step, width)]

    def row_here(self, width: int) -> int:
        """The row the learner's step begins at; 0 when none is marked."""
        row = 0
        for sign, title in self._steps:
            if sign.startswith(self.HERE):
                return row
            row += len(self._step(sign, title, width))
        return 0

    def _step(self, sign: str, title: str, width: int) -> list[Content]:
        here = sign.startswith(self.HERE)
        lead = assemble(show(sign[:1], "$next" if here else "$quiet"), " ")
        lines = wrapped(show(title, "bold" if here else "$quiet"), width - lead.cell_length)
        return [assemble(lead if at == 0 else " " * lead.cell_length, line) for at, line in enumerate(lines)]
