"""A measured ratio beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """Ours against theirs, both medians of ``runs`` interleaved runs, in ``unit``."""

    name: str
    ours: float
    theirs: float
    bar: float
    unit: str
    runs: int

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    @property
    def met(self) -> bool:
        """Whether the ratio is within its bar."""
        return self.ratio <= self.bar

    def __str__(self) -> str:
        verdict = "met" if self.met else "MISSED"
        return (
            f"{self.name:44} {self.ours:9.2f} / {self.theirs:9.2f} {self.unit:3} = {self.ratio:5.2f}"
            f"  bar {self.bar:4.2f}  {verdict}  ({self.runs} runs)"
        )


def figure(name: str, ours: Sequence[float], theirs: Sequence[float], bar: float, unit: str) -> Figure:
    """A figure from the runs of both sides."""
    return Figure(name, median(ours), median(theirs), bar, unit, min(len(ours), len(theirs)))
