"""Home, the start pages and the journal as they are drawn and gone through by keys."""

from __future__ import annotations

import msgspec
import pytest

from coach.session import journal_views, views
from coach.session.activity import Go
from coach.tui.app import CoachApp
from coach.tui.screens.home import HomeItem
from tests.tui.fakes import FakeSession, FakeSitting, drawn, field

SIZES = [(80, 24), (120, 40), (40, 12)]


NOT_YET = "not written yet"


def row(label: str, title: str, sign: str = "○", word: str = "to come", note: str = NOT_YET) -> views.PathRow:
    return views.PathRow(
        lesson=f"l-{label[:1].lower()}",
        sign=sign,
        word=word,
        label=label,
        title=title,
        note=note,
        open=note != NOT_YET,
    )


HOME = views.HomeView(
    course="coach",
    date="Sat 21 Nov",
    greeting="Good evening, Sam. On Thursday you stopped in the middle of a sentence.",
    go_on=views.Action(id="go-on", label="Continue", primary=True),
    go_on_where="Lesson 2, step 5 of 12: say it with I",
    go_on_minutes="about 4 min",
    quote_key="speak/say",
    path=(
        row("Start here", "What emotional safety is", "✓", "done", ""),
        row("1", "Know yourself first", "✓", "done", ""),
        row("2", "Speak so the other can stay", "●", "here", "5 of 12"),
        row("3", "Small rituals"),
        row("4", "Hear before you fix"),
        row("5", "Trust, one kept promise at a time"),
        row("6", "Asking for help"),
        row("7", "Two people, two worlds"),
    ),
    again=(
        views.Again(lesson="speak", step="unread", title="The unread message", why="last tried three days ago"),
        views.Again(lesson="speak", step="review", title="After the bad review", why="last tried a week ago"),
    ),
    quiet=False,
    notices=(),
    read_only=False,
    actions=(views.Action(id="journal", label="Journal", key="j"),),
)
HALF_TYPED = "When it got to nine and I hadn't heard, I f"


class FakeHome(FakeSession):
    """Home with words half typed."""

    asked = False

    def quote(self) -> str:
        self.asked = True
        return HALF_TYPED

    def made(self) -> str:
        return "In your handbook: my cards: two."


def home(view: views.HomeView = HOME, **does: Go) -> tuple[CoachApp, FakeHome]:
    session = FakeHome(view, does=does)
    return CoachApp(FakeSitting(home=session)), session


