"""The handbook: the learner's own sentences, plans and cards on one page."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from coach.session.activity import View
from coach.session.handbook_views import HandbookView
from coach.tui.screens.paged import PagedScreen
from coach.tui.text import show
from coach.tui.widgets.quote import QuotedWords


class HandbookScreen(PagedScreen):
    """One part below the other, the learner's words set off."""

    def compose_body(self) -> ComposeResult:
        """Filled by the view."""
        yield Vertical(classes="above")

    def heading(self, view: View) -> tuple[str, str]:
        """Where this is."""
        return "Handbook", "in your own words"

    async def show_view(self, view: View) -> None:
        """Fill the page."""
        assert isinstance(view, HandbookView)
        await self.fill(".above", tuple(_page(view)))


def _page(view: HandbookView) -> list[Widget]:
    page: list[Widget] = [Static(show(view.nothing, "$quiet"))] if view.nothing else []
    for section in view.sections:
        page.append(Static(show(section.title, "bold"), classes="title"))
        page += [QuotedWords(item.text, f"{item.title} · {item.when}".strip(" ·")) for item in section.items]
    return page
