"""Nothing is told by colour alone, whatever the terminal knows of colours; and nothing moves while nobody does."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.app import ScreenStackError

from coach.session.visit import local_now
from coach.store.base import Settings
from coach.store.home import open_home
from coach.tui import theme
from coach.tui.app import CoachApp
from coach.tui.run import ask_a_dumb_terminal_for_no_colour
from tests.safety.surfaces import SURFACES, shown_at
from tests.terminal import PYTHON, Terminal, environ
from tests.tui.fakes import drawn
from tests.tui.snapshots import same_as_seen

NAMES = ("next", "own-words", "quiet", "text")
IDS = {"ids": lambda ours: ours.name}

# --- contrast ------------------------------------------------------------------------------------------------

Light = tuple[float, float, float]
"""Red, green and blue as amounts of light, 0 to 1."""
SEEN_AS: dict[str, tuple[Light, Light, Light]] = {
    "by most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "without blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""Machado, Oliveira and Fernandes 2009, severity 1: what is left of the light for whoever lacks one kind of cone."""
ALIKE = 20.0
"""Below this distance (CIE 1976) two colours of running text are not surely told apart."""


def light(colour: str, seen: str = "by most") -> Light:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SEEN_AS[seen]
    )
    return red, green, blue


def brightness(one: Light) -> float:
    return 0.2126 * one[0] + 0.7152 * one[1] + 0.0722 * one[2]


def contrast(one: Light, other: Light) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def distance(one: Light, other: Light) -> float:
    def lab(red: float, green: float, blue: float) -> Light:
        x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
        z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
        fx, fy, fz = (
            part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
            for part in (x, brightness((red, green, blue)), z)
        )
        return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)

    return sum((a - b) ** 2 for a, b in zip(lab(*one), lab(*other), strict=True)) ** 0.5


@pytest.mark.parametrize("seen", SEEN_AS)
@pytest.mark.parametrize("ours", theme.THEMES, **IDS)
def test_every_word_has_a_contrast_of_seven_to_one_however_it_is_seen(ours: theme.Theme, seen: str) -> None:
    for name, ground in itertools.product(NAMES, (ours.background, ours.surface)):
        assert contrast(light(ours.variables[name], seen), light(ground, seen)) >= 7, name


@pytest.mark.parametrize("system", [ColorSystem.EIGHT_BIT, ColorSystem.STANDARD], ids=["256", "16"])
@pytest.mark.parametrize("ours", theme.THEMES, **IDS)
def test_every_word_can_be_read_in_the_colours_of_an_older_terminal(ours: theme.Theme, system: ColorSystem) -> None:
    def nearest(colour: str) -> Light:
        found = Color.parse(colour).downgrade(system)
        triplet = STANDARD_PALETTE[found.number or 0] if system is ColorSystem.STANDARD else found.get_truecolor()
        return light(triplet.hex)

    for name in NAMES:
        assert contrast(nearest(ours.variables[name]), nearest(ours.background)) >= 4.5, name


def alike(ours: theme.Theme, seen: str) -> set[frozenset[str]]:
    """The pairs of names whose colours fall together for whoever sees them so."""
    colours = {name: light(ours.variables[name], seen) for name in NAMES}
    pairs = itertools.combinations(NAMES, 2)
    return {frozenset(pair) for pair in pairs if distance(colours[pair[0]], colours[pair[1]]) < ALIKE}


@pytest.mark.parametrize("seen", SEEN_AS)
@pytest.mark.parametrize("ours", theme.THEMES, **IDS)
def test_what_is_next_and_ones_own_words_look_like_nothing_else(ours: theme.Theme, seen: str) -> None:
    """Only text that can wait is near to text: it loses nothing when read as text."""
    assert alike(ours, seen) <= {frozenset({"quiet", "text"})}


