"""First-time hints: once each, when they help, and never when they are off."""

from __future__ import annotations

import asyncio

import pytest

from coach.session.activity import Go
from coach.session.hints import hint_for
from coach.session.visit import Visit
from tests.session.sittings import Sittings


def home(visit: Visit) -> str:
    return visit.hint(visit.open(Go(to="home")).view())


async def test_a_hint_stays_until_the_learner_has_done_something_and_never_comes_again(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    assert "F1 shows every key" in home(visit)
    assert home(visit)
    await visit.hint_seen(visit.open(Go(to="home")).view())
    assert home(visit) == ""
    assert home(sittings.open()) == ""


async def test_with_hints_off_none_is_shown_or_counted_as_shown(sittings: Sittings) -> None:
    visit = sittings.welcomed(hints="off")
    assert home(visit) == ""
    await visit.hint_seen(visit.open(Go(to="home")).view())
    assert visit.settings.hinted == ()


async def test_a_setting_changed_while_a_hint_is_noted_as_seen_keeps_its_change(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    view = visit.open(Go(to="home")).view()
    await asyncio.gather(visit.hint_seen(view), visit.change(answer="choices"), visit.change(pace="at-once"))
    assert (visit.settings.hinted, visit.settings.answer, visit.settings.pace) == (("home",), "choices", "at-once")
    assert sittings.open().settings.answer == "choices"


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("what-it-is", "reading"),
        ("adds-or-drains", "sort"),
        ("someone-easy", "writing"),
        ("settle", "breathing"),
    ],
)
def test_a_hint_belongs_to_its_kind_of_page(sittings: Sittings, step: str, name: str) -> None:
    visit = sittings.welcomed()
    found, line = hint_for(visit.open(Go(to="lesson", lesson="start-here", step=step)).view())
    assert found == name
    assert bool(line) == (name != "breathing")


def test_a_page_without_a_hint_has_none(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    assert visit.hint(visit.open(Go(to="settings")).view()) == ""
