"""The progress room as it is drawn and gone through by keys."""

from __future__ import annotations

import msgspec
import pytest

from coach.session.progress_room import LIMITS
from coach.session.progress_views import BandRow, Bar, MonthWeek, ProgressView, SkillPage, SkillRow, TryRow
from coach.session.views import Action, PathRow
from coach.tui import app as app_module
from coach.tui.screens.progress import ProgressScreen, SkillItem
from tests.safety.payloads import SURFACE, hostile, obeyed
from tests.tui.screens_alone import SIZES, opened

FIRST = "You named a feeling of your own in 9 of your last 10 tries at saying it with I."
OWN = "When it got to three and I had heard nothing, I was scared."
HOME = Action(id="home", label="Home", key="h", primary=True, closes=True)
BACK = Action(id="back", label="Back", key="b", primary=True, closes=True)


def lesson(label: str, title: str, sign: str = "○", word: str = "to come", note: str = "") -> PathRow:
    return PathRow(lesson=label, sign=sign, word=word, label=label, title=title, note=note, open=True)


def skill(id: str, name: str, counts: str, last: str, words: str = "") -> SkillRow:
    action = Action(id=f"skill:{id}", label=f"Your tries: {name}", group="list")
    return SkillRow(action=action, name=name, counts=counts, last=last, words=words)


PAGE = ProgressView(
    day="Sunday 22 November 2026",
    first=FIRST,
    path=(
        lesson("Start here", "What emotional safety is", "✓", "done"),
        lesson("1", "Know yourself first", "✓", "done"),
        lesson("2", "Speak so the other can stay", "●", "here", "5 of 12"),
        lesson("3", "Small rituals"),
        lesson("4", "Hear before you fix"),
    ),
    skills=(
        skill("i-statement", "Saying it with I", "14 tries, 9 solid or better", "at home; last on Friday", OWN),
        skill("reflection", "Saying back what you heard", "2 tries", "last yesterday"),
    ),
    skills_say="Not tried yet: Opening softly, Validating.",
    month=(
        MonthWeek(days="Sun 1", signs="            ·", says=""),
        MonthWeek(days="Mon 2 to Sun 8", signs="● · ● · · · ●", says="three days"),
        MonthWeek(days="Mon 9 to Sun 15", signs="· · · · · · ·", says=""),
        MonthWeek(days="Mon 16 to Sun 22", signs="● ● · · ● ● ●", says="five days"),
    ),
    month_says="Practised on eight days this month.",
    weeks=(Bar(label="Mon 9 Nov", bar="█" * 8, count=8), Bar(label="Mon 16 Nov", bar="█" * 6, count=6)),
    weeks_say="14 tries in these two weeks, eight at most in one.",
    bands=(
        BandRow(
            name="Saying it with I",
            bands="seed, taking shape ×3, solid ×6",
            says="Solid or better in 5 of the last 5, in 1 of the 5 before.",
        ),
    ),
    limits=LIMITS,
    actions=(HOME,),
)
TRIES = msgspec.structs.replace(
    PAGE,
    opened=SkillPage(
        name="Saying it with I",
        says="14 tries, 9 solid or better.",
        tries=(
            TryRow(day="22 Nov", first=OWN, band="Solid"),
            TryRow(day="19 Nov", first="You never think of me.", band="no band"),
        ),
    ),
    actions=(BACK,),
)


