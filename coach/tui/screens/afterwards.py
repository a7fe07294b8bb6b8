"""After a role-play: what was true for the partner, which words moved them, and every way back in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from coach.session import views
from coach.session.activity import View
from coach.session.views import Action
from coach.tui.screens.moving import Body
from coach.tui.screens.paged import PagedScreen
from coach.tui.widgets.actions import ActionList
from coach.tui.widgets.editor import Editor, FieldBox
from coach.tui.widgets.prose import Prose, prose
from coach.tui.widgets.quote import QuotedWords
from coach.tui.widgets.trace import Trace

LISTED = {
    "other-ways": "Other lines for this turn, and what each of them does.",
    "branches": "Where else this scene went. Every way you took is still there.",
    "keep": "Which sentence do you want to keep?",
}
"""What stands above the list of each phase that has one."""


class AfterwardsScreen(PagedScreen):
    """The trace first; lists of other lines, branches or sentences when asked for."""

    def compose_body(self) -> ComposeResult:
        """What happened, the list asked for, and room for a closing thought."""
        yield Vertical(classes="above")
        yield ActionList()
        yield Prose("", "ask")
        yield FieldBox()
        yield Vertical(classes="below")

    def heading(self, view: View) -> tuple[str, str]:
        """The scene, afterwards."""
        return (f"{view.title} · afterwards", "") if isinstance(view, views.AfterwardsView) else ("", "")

    def offered(self, view: View) -> tuple[Action, ...]:
        """The ways on, and what is listed."""
        return (*view.actions, *view.listed) if isinstance(view, views.AfterwardsView) else ()

    @property
    def written_in(self) -> Editor | None:
        """None: the closing thought may wait; the ways on are letters."""
        return None

    async def show_view(self, view: View) -> None:
        """Show the trace or a list; the editor keeps what is being written."""
        if not isinstance(view, views.AfterwardsView):
            return
        ask = self.query_one("Body > .ask", Prose)
        ask.show(view.ask if view.field is not None or view.saved else "")
        with self.app.batch_update():
            await self.fill(
                ".above", _happened(view) if view.phase == "trace" else prose(LISTED[view.phase], kind="ask")
            )
            await self.query_one(FieldBox).show(view.field)
            await self.fill(".below", (QuotedWords(view.saved),) if view.saved and view.phase == "trace" else ())
        self.query_one(Body).scroll_home(animate=False)

    @property
    def finishing(self) -> views.Action | None:
        """Words in the closing thought are done when they are kept."""
        return next((action for action in self.actions if action.id == "keep-thought"), self.primary)

    def starting_focus(self) -> Widget | None:
        """The ways on: the closing thought waits below, unless it is begun already."""
        editor = self.query_one(FieldBox).editor
        if editor is not None and editor.text:
            return editor
        items = self.items
        return next((item for item in items if item.action.primary), None) or next(iter(items), None)


def _happened(view: views.AfterwardsView) -> tuple[Widget, ...]:
    """The image, what was true for the partner, the turning point, and the trace it stands in.

    The partner's last line ended the scene; the turning point comes first so that a long trace does not hide it.
    """
    return (
        *prose(view.image, view.truth, view.turning),
        Trace(f"How safe {view.partner} felt", view.levels, view.start_level, view.rows),
    )
