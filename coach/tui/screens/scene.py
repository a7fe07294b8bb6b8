"""A role-play: what was said, the line being written, and three directions for when none comes."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from coach.session import views
from coach.session.activity import View
from coach.session.own_keys import keyed
from coach.session.views import Action
from coach.tui.screens.moving import Body
from coach.tui.screens.paged import PagedScreen
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.directions import Directions
from coach.tui.widgets.editor import Editor, FieldBox
from coach.tui.widgets.prose import Prose
from coach.tui.widgets.transcript import Transcript

LOOK, BACK = "look", "back"
"""The actions that have a key of their own in every scene, so they need no place in the row."""
STUCK = "tab: stuck?"


class SceneScreen(PagedScreen):
    """The talk so far above the learner's editor. Nothing is scored here: body and pauses tell."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keyed("scene.look").keys, "by_key('look')", "Pause and look", id="scene.look", priority=True),
        Binding(keyed("scene.back").keys, "by_key('back')", "Back a turn", id="scene.back", priority=True),
    ]

    _following = True
    """Whether the newest line is to stay in sight: until the learner scrolls up, and again once they are back."""

    def compose_body(self) -> ComposeResult:
        """The setting, then every line."""
        yield Prose("", "quiet setting")
        yield Transcript()

    async def on_mount(self) -> None:
        """Set the editor below the talk."""
        await self.query_one(".main").mount(
            Prose("", "look"),
            Prose("", "cue"),
            FieldBox(),
            Horizontal(Static(STUCK, classes="stuck"), Directions(), classes="lines"),
            before=".notice",
        )
        body = self.query_one(Body)
        for what in ("virtual_size", "container_size"):
            # Whatever opens below the talk (a look, the lines) leaves it less room, a refresh later than it is shown.
            self.watch(body, what, self._to_the_end, init=False)

    def heading(self, view: View) -> tuple[str, str]:
        """The scene and its partner; no numbers."""
        return (f"{view.title} · with {view.partner}", "") if isinstance(view, views.SceneView) else ("", "")

    def offered(self, view: View) -> tuple[Action, ...]:
        """The view's actions, its lines to choose from, and the directions as actions of their own."""
        if not isinstance(view, views.SceneView):
            return ()
        helps = (
            Action(id=f"help:{n}", label=words, key=str(n + 1), group="list") for n, words in enumerate(view.helps)
        )
        return (*view.actions, *view.choices, *helps)

    def rowed(self) -> list[Action]:
        """All but those with a key of their own, which the line of keys names while a line is being written."""
        writing = any(action.id == "say" for action in self.actions)
        return [action for action in super().rowed() if not (writing and action.id in (LOOK, BACK))]

    async def show_view(self, view: View) -> None:
        """Show the talk as it stands; the editor keeps a line that is half written."""
        if not isinstance(view, views.SceneView):
            return
        self.query_one(".setting", Prose).show(view.setting)
        self.query_one(".look", Prose).show(view.look)
        self.query_one(".cue", Prose).show(view.care or view.cue)
        transcript = self.query_one(Transcript)
        await self.query_one(FieldBox).show(view.field)
        self.query_one(".stuck").display = bool(view.helps)
        self.set_class(bool(view.choices), "-choosing")
        await transcript.show_lines(view.said, view.pause)
        self._following = True
        self._to_the_end()
        # What enter would choose has to be in sight.
        self.call_after_refresh(self.query_one(Directions).scroll_home, animate=False)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The scene's own keys beside the usual ones, while they do something."""
        labels = {action.id: action.label for action in self.actions}
        own = [(key, labels[id]) for key, id in (("ctrl+t", LOOK), ("ctrl+o", BACK)) if id in labels]
        first, *rest = super().keys()
        return (first, *own, *(pair for pair in rest if pair[0] != "esc"))

    @on(Transcript.Grown)
    def _to_the_end(self) -> None:
        """The newest line is the one to see."""
        if self._following:
            # At once where the layout stands, and again after the next: a line that wraps anew makes the talk longer.
            for immediate in (True, False):
                self.call_after_refresh(self.query_one(Body).scroll_end, animate=False, immediate=immediate)

    def _scrolled(self, step: int) -> None:
        body = self.query_one(Body)
        self._following = step > 0 and body.scroll_target_y + 1 >= body.max_scroll_y

    @on(Editor.Wrote)
    def _complete(self) -> None:
        """Whoever writes already need not wait for the partner's line."""
        self.query_one(Transcript).complete()

    def on_key(self, event: events.Key) -> None:
        """Any key completes the pause, whatever else it does."""
        self.query_one(Transcript).complete()

    def action_scroll_body(self, step: int) -> None:
        """A page key completes the pause too."""
        self.query_one(Transcript).complete()
        super().action_scroll_body(step)
        self._scrolled(step)

    def action_by_key(self, action_id: str) -> None:
        """Do one of the scene's own actions, where it is open."""
        action = next((action for action in self.actions if action.id == action_id), None)
        if action is not None:
            self.start(action)

    def action_read(self, step: int) -> None:
        """Move among the actions; with the editor left and none listed, through the talk."""
        if isinstance(self.focused, ActionItem) and self.focused.action.group == "list":
            self.action_towards(step)
        else:
            self.query_one(Body).scroll_relative(y=step, animate=False)
            self._scrolled(step)
