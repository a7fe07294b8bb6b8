"""Paced breathing: a bar that fills and empties beside the word, begun and ended by the learner.

Nothing moves until it is begun, and any key ends it. Without motion only the words and the numbers are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from coach.tui.text import assemble
from coach.tui.widgets.drawing import Drawing, wrapped

_CELLS = 24
_FULL = "●"
_EMPTY = "·"


class Moment(NamedTuple):
    """A moment of the pace: its word, how full the bar is (0 to 1), seconds left, which breath of how many."""

    word: str
    full: float
    left: int
    breath: int
    breaths: int


class Pace(NamedTuple):
    """Seconds in and out, for how many minutes."""

    seconds_in: int
    seconds_out: int
    minutes: int

    @property
    def breaths(self) -> int:
        """Whole breaths that fit in the minutes; at least one."""
        return max(1, self.minutes * 60 // (self.seconds_in + self.seconds_out))

    @property
    def step(self) -> float:
        """Seconds until the bar can look different: its cells over the shorter way, 0.2 at the least."""
        return max(0.2, min(self.seconds_in, self.seconds_out) / _CELLS)

    def at(self, seconds: float) -> Moment | None:
        """The moment ``seconds`` after the beginning, or None when the breaths are over."""
        breath, into = divmod(max(0.0, seconds), self.seconds_in + self.seconds_out)
        if breath >= self.breaths:
            return None
        if into < self.seconds_in:
            return Moment("in", into / self.seconds_in, ceil(self.seconds_in - into), int(breath) + 1, self.breaths)
        out = into - self.seconds_in
        return Moment("out", 1 - out / self.seconds_out, ceil(self.seconds_out - out), int(breath) + 1, self.breaths)


class BreathingPace(Drawing, can_focus=True):
    """The pace itself. Space begins it; any key, or the last breath, ends it."""

    DEFAULT_CSS = """
    BreathingPace { margin-bottom: 1; }
    """

    class Ended(Message):
        """The learner breathed as long as they wanted to."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.pace = pace
        self.clock = clock
        self._began: float | None = None
        self._moment: Moment | None = None
        self._ended = False
        self._timer: Timer | None = None

    @property
    def breathing(self) -> bool:
        """Whether the pace is running."""
        return self._timer is not None

    def draw(self, width: int) -> list[Content]:
        """The bar, or the numbers while nothing moves; below it what a key does. As high in either case."""
        first, last = self._waiting() if self._moment is None else self._moving(self._moment, width)
        return [*wrapped(first, width), Content(""), *wrapped(last, width)]

    def _moving(self, moment: Moment, width: int) -> tuple[Content, Content]:
        cells = min(_CELLS, max(1, width - 12))
        full = round(moment.full * cells)
        bar = assemble((_FULL * full, "$next"), (_EMPTY * (cells - full), "$quiet"))
        count = f"Breath {moment.breath} of {moment.breaths}. Any key ends it."
        return assemble((f"{moment.word:<5}", "bold"), bar, f"  {moment.left}"), assemble((count, "$quiet"))

    def _waiting(self) -> tuple[Content, Content]:
        pace = self.pace
        minutes = "a minute" if pace.minutes == 1 else f"{pace.minutes} minutes"
        words = assemble(f"In for {pace.seconds_in}, out for {pace.seconds_out}, for about {minutes}.")
        if self.app.animation_level == "none":
            return words, assemble(("Count for yourself: nothing moves here.", "$quiet"))
        if self._ended:
            return assemble("That was enough."), assemble(("Space begins again.", "$next"))
        return words, assemble(("Space begins.", "$next"))

    def begin(self) -> None:
        """Start the pace, unless motion is off or it runs already."""
        if self.breathing or self.app.animation_level == "none":
            return
        self._began = self.clock()
        self._timer = self.set_interval(self.pace.step, self._tick)
        self._tick()

    def end(self) -> None:
        """Stop the pace."""
        if self._timer is None:
            return
        self._timer.stop()
        self._timer, self._moment, self._ended = None, None, True
        self.refresh(layout=True)
        self.post_message(self.Ended())

    def _tick(self) -> None:
        self._moment = self.pace.at(self.clock() - (self._began or 0.0))
        if self._moment is None:
            self.end()
        else:
            self.refresh(layout=True)

    def on_blur(self) -> None:
        """Going elsewhere ends the pace too."""
        self.end()

    def on_key(self, event: events.Key) -> None:
        """Any key ends the pace; space begins it."""
        if self.breathing:
            self.end()
            event.stop()
            event.prevent_default()
        elif event.key == "space" and self.app.animation_level != "none":
            self.begin()
            event.stop()
            event.prevent_default()
