"""A layout that sets widgets one after the other like words in a paragraph, in as few rows as hold them."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.layout import ArrangeResult
from textual.layouts.horizontal import HorizontalLayout
from textual.widget import Widget


class FlowLayout(HorizontalLayout):
    """Widgets of automatic width side by side, ``gap`` cells between two; the next row begins where one is full."""

    name = "flow"

    def __init__(self, gap: int) -> None:
        self.gap = gap

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Every widget in its row; a row is as high as its highest widget."""
        placed = []
        x = y = height = 0
        for placement in super().arrange(parent, children, size, greedy):
            wide, high = placement.region.size
            if x and x + wide > size.width:
                x, y, height = 0, y + height, 0
            placed.append(placement._replace(region=Region(x, y, wide, high)))
            x, height = x + wide + self.gap, max(height, high)
        return placed