def test_a_theme_that_tells_by_red_and_green_would_be_noticed() -> None:
    poor = theme._theme(
        "poor", dark=True, ground="#101010", raised="#181818", text="#eeeeee", quiet="#aaaaaa", rule="#555555",
        lamp="#d08060", own="#80a060",
    )  # fmt: skip
    assert alike(poor, "by most") == set()
    assert frozenset({"next", "own-words"}) in alike(poor, "without red") | alike(poor, "without green")
    assert contrast(light(poor.variables["next"]), light("#101010")) < 7


# --- a sign or a word with every colour ----------------------------------------------------------------------

Seen = tuple[str, str, str, str]
"""A stretch in a colour that means something: its name, the widget, its words, the row up to them."""
BY_PLACE = {
    ("next", "KeyLine"): "a key before what it does, on the last row",
    ("next", "Static"): "what just happened, on its own row; or the sign of the field to search with",
    ("next", "Prose"): "'You see this differently', in these words",
    ("next", "Listening"): "the rule at the left, as of an editor; the words say the rest",
    ("next", "HomeItem"): "a bar at the left, and the sign of the row that goes on",
    ("own-words", "Editor"): "in the frame of the editor",
    ("own-words", "SlotEditor"): "on the rule of the blank",
    ("own-words", "SearchField"): "behind the sign of the search",
    ("own-words", "MarkedText"): "first on the page, with marks under them",
    ("own-words", "Lines"): "beside the day of the try",
    ("own-words", "JournalItem"): "under a day, in one's own journal",
    ("own-words", "SettingItem"): "at the right of the setting",
    ("own-words", "Prose"): "alone on the page, under the question; or in quotes",
}
"""Widgets where the place tells, so that no sign is needed."""
SIGNS = {"next": "▸▌", "own-words": "│▌“✓○"}
"""What stands before the words wherever the place does not tell."""


def coloured(app: CoachApp) -> Iterator[Seen]:
    """Every stretch on the screen in one of the two colours that mean something."""
    meant = {theme.DARK.variables[name]: name for name in SIGNS}
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            triplet = segment.style.color.triplet if segment.style and segment.style.color else None
            name = meant.get(triplet.hex) if triplet else None
            if name and segment.text.strip():
                widget, _ = app.screen.get_widget_at(x, y)
                yield name, type(widget).__name__, segment.text, strip.crop(0, x).text + segment.text
            x += segment.cell_length


def untold(found: Seen) -> bool:
    """Whether neither sign nor place nor name says what the colour says."""
    name, widget, _, row = found
    return not (
        (name, widget) in BY_PLACE
        or any(sign in row for sign in SIGNS[name])
        or (widget == "SpokenLine" and name == "own-words")
    )


async def each(activity: str, size: tuple[int, int] = (80, 60)) -> list[Seen]:
    """Everything coloured in every view of an activity."""
    found: list[Seen] = []
    async with shown_at(activity, next(iter(SURFACES[activity].values())), size) as (app, pilot, session):
        for view in SURFACES[activity].values():
            session.shows = [view]
            await app.screen.show_now()
            await pilot.pause()
            found += coloured(app)
    return found


@pytest.mark.parametrize("activity", SURFACES)
async def test_a_sign_a_word_or_a_place_says_what_the_colour_says(activity: str) -> None:
    assert [found for found in await each(activity) if untold(found)] == []


async def test_ones_own_lines_in_a_scene_bear_a_name() -> None:
    async with shown_at("scene", SURFACES["scene"]["scene"], (80, 60)) as (app, pilot, _):
        await pilot.pause()
        rows = [row for name, widget, _, row in coloured(app) if (name, widget) == ("own-words", "SpokenLine")]
        assert rows
        assert all("You   " in row for row in rows)


async def test_a_colour_without_a_sign_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.tui.widgets.actions.HERE", " ")
    monkeypatch.setattr("coach.tui.widgets.quote._BAR", "  ")
    found = [one for one in await each("lesson") if untold(one)]
    assert {name for name, *_ in found} == {"next", "own-words"}


