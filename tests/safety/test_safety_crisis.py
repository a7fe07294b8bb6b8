"""Bar 64: eight people in a crisis, or not quite in one: what they press or type, and what they then find."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from coach.check.faults import Source
from coach.check.wording import rules, wording_faults
from coach.check.words import Words
from coach.session.activity import Go
from coach.strictyaml import Document
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.hide import HideScreen
from coach.tui.screens.reset import ResetScreen
from tests.safety.help_places import practise, sitting
from tests.tui.fakes import drawn

HARMFUL = {rule.where for rule, _ in rules()} - {""}
"""Every place where words may do harm: on these pages all such rules hold."""


class Script(NamedTuple):
    """Somebody's keys after the one that brought them here, what they must find, and what must not stand there."""

    country: str
    keys: tuple[str, ...]
    finds: tuple[str, ...]
    not_there: tuple[str, ...] = ()


SCRIPTS = {
    "afraid now": Script("gb", ("f2",), ("Call 999.", "press 55", "go where people are")),
    "afraid now, no country chosen": Script("", ("f2",), ("Call 112, 911 or 999.", "go where people are")),
    "watched": Script("es", ("f2", "1"), ("016", "not on the bill", "list of calls", "F4 Hide")),
    "watched, and asking who could see": Script("es", ("f2", "4"), ("F4 covers it", "It locks nothing")),
    "suicidal tonight": Script("us", ("f2", "2"), ("do not stay alone with it tonight", "988")),
    "suicidal tonight, no line known": Script("it", ("f2", "2"), ("Call 112.", "hospital")),
    "a teenager": Script("us", ("f2", "1"), ("under age", "a teacher, a nurse, a doctor")),
    "a man who is hurt": Script("gb", ("f2", "1"), ("0808 801 0327", "for men")),
    "a man who is hurt, no line named for men": Script("us", ("f2", "1"), ("1-800-799-7233", "It happens to men")),
    "a queer couple": Script("us", ("f2", "1"), ("couples of every kind", "1-800-799-7233")),
    "somebody afraid of what they do": Script(
        "us", ("f2", "3"), ("It takes something to look at that", "I am going out to calm down"), ("1-800-799-7233",)
    ),
    "somebody afraid of what they do, at night": Script("us", ("f2", "3", "space"), ("988", "a crisis line")),
    "sad, and not in danger": Script(
        "gb", ("f2", "2", "space"), ("To be low, or lonely, or sad is reason enough", "F3")
    ),
}


@pytest.mark.parametrize("who", SCRIPTS)
async def test_within_three_keys_the_right_words_stand_there_and_none_that_raise_danger(
    tmp_path: Path, who: str
) -> None:
    script = SCRIPTS[who]
    assert len(script.keys) <= 3
    async with sitting(tmp_path / "home", (80, 24), country=script.country) as open_:
        await open_.pilot.press(*script.keys)
        await open_.pilot.pause()
        page = " ".join(drawn(open_.app).split())
        for words in script.finds:
            assert words in page, page
        for words in script.not_there:
            assert words not in page
        source = Source(None, Document("x", {}, {}, {}))
        found = [fault.what for fault in wording_faults(source, [Words((), page)], HARMFUL)]  # type: ignore[arg-type]
        assert found == []


@pytest.mark.parametrize(
    ("who", "keys", "first"),
    [
        ("afraid now", ("f2",), "In danger now? Call 911."),
        ("afraid now", ("f2", "1"), "1-800-799-7233"),
        ("suicidal tonight", ("f2", "2"), "do not stay alone"),
        ("suicidal tonight", ("f2", "2"), "988"),
        ("afraid of what they do", ("f2", "3"), "I am going out"),
        ("a teenager", ("f2", "1", "space"), "a grown-up who can act"),
    ],
)
async def test_the_first_rows_hold_it_in_a_window_of_forty_by_twelve(
    tmp_path: Path, who: str, keys: tuple[str, ...], first: str
) -> None:
    async with sitting(tmp_path / "home", (40, 12), country="us") as open_:
        await open_.pilot.press(*keys)
        await open_.pilot.pause()
        assert first in " ".join(drawn(open_.app).split()), who


TYPED = {
    "afraid now": "He said he will kill me when he comes home tonight and I am scared.",
    "suicidal tonight": "I do not want to live any more. I have a plan for tonight.",
    "a teenager": "I am 16. My boyfriend checks my phone and hits me if I talk to other boys.",
    "a man who is hurt": "My wife hits me and throws things at me. Nobody would believe a man.",
    "a queer couple": "My girlfriend choked me last night and says nobody will believe two women.",
    "afraid of what they do": "I hit my wife last night and I am afraid I will do it again.",
}
NOT_ABUSED = "I am sad that we only talk about the shopping. I miss how we laughed in the car."


@pytest.mark.parametrize("who", TYPED)
async def test_such_words_in_a_practice_get_a_calm_line_and_the_key_and_no_score(tmp_path: Path, who: str) -> None:
    async with sitting(tmp_path / "home", country="us") as open_:
        await practise(open_, TYPED[who])
        view = open_.app.screen.view
        assert view.phase == "care"
        assert "Press F2" in view.care
        assert view.review is None
        source = Source(None, Document("x", {}, {}, {}))
        assert list(wording_faults(source, [Words((), view.care)], HARMFUL)) == []  # type: ignore[arg-type]
        await open_.pilot.press("f2")
        await open_.pilot.pause()
        assert isinstance(open_.app.screen, HelpScreen)


async def test_who_is_afraid_of_what_they_do_is_shown_their_own_page(tmp_path: Path) -> None:
    async with sitting(tmp_path / "home", country="us") as open_:
        await practise(open_, TYPED["afraid of what they do"])
        assert "press 3 there" in open_.app.screen.view.care


async def test_who_is_sad_and_not_abused_gets_no_alarm(tmp_path: Path) -> None:
    async with sitting(tmp_path / "home") as open_:
        await practise(open_, NOT_ABUSED)
        assert open_.app.screen.view.phase != "care"
        await open_.pilot.press("f3")
        assert isinstance(open_.app.screen, ResetScreen)


async def test_who_is_watched_is_gone_in_one_key_from_help_and_home_tells_nothing(tmp_path: Path) -> None:
    async with sitting(tmp_path / "home", others="somebody") as open_:
        await practise(open_, "I was scared when it got to three and I had heard nothing.")
        await open_.pilot.press("f2", "1", "f4")
        assert isinstance(open_.app.screen, HideScreen)
        await open_.pilot.press("f4", "escape", "escape")
        await open_.at(Go(to="home"))
        assert "scared" not in drawn(open_.app)
