"""Keys of the learner's own: chosen by pressing one, told everywhere, taken back; nothing odd in a file is one."""

from __future__ import annotations

import pytest

from coach.session import own_keys
from coach.session.activity import Go
from coach.session.settings import SettingsSession
from coach.session.settings_views import SettingsView
from coach.store.base import Settings
from tests.session.sittings import Sittings


def asked(session: SettingsSession) -> SettingsView:
    view = session.view()
    assert isinstance(view, SettingsView)
    return view


async def listening(sittings: Sittings, what: str) -> SettingsSession:
    session = sittings.welcomed().open(Go(to="settings"))
    assert isinstance(session, SettingsSession)
    await session.do("ask:keys")
    assert [action.label for action in asked(session).actions if action.group == "list"] == [
        each.does for each in own_keys.KEYED
    ]
    await session.do(f"ask:key:{what}")
    assert asked(session).listens
    return session


async def test_a_pressed_key_is_told_kept_and_can_be_undone(sittings: Sittings) -> None:
    session = await listening(sittings, "help")
    await session.do("key:alt+h")
    view = asked(session)
    assert view.notice == "From now on alt+h does it too."
    assert next(action.mark for action in view.actions if action.id == "ask:key:help") == "F2, ctrl+g or alt+h"
    await session.do("rows")
    assert next(row.value for row in asked(session).rows if row.title == "Keys") == "alt+h"
    visit = sittings.open()
    assert own_keys.keymap(visit.settings.keys) == {"help": "f2,ctrl+g,alt+h"}


async def test_it_can_be_undone(sittings: Sittings) -> None:
    session = await listening(sittings, "help")
    await session.do("key:alt+h")
    await session.do("rows")
    await session.do("undo")
    assert sittings.open().settings.keys == {}


async def test_another_key_takes_the_place_of_the_one_before_and_can_be_taken_away(sittings: Sittings) -> None:
    session = await listening(sittings, "hide")
    await session.do("key:f9")
    await session.do("ask:key:hide")
    await session.do("key:f8")
    await session.do("ask:key:hide")
    assert "F8" in asked(session).text
    assert "F9" not in asked(session).text
    await session.do("no-key")
    assert sittings.open().settings.keys == {}


@pytest.mark.parametrize(
    "key", ["a", "enter", "f2", "f6", "f7", "ctrl+b", "ctrl+z", "alt+left", "f1", "alt+é", "alt+a,enter", ""]
)
async def test_a_key_that_has_its_work_is_refused_with_what_can_be_had(sittings: Sittings, key: str) -> None:
    session = await listening(sittings, "help")
    before = asked(session)
    if key:
        await session.do(f"key:{key}")
        assert asked(session).notice.startswith("That key has its work already. Press F5")
        assert asked(session).text == before.text
    assert sittings.open().settings.keys == {}


async def test_one_key_does_one_thing(sittings: Sittings) -> None:
    session = await listening(sittings, "help")
    await session.do("key:f10")
    await session.do("ask:key:hide")
    await session.do("key:f10")
    assert asked(session).notice == "You have given F10 away already: When things are not safe."
    assert sittings.open().settings.keys == {"help": "f10"}


def test_what_a_file_says_is_used_only_where_it_can_be() -> None:
    saved = {"help": "enter", "hide": "f9", "reset": "f9", "nonsense": "alt+n", "done": "alt+j,tab", "keys": "alt+K"}
    assert own_keys.own(saved) == {"reset": "f9"}
    assert own_keys.spoken("help", saved) == "F2 or ctrl+g"


async def test_a_file_with_such_keys_opens(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.change(keys={"help": "enter", "nonsense": "x"})
    session = sittings.open().open(Go(to="settings"))
    view = session.view()
    assert isinstance(view, SettingsView)
    assert next(row.value for row in view.rows if row.title == "Keys") == "as they came"
    assert Settings().keys == {}