# --- no colours at all ---------------------------------------------------------------------------------------


def plain(style: Style | None) -> str:
    """What a stretch has beside colour, as one letter: reverse, underline, bold, italic or nothing."""
    told = style or Style()
    return "r" if told.reverse else "u" if told.underline else "b" if told.bold else "i" if told.italic else " "


def attributes(app: CoachApp) -> str:
    """The screen as it stands without colour: its text, and under it a letter for each cell that stands out."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(plain(part.style) * part.cell_length for part in strip) for strip in strips)


@pytest.fixture
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


async def pages_of(activity: str) -> list[str]:
    """The text of every view of an activity."""
    pages = []
    async with shown_at(activity, next(iter(SURFACES[activity].values()))) as (app, pilot, session):
        for view in SURFACES[activity].values():
            session.shows = [view]
            await app.screen.show_now()
            await pilot.pause()
            pages.append(drawn(app))
    return pages


@pytest.mark.parametrize("activity", SURFACES)
async def test_every_view_says_the_same_without_colour(activity: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_colour = await pages_of(activity)
    monkeypatch.setenv("NO_COLOR", "1")
    assert await pages_of(activity) == with_colour


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize("activity", SURFACES)
async def test_what_has_the_focus_is_seen_without_colour(activity: str) -> None:
    """On the view with the most to do; and not a colour is sent."""
    name, view = max(SURFACES[activity].items(), key=lambda item: len(getattr(item[1], "actions", ())))
    async with shown_at(activity, view, (80, 60)) as (app, pilot, _):
        app.screen.set_focus(None)
        await pilot.pause()
        bare = list(zip(drawn(app).split("\n")[:-1], attributes(app).split("\n")[:-1], strict=True))
        for widget in list(app.screen.focus_chain):
            widget.focus(scroll_visible=False)
            await pilot.pause()
            # The last row names the keys of what has the focus, which is not what is asked here.
            looks = zip(drawn(app).split("\n")[:-1], attributes(app).split("\n")[:-1], strict=True)
            assert list(looks) != bare, (name, widget)
        for strip in app.screen._compositor.render_strips():
            for part in strip:
                for colour in (part.style.color, part.style.bgcolor) if part.style else ():
                    assert colour is None or colour.is_default


@pytest.mark.usefixtures("_no_colour")
async def test_the_palette_shows_without_colour_what_enter_would_do() -> None:
    async with shown_at("home", SURFACES["home"]["home"]) as (app, pilot, _):
        await pilot.press("ctrl+p")
        await app.workers.wait_for_complete()
        await pilot.press("down")
        await pilot.pause()
        lines = {mark for row in attributes(app).split("\n") for mark in [row.strip()] if mark}
        assert any("uuuu" in line for line in lines)


def letters(app: CoachApp, ours: theme.Theme) -> str:
    """The screen's colours as letters: what is next, one's own words, quiet, a rule; text has none."""
    named = {ours.variables[name]: name[0] for name in ("next", "own-words", "quiet", "rule")}

    def one(style: Style | None, text: str) -> str:
        triplet = style.color.triplet if style and style.color else None
        return named.get(triplet.hex, " ") if triplet and text.strip() else " "

    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(one(part.style, part.text) * part.cell_length for part in strip) for strip in strips)


SNAPPED = {"home": ("home", SURFACES["home"]["home"]), "review": ("lesson", SURFACES["lesson"]["practice review"])}


@pytest.mark.usefixtures("_no_colour")
@pytest.mark.parametrize("page", SNAPPED)
async def test_a_page_without_colour_looks_as_it_was_seen(page: str) -> None:
    """Below the text a letter for what is reverse, underlined, bold or italic."""
    activity, view = SNAPPED[page]
    async with shown_at(activity, view) as (app, pilot, _):
        await pilot.pause()
        same_as_seen(f"no-colour-{page}-80x24", f"{drawn(app)}\n{'=' * 80}\n{attributes(app)}")


@pytest.mark.parametrize("page", SNAPPED)
async def test_a_page_on_paper_looks_as_it_was_seen(page: str) -> None:
    """Below the text a letter for each colour: next, own words, quiet, rule."""
    activity, view = SNAPPED[page]
    async with shown_at(activity, view) as (app, pilot, _):
        app.theme = theme.PAPER.name
        await pilot.pause()
        same_as_seen(f"paper-{page}-80x24", f"{drawn(app)}\n{'=' * 80}\n{letters(app, theme.PAPER)}")


COLOUR = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:[34][0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")
TERMINALS = {
    "256 colours": {},
    "16 colours": {"TERM": "linux"},
    "all colours": {"COLORTERM": "truecolor"},
    "asked for none": {"NO_COLOR": "1"},
    "dumb": {"TERM": "dumb"},
}


def test_home_reads_the_same_on_every_terminal(tmp_path: Path) -> None:
    """The real program in five terminals; the two that want no colours are sent none."""
    home = open_home(tmp_path, clock=local_now)
    home.save_settings(Settings(welcomed=True, name="Sam", others="nobody")).result(10)
    home.close()
    pages = {}
    for name, more in TERMINALS.items():
        terminal = Terminal((PYTHON, "-m", "coach"), {**environ(tmp_path), **more})
        try:
            terminal.wait_for("F1 Keys")
            terminal.settle()
            pages[name] = terminal.screen()
            assert bool(COLOUR.search(terminal.output)) == (name not in ("asked for none", "dumb")), name
        finally:
            terminal.kill()
    assert len({"\n".join(page) for page in pages.values()}) == 1


def test_only_a_dumb_terminal_is_asked_for_no_colour() -> None:
    given = {"TERM": "xterm"}
    ask_a_dumb_terminal_for_no_colour(given)
    assert given == {"TERM": "xterm"}


# --- nothing moves while nobody does -------------------------------------------------------------------------


async def painted_in_a_second(app: CoachApp, wait: object) -> int:
    """How often the screen is drawn anew while every timer that runs comes due as often as in one second."""
    frames: list[object] = []
    display = app._display
    app._display = lambda screen, what: (frames.append(what) if what else None, display(screen, what))[1]  # type: ignore[method-assign]
    nodes = [app, *app.screen_stack, *(node for screen in app.screen_stack for node in screen.query("*"))]
    for node in nodes:
        for timer in list(node._timers):
            if timer._task is not None and timer._active.is_set() and timer._callback is not None:
                for _ in range(max(1, int(1 / timer._interval))):
                    timer._callback()
                    await wait()  # type: ignore[operator]
    return len(frames)


@pytest.mark.parametrize("activity", SURFACES)
async def test_nothing_is_drawn_while_nobody_does_anything(activity: str) -> None:
    async with shown_at(activity, next(iter(SURFACES[activity].values()))) as (app, pilot, _):
        await pilot.pause()
        assert await painted_in_a_second(app, pilot.pause) == 0


@pytest.mark.parametrize("keys", [["f1"], ["f2"], ["f3"], ["f4"], ["ctrl+p"]], ids="+".join)
async def test_nothing_is_drawn_on_the_pages_over_all_either(keys: list[str]) -> None:
    async with shown_at("home", SURFACES["home"]["home"]) as (app, pilot, _):
        await pilot.press(*keys)
        with suppress(ScreenStackError):
            await app.workers.wait_for_complete()
        await pilot.pause()
        assert await painted_in_a_second(app, pilot.pause) == 0


async def test_a_cursor_that_blinks_would_be_noticed() -> None:
    async with shown_at("lesson", SURFACES["lesson"]["reflection"]) as (app, pilot, _):
        app.screen.query_one("Editor").cursor_blink = True  # type: ignore[attr-defined]
        await pilot.pause()
        assert await painted_in_a_second(app, pilot.pause) > 1
