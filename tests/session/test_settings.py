"""Settings: each does what it says, lasts, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.course.names import Names
from coach.errors import CoachError, StoreError
from coach.progress.model import UNDOABLE, Completed, Entry, StartedOver
from coach.session.activity import Activity, Go
from coach.session.settings import SettingsSession
from coach.session.settings_views import SettingsView
from coach.session.visit import Visit
from tests.session.sittings import Sittings


def opened(visit: Visit) -> SettingsSession:
    session = visit.open(Go(to="settings"))
    assert isinstance(session, SettingsSession)
    return session


def value(session: Activity, title: str) -> str:
    view = session.view()
    assert isinstance(view, SettingsView)
    return next(row.value for row in view.rows if row.title == title)


def offered(session: Activity) -> list[str]:
    return [action.id for action in session.view().actions]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("action", "title", "before", "after"),
    [
        ("turn:others", "This computer", "only you use it", "someone else uses it too"),
        ("turn:keep_solo", "Pages for two", "asked about each time", "always for one"),
        ("turn:answer", "In a scene", "you type what you say", "you choose among three lines"),
        ("turn:pace", "The partner's lines", "after a moment", "at once"),
        ("turn:motion", "Motion", "as designed", "less"),
        ("turn:theme", "Colours", "warm dark", "paper light"),
        ("turn:hints", "First-time hints", "on", "off"),
    ],
)
async def test_a_key_turns_a_setting_it_lasts_and_can_be_undone(
    sittings: Sittings, action: str, title: str, before: str, after: str
) -> None:
    session = opened(sittings.welcomed())
    assert value(session, title) == before
    await session.do(action)
    assert value(session, title) == after
    assert value(opened(sittings.open()), title) == after


async def test_turned_twice_it_is_as_it_was(sittings: Sittings) -> None:
    session = opened(sittings.welcomed())
    for _ in range(2):
        await session.do("turn:pace")
    assert value(opened(sittings.open()), "The partner's lines") == "after a moment"


async def test_the_last_change_can_be_undone_once(sittings: Sittings) -> None:
    session = opened(sittings.welcomed())
    assert "undo" not in offered(session)
    await session.do("turn:motion")
    await session.do("undo")
    assert value(session, "Motion") == "as designed"
    assert session.view().notice == "Motion is as it was."
    assert "undo" not in offered(session)
    with pytest.raises(CoachError, match="not possible"):
        await session.do("undo")


async def test_a_name_is_tidied_and_may_be_empty(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    session = opened(visit)
    await session.do("ask:name")
    view = session.view()
    assert view.field is not None
    assert view.field.draft.text == "Sam"
    session.write(view.field.draft.key, "  Sam\n  from   the bakery " + "x" * 60)
    await session.do("take")
    assert visit.settings.name == ("Sam from the bakery " + "x" * 60)[:40]
    await session.do("ask:name")
    session.write("settings#name", "")
    await session.do("take")
    assert value(session, "Your name") == "none"


async def test_the_partners_name_is_kept_with_the_words_and_not_with_the_settings(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    session = opened(visit)
    await session.do("ask:partner")
    session.write("settings#name", "Zoltan")
    await session.do("take")
    await session.do("ask:pronoun")
    await session.do("take:he")
    assert visit.names == Names(partner="Zoltan", pronoun="he")
    again = sittings.open()
    assert again.names == Names(partner="Zoltan", pronoun="he")
    assert b"Zoltan" not in (sittings.folder / "settings.json").read_bytes()
    assert b"Zoltan" not in (sittings.folder / "spaces/me/state.json").read_bytes()


async def test_a_name_or_pronoun_can_be_undone(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    session = opened(visit)
    await session.do("ask:pronoun")
    await session.do("take:she")
    await session.do("undo")
    assert visit.names == Names()


async def test_a_country_is_chosen_from_those_with_numbers(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    session = opened(visit)
    await session.do("ask:country")
    countries = [action for action in session.view().actions if action.group == "list"]
    assert len(countries) == 20
    await session.do(countries[3].id)
    assert value(session, "Country") == countries[3].label


async def test_leaving_a_question_changes_nothing(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    session = opened(visit)
    await session.do("ask:partner")
    session.write("settings#name", "Half a na")
    await session.do("rows")
    assert visit.names == Names()
    assert "undo" not in offered(session)


async def test_starting_over_asks_first_and_can_be_put_back_for_thirty_days(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.record(Completed(lesson="start-here", step="settle"), Entry(text="My page."))
    session = opened(visit)
    await session.do("ask:over")
    assert session.view().actions[0].id == "rows"
    assert session.view().actions[0].primary
    await session.do("start-over")
    assert not visit.done("start-here", "settle")
    assert [fact.body.text for fact in visit.history() if isinstance(fact.body, Entry)] == ["My page."]
    sittings.clock.on(days=UNDOABLE / timedelta(days=1) - 1)
    again = opened(sittings.open())
    await again.do("put-back")
    assert sittings.open().done("start-here", "settle")


async def test_after_thirty_days_starting_over_is_the_new_path(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.record(StartedOver())
    sittings.clock.on(days=31)
    session = opened(visit)
    assert value(session, "The path") == "as you walked it"
    with pytest.raises(CoachError, match="not possible"):
        await session.do("put-back")


async def test_hints_switched_on_again_are_shown_again(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await visit.change(hinted=("home", "reading"))
    session = opened(visit)
    await session.do("turn:hints")
    await session.do("turn:hints")
    assert (visit.settings.hints, visit.settings.hinted) == ("on", ())


async def test_a_change_that_cannot_be_saved_changes_nothing(
    sittings: Sittings, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = sittings.welcomed()
    session = opened(visit)

    async def refuse(**changes: object) -> None:
        raise StoreError("The disk is full. Nothing was changed.")

    monkeypatch.setattr(visit, "change", refuse)
    with pytest.raises(StoreError):
        await session.do("turn:motion")
    assert value(session, "Motion") == "as designed"
    assert "undo" not in offered(session)
