"""Everything by keyboard: each action has a way to it, no two keys clash, none belongs to somebody else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import coach.tui
from coach.course.loader import load_course
from coach.resources import lessons_dir
from coach.session.activity import Activity, Go, View
from coach.session.own_keys import KEYED
from coach.session.views import Action, SceneView
from coach.tui.app import CoachApp
from coach.tui.commands import Commands
from coach.tui.screens.activity import ActivityScreen
from coach.tui.screens.scene import SceneScreen
from coach.tui.widgets.actions import ActionItem
from coach.tui.widgets.editor import Editor
from tests.safety.surfaces import SURFACES, shown_at
from tests.session.learners import Struggling
from tests.session.line_driver import LineDriver
from tests.session.sittings import Sittings

OTHERS = {
    "ctrl+a": "screen's prefix",
    "ctrl+b": "tmux's prefix",
    "ctrl+s": "stops the terminal's output",
    "ctrl+q": "goes on with the terminal's output",
    "ctrl+z": "puts a program to sleep",
    "ctrl+c": "ends a program",
    "ctrl+d": "ends the input",
    "ctrl+backslash": "ends a program with a core file",
    "ctrl+v": "the terminal's next key as it is",
    "ctrl+h": "backspace, in some terminals",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "f10": "the menu of many terminals",
    "f11": "the whole screen, in many terminals",
    "f12": "a terminal that drops down",
}
"""Keys that a terminal, a multiplexer or a window has first: nothing of ours may need one."""
WRITING = {"ctrl+a", "ctrl+c", "ctrl+d", "ctrl+h", "ctrl+v", "ctrl+z"}
"""Of those, what every editor has; there is another key for each, or undo, and outside an editor they do nothing."""
ALLOWED = {("CoachApp", "ctrl+c")}
"""Says how to leave, for whoever tries it; it does nothing else."""


def ours() -> list[type[DOMNode]]:
    """Every class of ours that may have bindings: the app, its screens, its widgets."""
    for module in pkgutil.walk_packages(coach.tui.__path__, "coach.tui."):
        importlib.import_module(module.name)
    found: list[type[DOMNode]] = []
    left: list[type[DOMNode]] = [DOMNode]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("coach.tui"):
            found.append(kind)
    return sorted(set(found), key=lambda kind: kind.__name__)


def keys_of(bindings: Iterable[object]) -> Iterator[tuple[str, Binding]]:
    """Each key on its own with what it does."""
    for binding in bindings:
        made = binding if isinstance(binding, Binding) else Binding(*binding)  # type: ignore[misc]
        for key in made.key.split(","):
            yield key.strip(), made


def clashes(kinds: Iterable[type[DOMNode]]) -> list[tuple[str, str]]:
    """The keys of ours that belong to somebody else."""
    return [
        (kind.__name__, key)
        for kind in kinds
        for key, _ in keys_of(vars(kind).get("BINDINGS", ()))
        if key in OTHERS and (kind.__name__, key) not in ALLOWED
    ]


def test_no_key_of_ours_belongs_to_a_terminal_or_a_multiplexer() -> None:
    kinds = ours()
    assert {"CoachApp", "SceneScreen", "Editor", "ActionItem", "JournalScreen"} <= {kind.__name__ for kind in kinds}
    assert clashes(kinds) == []


def test_a_key_that_belongs_to_tmux_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SceneScreen, "BINDINGS", [Binding("ctrl+b", "by_key('back')", "Back a turn")])
    assert clashes([SceneScreen]) == [("SceneScreen", "ctrl+b")]


@pytest.mark.parametrize("activity", SURFACES)
async def test_no_two_bindings_of_one_screen_share_a_key(activity: str) -> None:
    """Whatever has the focus: each key does one thing, unless what is nearer says the same in its own way."""
    first = next(iter(SURFACES[activity].values()))
    async with shown_at(activity, first) as (app, _, _):
        for node in (app, app.screen):
            seen: dict[str, str] = {}
            for key, binding in keys_of(vars(type(node)).get("BINDINGS", ())):
                assert key not in seen, (node, key)
                seen[key] = binding.action
        ranked = {key for key, binding in keys_of(CoachApp.BINDINGS) if binding.priority}
        own = [
            (kind.__name__, key)
            for kind in type(app.screen).__mro__
            for key, _ in keys_of(vars(kind).get("BINDINGS", ()))
            if kind.__module__.startswith("coach.tui") and key in ranked
        ]
        assert own == []


async def test_outside_an_editor_no_key_of_others_does_anything() -> None:
    """What Textual itself would bind to them is taken away, the way out of coach but for one."""
    async with shown_at("home", SURFACES["home"]["home"]) as (app, _, _):
        bound = {key for key in OTHERS if key in app.screen.active_bindings}
        assert bound <= {"ctrl+c"}


async def test_of_the_keys_of_others_an_editor_has_only_what_editors_have() -> None:
    async with shown_at("lesson", SURFACES["lesson"]["reflection"]) as (app, _, _):
        assert isinstance(app.focused, Editor)
        assert {key for key in OTHERS if key in app.screen.active_bindings} <= WRITING


# --- every action has a way to it ----------------------------------------------------------------------------


def unreachable(screen: ActivityScreen) -> list[str]:
    """The actions of the screen that neither tab, nor a key, nor the palette leads to."""
    chain = [widget.action.id for widget in screen.focus_chain if isinstance(widget, ActionItem)]
    bound = {binding.binding.action for binding in screen.active_bindings.values()}
    keys = {action.id for action in screen.actions if f"by_key('{action.id}')" in bound}
    return [action.id for action in screen.actions if action.id not in chain and action.id not in keys]


@pytest.mark.parametrize("activity", SURFACES)
async def test_every_action_of_every_view_is_reached_by_tab_or_by_a_key_of_its_own(activity: str) -> None:
    shown = SURFACES[activity]
    async with shown_at(activity, next(iter(shown.values()))) as (app, pilot, session):
        for name, view in shown.items():
            session.shows = [view]
            await app.screen.show_now()
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ActivityScreen)
            assert screen.actions, name
            assert unreachable(screen) == [], name
            assert all(editor in screen.focus_chain for editor in screen.query(Editor)), name
            listed = [command.title for command in Commands(screen).commands()]
            assert len(listed) >= len(screen.actions) + len(EVERYWHERE), name


EVERYWHERE = ("help", "reset", "hide", "keys", "palette")


async def test_an_action_that_nothing_leads_to_would_be_noticed() -> None:
    view = SURFACES["lesson"]["choice"]
    async with shown_at("lesson", view) as (app, pilot, _):
        app.screen.query(ActionItem).last().can_focus = False
        await pilot.pause()
        assert unreachable(app.screen)


async def test_tab_comes_round_to_every_action_and_editor() -> None:
    """By the keys themselves, on the page that has the most to do."""
    async with shown_at("afterwards", SURFACES["afterwards"]["trace"]) as (app, pilot, _):
        wanted = set(app.screen.focus_chain)
        met = set()
        for _ in range(len(wanted)):
            await pilot.press("tab")
            met.add(app.focused)
        assert met == wanted


async def test_arrows_come_to_every_action_of_a_list() -> None:
    async with shown_at("lesson", SURFACES["lesson"]["choice"]) as (app, pilot, _):
        met = []
        for _ in app.screen.items:
            met.append(app.focused)
            await pilot.press("down")
        assert met == app.screen.items


async def test_every_app_key_has_a_second_one_and_a_place_in_the_palette() -> None:
    """Where one of the two is taken by a terminal, the other works, and the palette has both."""
    named = {binding.id: binding.key for binding in CoachApp.BINDINGS if isinstance(binding, Binding) and binding.id}
    assert named.keys() == set(EVERYWHERE)
    assert all("," in keys for what, keys in named.items() if what != "palette")
    async with shown_at("home", SURFACES["home"]["home"]) as (app, _, _):
        titles = " ".join(command.title for command in Commands(app.screen).commands())
        assert all(f"(F{number})" in titles for number in (1, 2, 3, 4))


def test_what_is_no_movement_has_an_id_and_can_be_given_another_key() -> None:
    """Every key that is not a way about a screen, or a letter of one page, is among those a learner can add to."""
    bound = {(binding.id, binding.key) for kind in ours() for _, binding in keys_of(vars(kind).get("BINDINGS", ()))}
    assert {(each.id, each.keys) for each in KEYED} == {(what, keys) for what, keys in bound if what}
    others = {key for what, keys in bound if not what for key in keys.split(",")}
    assert others <= MOVEMENTS | {"ctrl+c", "w"}


MOVEMENTS = {"escape", "enter", "space", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"}


# --- the same in the lessons that ship -----------------------------------------------------------------------


def shared_keys(actions: Iterable[Action]) -> list[str]:
    """The letters and digits that two actions of one view would have."""
    seen = [action.key for action in actions if action.key]
    return sorted({key for key in seen if seen.count(key) > 1})


def offered(view: View) -> list[Action]:
    """What the screen would offer: the view's actions, its choices, what it lists, and the helps as digits."""
    found = [*getattr(view, "actions", ()), *getattr(view, "choices", ()), *getattr(view, "listed", ())]
    if isinstance(view, SceneView):
        found += [Action(id=f"help:{n}", label=help, key=str(n + 1)) for n, help in enumerate(view.helps)]
    return found


