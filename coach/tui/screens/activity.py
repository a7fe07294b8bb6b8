"""What every screen of an activity has in common: it shows a session's view and carries out its actions."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from coach.errors import CoachError
from coach.session.activity import HELP, Activity, Go, View
from coach.session.own_keys import keyed
from coach.session.views import Action
from coach.tui.screens.framed import FramedScreen
from coach.tui.screens.moving import Body
from coach.tui.widgets.actions import ActionItem, ActionList, ActionRow
from coach.tui.widgets.editor import Editor
from coach.tui.widgets.frame import Heading, KeyLine

SAVING_AFTER = 0.2
"""Seconds before a save is worth a word."""


class ActivityScreen(FramedScreen):
    """A title line, a body that scrolls, a line for what just happened, the actions, the keys.

    A screen of its own is a subclass that yields its widgets in :meth:`compose_body` (with an ``ActionList`` where
    the list actions stand) and puts a view into them in :meth:`show_view`. It need not handle messages of editors
    and actions: words are kept and actions done here.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave this screen", show=False),
        Binding("enter", "primary", "Do what is marked", show=False),
        Binding(keyed("done").keys, "primary", "Do what is marked", show=False, id="done"),
    ]

    class Went(Message):
        """An action led elsewhere, or the learner left."""

        def __init__(self, go: Go) -> None:
            super().__init__()
            self.go = go

    class Changed(Message):
        """A setting may have been changed: the app is to follow it."""

    class Shown(Message):
        """A view is on the screen; whoever knows a hint for it may give it to ``say``."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    class Acted(Message):
        """The learner has done something with a view, so they have seen what it said."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, session: Activity) -> None:
        super().__init__()
        self.session = session
        self.view: View | None = None
        self.actions: tuple[Action, ...] = ()
        self.did = ""
        self._doing = False
        self._going: Go | None = None

    # --- what a subclass says ------------------------------------------------------------------------------

    async def show_view(self, view: View) -> None:
        """Put ``view`` into the widgets of the body. Heading, notice, actions and keys are already done."""
        raise NotImplementedError

    def heading(self, view: View) -> tuple[str, str]:
        """What the title line says on the left and on the right."""
        frame = getattr(view, "frame", None)
        return (frame.heading, frame.place) if frame else ("coach", "")

    def offered(self, view: View) -> tuple[Action, ...]:
        """The actions open now: those of ``group`` main for the row, of list for the list."""
        return getattr(view, "actions", ())

    def rowed(self) -> list[Action]:
        """The actions that stand in the row."""
        return [action for action in self.actions if action.group == "main"]

    def starting_focus(self) -> Widget | None:
        """What has the focus after a new view: the first editor, else the primary action, else the first one."""
        items = sorted(self.items, key=lambda item: not item.action.primary)
        return next(iter([*self.query(Editor), *items]), None)

    def leave_to(self) -> Go:
        """Where escape leads."""
        return Go(to="home")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The line of keys: the first five that fit are shown, the last always."""
        primary, last = self.primary, ("F1", "Keys")
        if isinstance(self.focused, Editor):
            finishing = [("ctrl+j", self.finishing.label)] if self.finishing else []
            return (*finishing, ("esc", "Leave the words"), last)
        here = self.focused.action if isinstance(self.focused, ActionItem) else primary
        others = [action for action in self.actions if action.group == "main" and action is not here]
        lettered = [(action.key, action.label) for action in others if action.key]
        if self.written_in is not None:
            lettered = [("tab", "On to the next")] if others else []
        return (*([("enter", here.label)] if here else []), *lettered, last)

    # --- showing -------------------------------------------------------------------------------------------

    @on(events.Mount)
    async def show_now(self) -> None:
        """Show what the session shows now, and put the focus where it belongs."""
        try:
            view = self.session.view()
        except CoachError as error:
            self.say(error.message)
            return
        self.actions = self.offered(view)
        heading = self.query_one(Heading)
        heading.left, heading.right = self.heading(view)
        self.say(getattr(view, "notice", ""))
        with self.app.batch_update():
            await self.query_one(ActionRow).show(self.rowed())
            for listed in self.query(ActionList):
                await listed.show([action for action in self.actions if action.group == "list"])
            await self.show_view(view)
        self.set_focus(self.starting_focus(), scroll_visible=False)
        self._show_keys()
        self.view = view
        self.post_message(self.Shown(view))

    # --- doing ---------------------------------------------------------------------------------------------

    @property
    def primary(self) -> Action | None:
        """What enter does, or ctrl+j inside an editor."""
        return next((action for action in self.actions if action.primary), None)

    @property
    def finishing(self) -> Action | None:
        """What ctrl+j does inside an editor."""
        return self.primary

    def start(self, action: Action) -> None:
        """Carry out an action without holding up the keys; one at a time."""
        if action.id == HELP:
            self.call_later(self.app.run_action, "help")
        elif not self._doing:
            self._doing = True
            self.run_worker(self.act(action.id), group="act")

    async def act(self, action_id: str) -> None:
        """Carry out an action by its id, then show what came of it or say where it led."""
        self.did = action_id
        self.keep_words()
        if self.view is not None:
            self.post_message(self.Acted(self.view))
        saving = self.set_timer(SAVING_AFTER, lambda: self.say("Saving"))
        try:
            go = await self.session.do(action_id)
        except CoachError as error:
            self.say(error.message)
            return
        finally:
            saving.stop()
            self._doing = False
        self._going = go
        if go is None:
            await self.show_now()
        elif self.is_active:
            self._depart()

    @on(events.ScreenResume)
    def _depart(self) -> None:
        """Say where an action led; beneath another page (hidden, help) only once that page is gone."""
        going, self._going = self._going, None
        if going is not None:
            self.post_message(self.Went(going))

    @property
    def written_in(self) -> Editor | None:
        """The editor a letter typed outside it goes back into; where there is none, letters are keys of actions."""
        return self.query(Editor).first() if self.query(Editor) else None

    def keep_words(self) -> None:
        """Give the session the words of every editor as they are now."""
        self.session.scrolled(round(self.query_one(Body).scroll_y))
        for editor in self.query(Editor):
            self._wrote(editor.wrote())

    @on(Editor.Wrote)
    def _wrote(self, event: Editor.Wrote) -> None:
        self.session.write(event.key, event.text, event.row, event.column)

    @on(ActionItem.Pressed)
    def _pressed(self, event: ActionItem.Pressed) -> None:
        self.start(event.action)

    def action_primary(self) -> None:
        """Do what is marked."""
        if self.primary is not None:
            self.start(self.primary)

    @on(Editor.Done)
    def _words_done(self) -> None:
        if self.finishing is not None:
            self.start(self.finishing)

    @on(Editor.Left)
    def _to_actions(self) -> None:
        items = sorted(self.items, key=lambda item: not item.action.primary)
        self.set_focus(items[0] if items else None)

    def on_key(self, event: events.Key) -> None:
        """A letter or digit of an action does it; inside an editor keys never come this far."""
        alt = event.key.startswith("alt+")
        if alt and event.key in self.active_bindings:
            return  # a key of the learner's own, not a letter
        editor = self.written_in
        if editor is not None and event.character and event.character.isalpha():
            # Where there is something to write in, a letter is the beginning of a word, never a way out.
            event.stop()
            editor.focus()
            editor.insert(event.character)
            return
        action = next((action for action in self.actions if action.key and action.key == event.character), None)
        if action is not None and not alt:  # held down to be chosen as a key, alt+2 would go on to do action 2
            event.stop()
            self.start(action)

    def action_leave(self) -> None:
        """Leave; everything is kept."""
        closing = next((action for action in self.actions if action.closes), None)
        if closing is not None:
            self.start(closing)
        elif not self._doing:
            self.keep_words()
            self.post_message(self.Went(self.leave_to()))

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_keys(self) -> None:
        self.query_one(KeyLine).keys = self.keys()