@pytest.fixture(autouse=True)
def the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only door there is leads to the progress room."""
    monkeypatch.setattr(app_module, "screen_for", lambda go, sitting: ProgressScreen(sitting.open(go)))


async def test_the_first_window_at_80_by_24_looks_like_this():
    async with opened("progress", PAGE) as room:
        assert [row.rstrip() for row in room.text().splitlines()] == [
            "  Progress                                             Sunday 22 November 2026",
            " ──────────────────────────────────────────────────────────────────────────────",
            "  You named a feeling of your own in 9 of your last 10 tries at saying it",
            "  with I.",
            "",
            "  The path",
            "  ✓ done     Start here  What emotional safety is",
            "  ✓ done     1           Know yourself first",
            "  ● here     2           Speak so the other can stay                 5 of 12",
            "  ○ to come  3           Small rituals",
            "  ○ to come  4           Hear before you fix                                ▅",
            "",
            "  Skills",
            "  Saying it with I      14 tries, 9 solid or better; at home; last on Friday",
            "    │ When it got to three and I had heard nothing, I was scared.",
            "",
            "  Saying back what you heard                         2 tries; last yesterday",
            "",
            "  Not tried yet: Opening softly, Validating.",
            "",
            "",
            "  ▸ Home",
            "",
            "  enter Home   page down More below   F1 Keys",
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_the_most_useful_sentence_is_in_the_first_window(size):
    async with opened("progress", PAGE, size=size) as room:
        assert " ".join(room.text().split("─ ")[-1].split()).startswith(FIRST)


@pytest.mark.parametrize("size", SIZES)
async def test_all_of_the_page_can_be_scrolled_to_with_the_space_bar(size):
    async with opened("progress", PAGE, size=size) as room:
        seen = room.text()
        for _ in range(40):
            await room.press("space")
            seen += room.text()
        for words in ("The path", "Not tried yet", "● · ● · · · ●", "three days", "████████  8", "×3", "two of you."):
            assert words in seen
        assert room.body.scroll_y == room.body.max_scroll_y


async def test_down_reads_on_from_where_the_page_begins():
    async with opened("progress", PAGE) as room:
        await room.press("down", "down")
        assert room.body.scroll_y == 2


@pytest.mark.parametrize("size", SIZES)
async def test_by_keys_a_skill_opens_and_closes_and_leaves_the_learner_where_they_were(size):
    async with opened("progress", PAGE, TRIES, size=size, does={}) as room:
        await room.press("shift+tab", "shift+tab")
        assert isinstance(room.focused, SkillItem)
        chosen, at = room.focused.action.id, room.body.scroll_y
        assert "enter See these tries" in room.text()
        await room.press("enter")
        assert room.session.done == [chosen]
        assert "Progress · Saying it with I"[: size[0] // 2] in room.text()
        assert OWN[:20] in room.text()
        assert room.body.scroll_y == 0
        room.session.shows = [TRIES, PAGE]
        await room.press("escape")
        assert room.session.done == [chosen, "back"]
        assert isinstance(room.focused, SkillItem)
        assert (room.focused.action.id, room.body.scroll_y) == (chosen, at)


async def test_escape_and_h_lead_home():
    for key in ("escape", "h", "enter"):
        async with opened("progress", PAGE) as room:
            await room.press(key)
            assert room.session.done == ["home"]


async def test_the_learners_own_words_have_their_colour_and_a_bar():
    async with opened("progress", PAGE, TRIES) as room:
        item = room.screen.query(SkillItem).first()
        drawn = item.render()
        assert any(span.style == "$own-words" for span in drawn.spans)
        assert f"│ {OWN}" in drawn.plain


async def test_what_there_is_nothing_of_yet_has_no_heading():
    nothing = msgspec.structs.replace(
        PAGE, skills=(), month=(), weeks=(), weeks_say="", bands=(), limits="", month_says="November is still open."
    )
    async with opened("progress", nothing, size=(80, 40)) as room:
        page = room.text()
        for heading in ("Skills", "Tries a week", "Bands"):
            assert heading not in page
        assert "November is still open." in page


@pytest.mark.parametrize("view", [PAGE, TRIES], ids=["page", "tries"])
async def test_hostile_words_are_drawn_letter_for_letter_at_every_size_and_scrolled(view):
    async with opened("progress", hostile(view, " ".join(SURFACE))) as room:
        for size in SIZES:
            await room.resize(*size)
            for _ in range(2):
                assert not obeyed(room.text())
                await room.press("space")
        assert room.app.is_running


async def test_a_resize_in_the_middle_keeps_the_skill_in_hand():
    async with opened("progress", PAGE) as room:
        await room.press("up")
        held = room.focused
        await room.resize(120, 40)
        await room.resize(40, 12)
        assert room.focused is held
        await room.press("enter")
        assert room.session.done == ["skill:reflection"]