RESERVED = {"?", "/"}
"""Letters that mean something outside an editor on every screen, or on the journal's."""


@pytest.mark.parametrize("lesson", [outline.id for outline in load_course(lessons_dir()).lessons])
async def test_no_page_of_a_lesson_gives_one_key_to_two_actions(tmp_path: Path, lesson: str) -> None:
    sittings = Sittings(tmp_path, lessons_dir())
    visit = sittings.welcomed()
    learner = Struggling()
    met: list[View] = []

    def choose(view: View) -> str:
        met.append(view)
        return learner.choose(view)

    def left(go: Go, activity: Activity) -> None:
        met.append(activity.view())

    driver = LineDriver(visit, says=learner.says, choose=choose, after=left)
    await driver.walk(Go(to="lesson", lesson=lesson), until=lambda go: go.to == "home")
    sittings.close()
    assert len(met) > 10
    for view in met:
        actions = offered(view)
        assert shared_keys(actions) == [], view
        assert not {action.key for action in actions} & RESERVED, view
        assert all(len(action.key) <= 1 and action.key.isalnum() for action in actions if action.key), view
        assert len({action.id for action in actions}) == len(actions), view
        assert sum(action.primary for action in getattr(view, "actions", ())) <= 1, view


def test_one_key_for_two_actions_would_be_noticed() -> None:
    view = SURFACES["lesson"]["choice"]
    twice = msgspec.structs.replace(
        view, actions=tuple(msgspec.structs.replace(each, key="1") for each in view.actions)
    )
    assert shared_keys(offered(twice)) == ["1"]