async def test_home_at_80_by_24_looks_like_this():
    app, _ = home()
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = [row.rstrip() for row in drawn(app).splitlines()]
    assert rows == [
        "  coach                                                             Sat 21 Nov",
        " ──────────────────────────────────────────────────────────────────────────────",
        "  Good evening, Sam. On Thursday you stopped in the middle of a sentence.",
        "",
        " ▌▸ Continue   Lesson 2, step 5 of 12: say it with I             about 4 min",
        '               "When it got to nine and I hadn\'t heard, I f…"',
        "",
        "  Today, if you like",
        "  ↻ Another try: The unread message                last tried three days ago",
        "  ↻ Another try: After the bad review                  last tried a week ago",
        "",
        "  The path",
        "  ✓ Start here   What emotional safety is",
        "  ✓ 1            Know yourself first",
        "  ● 2            Speak so the other can stay                         5 of 12",
        "  ○ 3            Small rituals                               not written yet",
        "  ○ 4            Hear before you fix                         not written yet",
        "  ○ 5            Trust, one kept promise at a time           not written yet",
        "  ○ 6            Asking for help                             not written yet",
        "  ○ 7            Two people, two worlds                      not written yet",
        "",
        "  Journal",
        "",
        "  enter Continue   j Journal   F1 Keys",
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_enter_goes_on_where_the_learner_stopped(size):
    app, session = home()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert session.done == ["go-on"]


async def test_arrows_reach_open_lessons_and_practice_but_no_lesson_that_is_not_written():
    app, session = home()
    async with app.run_test() as pilot:
        await pilot.pause()
        met = []
        for _ in range(6):
            await pilot.press("down")
            met.append(app.focused.action.id)
        await pilot.press("enter")
        await pilot.pause()
    lessons = ["open:l-s", "open:l-1", "open:l-2"]
    assert met == ["again:speak/unread", "again:speak/review", *lessons, "journal"]
    assert session.done == ["journal"]


async def test_the_letter_of_the_journal_opens_it():
    app, session = home()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("j")
        await pilot.pause()
    assert session.done == ["journal"]


async def test_half_typed_words_come_without_moving_anything():
    app, _ = home()
    async with app.run_test() as pilot:
        await pilot.pause()
        with_words = drawn(app)
    app, session = home()
    session.quote = lambda: ""
    async with app.run_test() as pilot:
        await pilot.pause()
        without = drawn(app)
    assert HALF_TYPED in with_words
    assert len(with_words.splitlines()) == len(without.splitlines())
    assert [a for a, b in zip(with_words.splitlines(), without.splitlines(), strict=True) if a != b] == [
        next(line for line in with_words.splitlines() if HALF_TYPED in line)
    ]


async def test_no_word_of_the_learner_is_asked_for_when_others_use_the_computer():
    quiet = msgspec.structs.replace(
        HOME,
        quiet=True,
        quote_key="",
        again=(views.Again(lesson="speak", step="unread", title="", why="three days ago"),),
    )
    app, session = home(quiet)
    async with app.run_test() as pilot:
        await pilot.pause()
        page = drawn(app)
    assert not session.asked
    assert "↻ Another try: a practice" in page


async def test_notices_are_said_above_the_actions():
    app, _ = home(
        msgspec.structs.replace(HOME, notices=("Another window keeps your words.", "One file was damaged."))
    )
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Another window keeps your words. One file was damaged." in drawn(app)


async def test_escape_at_home_ends_the_sitting():
    app, _ = home()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0


async def test_lines_of_home_are_in_the_middle_of_a_wide_window_and_whole_in_a_narrow_one():
    app, _ = home()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert all(row[:20].strip() == "" for row in drawn(app).splitlines()[2:-1])
        await pilot.resize_terminal(40, 60)
        await pilot.pause()
        page = drawn(app)
        assert all(words in page for words in ("Trust, one", "Two people", "After the bad", "Journal"))
        assert all(len(row.rstrip()) <= 39 for row in page.splitlines()[2:])


# --- the start pages -----------------------------------------------------------------------------------------

TEXT = "This is a course for one person.\n\nIt is not therapy. Nobody reads what you write."
ON = views.Action(id="on", label="Go on", primary=True)
PAGES = (
    views.StartView(page=1, title="What this is", text=TEXT, field=None, actions=(ON,)),
    views.StartView(
        page=2,
        title="Who else is near",
        text="Who else uses this computer?",
        field=None,
        actions=(
            views.Action(id="nobody", label="Only me", key="1", group="list", primary=True),
            views.Action(id="somebody", label="Someone else too", key="2", group="list"),
        ),
    ),
    views.StartView(
        page=3,
        title="What to call you",
        text="Any name will do, and none is fine too.",
        field=field("start#name", label="Name", placeholder="You can leave this empty", rows=1),
        actions=(views.Action(id="finish", label="Begin", primary=True),),
    ),
)


def start() -> tuple[CoachApp, FakeSession]:
    session = FakeSession(*PAGES, does={"finish": Go(to="home")})
    return CoachApp(FakeSitting("start", start=session, home=FakeHome(HOME))), session


async def test_the_first_start_page_looks_like_this():
    app, _ = start()
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = [row.rstrip() for row in drawn(app).splitlines()]
    assert [row for row in rows if row] == [
        "  coach                                                            page 1 of 3",
        " ──────────────────────────────────────────────────────────────────────────────",
        "  What this is",
        "  This is a course for one person.",
        "  It is not therapy. Nobody reads what you write.",
        "  ▸ Go on",
        "  enter Go on   F1 Keys",
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_three_enters_and_a_name_lead_home(size):
    app, session = start()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter", "2")
        await pilot.pause()
        await pilot.press("S", "a", "m", "enter", "enter")
        await pilot.pause()
        assert "Good evening" in drawn(app)
    assert session.done == ["on", "somebody", "finish"]
    assert session.written["start#name"][0] == "Sam"


async def test_no_name_is_needed():
    app, session = start()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter", "enter", "ctrl+j")
        await pilot.pause()
        assert "Good evening" in drawn(app)
    assert session.written["start#name"][0] == ""


# --- the journal ---------------------------------------------------------------------------------------------

ENTRIES = journal_views.JournalView(
    rows=(
        journal_views.JournalRow(
            fact="f2", day="yesterday", first="On the train with my sister.", source="your own page"
        ),
        journal_views.JournalRow(fact="f1", day="yesterday", first="I was scared at three.", source="practice"),
        journal_views.JournalRow(fact="f0", day="last Thursday", first="Nobody noticed.", source="your own page"),
    ),
    actions=(views.Action(id="home", label="Home"),),
)
ENTRY = journal_views.JournalView(
    rows=(),
    opened="f1",
    question="Tell Jo what it was like for you.",
    text="I was scared at three.\nAnd at four.",
    when="yesterday",
    actions=(views.Action(id="list", label="Back to the list", primary=True),),
)


async def test_the_journal_is_a_list_by_day_and_an_entry_is_read_with_enter():
    session = FakeSession(ENTRIES, ENTRY)
    app = CoachApp(FakeSitting("journal", journal=session))
    async with app.run_test() as pilot:
        await pilot.pause()
        page = drawn(app)
        assert page.index("Yesterday") < page.index("On the train") < page.index("Last Thursday")
        while not (isinstance(app.focused, HomeItem) and app.focused.action.id == "read:f1"):
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        page = drawn(app)
        assert "Tell Jo what it was like for you." in page
        assert "And at four." in page
    assert session.done == ["read:f1"]


async def test_an_empty_journal_says_what_will_stand_there():
    app = CoachApp(FakeSitting("journal", journal=FakeSession(msgspec.structs.replace(ENTRIES, rows=()))))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nothing here yet." in drawn(app)
