"""The journal: everything written is there, can be found, read, changed, taken out and put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from coach.errors import CoachError, StoreError
from coach.progress.model import Attempt, Entry, Followed, Kept, Planned, Played, Recalled, Revised
from coach.session import journal as room
from coach.session.activity import Activity, Go
from coach.session.journal_views import JournalView
from coach.session.page_parts import ANOTHER_WAY
from coach.session.views import PlanView, ReflectionView
from coach.session.visit import Visit
from coach.session.writing import NOTHING_WRITTEN
from coach.store.home import open_home
from coach.store.memory import MemoryHome
from tests.safety.payloads import HOSTILE
from tests.session.sittings import Clock, Sittings

COURSE = Path(__file__).parent / "course"
LESSON = "small"
THE_LESSON = "Lesson 1 · Every kind once"


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def page(text: str, **more: str) -> Entry:
    return Entry(text=text, **more)


def tried(text: str, step: str = "say-it") -> Attempt:
    return Attempt(
        lesson=LESSON, step=step, digest="d", question="Ash came home at three.\nTell Ash.", skill="i-statement",
        text=text, support="none", band="seed",
    )  # fmt: skip


def turn(text: str, says: str, parent: str | None, play: str = "p") -> Played:
    return Played(
        play=play, scene="door", digest="d", persona="plain", engine=1, lesson=LESSON, step="the-door",
        beat="arrival", parent=parent, text=text, says=says,
    )  # fmt: skip


def planned(will: str) -> Planned:
    return Planned(
        lesson=LESSON, step="one-plan", question="When will you try it?", slots={"when": "a", "will": will},
        text=f"When I hear the door,\nI will {will}.",
    )  # fmt: skip


async def play(visit: Visit) -> list[str]:
    """A talk that was taken back once; the ids of its turns."""
    (opening,) = await visit.record(turn("", "You are still up.", None))
    (first,) = await visit.record(turn("I was scared.", "(sits) I should have written.", opening.id))
    (harsh,) = await visit.record(turn("You never think of me.", "Here we go.", first.id))
    (again,) = await visit.record(turn("One word would help.", "I can do that.", first.id))
    return [opening.id, first.id, harsh.id, again.id]


def journal(visit: Visit) -> Activity:
    return visit.open(Go(to="journal"))


def seen(activity: Activity) -> JournalView:
    view = activity.view()
    assert isinstance(view, JournalView)
    return view


def firsts(activity: Activity) -> list[str]:
    return [row.first for row in seen(activity).rows]


def offered(activity: Activity) -> list[str]:
    return [action.id for action in seen(activity).actions]


async def read(activity: Activity, first: str) -> JournalView:
    await activity.do(f"read:{next(row.fact for row in seen(activity).rows if row.first == first)}")
    return seen(activity)


def search(activity: Activity, words: str) -> list[str]:
    activity.write(room.SEARCH, words, 0, len(words))
    return firsts(activity)


# --- rows ----------------------------------------------------------------------------------------------------


async def test_everything_written_is_a_row_newest_first_with_where_it_came_from(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("a page"))
    await visit.record(page("an answer\nin two lines", question="What?", lesson=LESSON, step="own-words"))
    await visit.record(
        Recalled(lesson=LESSON, step="from-memory", question="What was it?", text="one page", rating="had")
    )
    (plan,) = await visit.record(planned("say one feeling"))
    await visit.record(
        Followed(plan=plan.id, lesson=LESSON, step="one-plan", went="partly", question="How?", text="it half worked")
    )
    (attempt,) = await visit.record(tried("I was scared."))
    await visit.record(Kept(of=attempt.id, text="I was scared."))
    assert [(row.first, row.source) for row in seen(journal(visit)).rows] == [
        ("I was scared.", "a sentence you kept"),
        ("I was scared.", "Say it"),
        ("it half worked", "how a plan went"),
        ("When I hear the door,", "One plan"),
        ("one page", "From memory"),
        ("an answer", "Own words"),
        ("a page", "your own page"),
    ]


async def test_what_has_no_words_is_no_row(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(Followed(plan="x", lesson=LESSON, step="one-plan", went="did"))
    await visit.record(Recalled(lesson=LESSON, step="from-memory", question="What?", text=" \n", rating="not-yet"))
    await visit.record(turn("", "You are still up.", None))
    view = seen(journal(visit))
    assert view.rows == ()
    assert "Nothing here yet" in view.empty
    assert view.search is None


async def test_the_tries_of_one_step_and_day_are_one_row_and_read_one_after_the_other(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(tried("first"))
    await visit.record(tried("elsewhere", "say-back"))
    await visit.record(tried("second"))
    small.clock.on(days=1)
    await visit.record(tried("third"))
    activity = journal(visit)
    assert [(row.day, row.first, row.source) for row in seen(activity).rows] == [
        ("today", "third", "Say it"),
        ("yesterday", "second", "Say it, 2 tries"),
        ("yesterday", "elsewhere", "Say it back"),
    ]
    opened = await read(activity, "second")
    assert opened.question == "Ash came home at three.\nTell Ash."
    assert [(part.heading, part.text) for part in opened.parts] == [
        ("Try one, yesterday at 20:30:", "first"),
        ("Try two, yesterday at 20:30:", "second"),
    ]


async def test_a_play_is_one_row_and_opens_to_what_both_said(small: Sittings) -> None:
    visit = small.welcomed()
    await play(visit)
    activity = journal(visit)
    assert [(row.first, row.source) for row in seen(activity).rows] == [("I was scared.", "At the door, 3 lines")]
    parts = (await read(activity, "I was scared.")).parts
    assert [[(line.name, line.text) for line in part.said] for part in parts] == [
        [
            ("Ash", "You are still up."),
            ("You", "I was scared."),
            ("Ash", "(sits) I should have written."),
            ("You", "You never think of me."),
            ("Ash", "Here we go."),
        ],
        [("You", "One word would help."), ("Ash", "I can do that.")],
    ]
    assert [part.heading for part in parts] == ["", ANOTHER_WAY]
    assert seen(activity).text == ""


async def test_a_talk_whose_scene_is_gone_can_still_be_read(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(msgspec.structs.replace(turn("Are you there?", "Yes.", None), scene="gone", step="gone"))
    opened = await read(activity := journal(visit), "Are you there?")
    assert [line.name for line in opened.parts[0].said] == ["You", "They"]
    assert "go" not in offered(activity)


async def test_of_a_plan_the_newest_is_the_row_and_the_earlier_ones_are_inside(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(planned("leave"))
    small.clock.on(days=2)
    await visit.record(planned("stay"))
    activity = journal(visit)
    opened = await read(activity, "When I hear the door,")
    assert opened.text.endswith("I will stay.")
    assert opened.earlier == ()
    await activity.do("earlier")
    assert [(part.heading, part.text) for part in seen(activity).earlier] == [
        ("Until today at 20:30:", "When I hear the door,\nI will leave.")
    ]


async def test_how_a_plan_went_stands_beside_the_plan(small: Sittings) -> None:
    visit = small.welcomed()
    (plan,) = await visit.record(planned("stay"))
    await visit.record(
        Followed(plan=plan.id, lesson=LESSON, step="one-plan", went="did", question="How did it go?", text="I stayed")
    )
    opened = await read(journal(visit), "I stayed")
    assert opened.question == "How did it go?"
    assert "I will stay." in opened.parts[0].text


async def test_days_are_named_as_a_person_would(small: Sittings) -> None:
    visit = small.welcomed()
    for days in (400, 20, 5, 1):
        await visit.record(page(f"{days} before"))
        small.clock.on(days=days)
    await visit.record(page("now"))
    assert [row.day for row in seen(journal(visit)).rows] == [
        "today",
        "yesterday",
        "Sunday 16 January",
        "Monday 27 December 2027",
        "Sunday 22 November 2026",
    ]


async def test_by_lesson_rows_stand_under_their_lesson_and_pages_of_none_at_the_end(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("from long ago", lesson="gone", step="gone"))
    await visit.record(page("older", lesson=LESSON, step="own-words"))
    await visit.record(page("free"))
    (attempt,) = await visit.record(tried("newer"))
    await visit.record(Kept(of=attempt.id, text="kept"))
    activity = journal(visit)
    await activity.do("turn")
    view = seen(activity)
    assert view.by_lesson
    assert [(row.lesson, row.first) for row in view.rows] == [
        (THE_LESSON, "kept"),
        (THE_LESSON, "newer"),
        (THE_LESSON, "older"),
        ("Lessons that are no longer here", "from long ago"),
        ("Your own pages", "free"),
    ]
    assert view.rows[2].source == "Own words"
    await activity.do("turn")
    assert firsts(activity)[0] == "kept"
    assert not seen(activity).by_lesson


# --- searching -----------------------------------------------------------------------------------------------


@pytest.fixture
async def told(small: Sittings) -> Activity:
    """A journal of four pages."""
    visit = small.welcomed()
    await visit.record(page("Le café était fermé.\nI hadn’t slept at all."))
    await visit.record(page("The lamp fell.", question="What broke the silence?", lesson=LESSON, step="own-words"))
    await visit.record(tried("When the LAMP fell I was scared."))
    await play(visit)
    return journal(visit)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lamp", ["When the LAMP fell I was scared.", "The lamp fell."]),
        ("LAMP fell scared", ["When the LAMP fell I was scared."]),
        ("cafe ETAIT", ["Le café était fermé."]),
        ("café", ["Le café était fermé."]),
        ("hadn't", ["I hadn’t slept at all."]),
        ("silence", ["The lamp fell."]),
        ("own words", ["The lamp fell."]),
        ("at the door", ["I was scared."]),
        ("practice", ["When the LAMP fell I was scared."]),
        ("lam pfell", []),
        ("lamp café", []),
        ("  ", ["I was scared.", "When the LAMP fell I was scared.", "The lamp fell.", "Le café était fermé."]),
    ],
)
async def test_every_word_searched_for_is_in_the_words_the_question_or_the_source(
    told: Activity, words: str, found: list[str]
) -> None:
    assert search(told, words) == found


async def test_when_nothing_is_found_a_sentence_says_so(told: Activity) -> None:
    search(told, "zebra")
    assert seen(told).empty == room.NOT_FOUND
    assert seen(told).search is not None


async def test_a_row_found_far_into_a_long_line_shows_the_place(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("one two three four five six seven eight nine ten"))
    activity = journal(visit)
    assert search(activity, "NINE") == ["… six seven eight nine ten"]
    assert search(activity, "five") == ["one two three four five six seven eight nine ten"]


async def test_words_searched_for_are_on_no_disk_and_gone_with_the_visit(small: Sittings, told: Activity) -> None:
    search(told, "lampenfieber")
    visit = small.open()
    assert not [path for path in small.folder.rglob("*") if path.is_file() and b"lampenfieber" in path.read_bytes()]
    assert visit.draft(room.SEARCH).text == ""
    assert len(firsts(journal(visit))) == 4


async def test_a_search_stays_while_what_it_found_is_read(told: Activity) -> None:
    search(told, "silence")
    await read(told, "The lamp fell.")
    await told.do("list")
    assert firsts(told) == ["The lamp fell."]


async def test_what_is_found_in_an_earlier_plan_is_seen_when_it_is_opened(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(planned("hum a song"))
    await visit.record(planned("stay"))
    activity = journal(visit)
    assert search(activity, "hum") == ["I will hum a song."]
    assert (await read(activity, "I will hum a song.")).earlier


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_words_can_be_kept_and_searched_for(small: Sittings, text: str) -> None:
    visit = small.welcomed()
    await visit.record(page(f"x {text} y"))
    activity = journal(visit)
    assert len(search(activity, text)) == 1
    view = await read(activity, firsts(activity)[0])
    assert view.text == f"x {text} y"


async def test_history_is_read_once_and_not_at_every_key(told: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    search(told, "l")
    monkeypatch.setattr(Visit, "history", lambda self: pytest.fail("read again"))
    for words in ("la", "lam", "lamp", ""):
        search(told, words)
    assert len(firsts(told)) == 4


async def test_of_thousands_forty_are_shown_and_all_can_be_reached_and_found() -> None:
    clock = Clock()
    visit = Visit(MemoryHome(), COURSE, clock=clock)
    await visit.record(*(page(f"day {n}") for n in range(5000)))
    activity = journal(visit)
    assert seen(activity).place == "1 to 40 of 5000"
    assert search(activity, "day 4711") == ["day 4711"]
    search(activity, "")
    met: list[str] = []
    while "older" in offered(activity):
        met += firsts(activity)
        await activity.do("older")
    met += firsts(activity)
    assert met == [f"day {n}" for n in range(4999, -1, -1)]
    await activity.do("newer")
    assert seen(activity).place == "4921 to 4960 of 5000"
    assert len(search(activity, "day 1")) == 40
    assert seen(activity).place.startswith("1 to 40 of ")


# --- reading -------------------------------------------------------------------------------------------------


async def test_a_page_is_read_with_its_question_its_time_and_where_it_was_written(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("I\nremember", question="What then?", lesson=LESSON, step="own-words"))
    small.clock.on(days=3)
    opened = await read(journal(visit), "I")
    assert (opened.question, opened.text) == ("What then?", "I\nremember")
    assert opened.when == "on Sunday 22 November at 20:30"
    assert opened.where == f"You wrote this in {THE_LESSON}: Own words."


async def test_a_kept_sentence_has_the_question_it_answered(small: Sittings) -> None:
    visit = small.welcomed()
    (attempt,) = await visit.record(tried("I was scared."))
    await visit.record(Kept(of=attempt.id, text="scared"))
    opened = await read(journal(visit), "scared")
    assert opened.question == "Ash came home at three.\nTell Ash."
    assert opened.where == f"You kept this sentence in {THE_LESSON}: Say it."


@pytest.mark.parametrize(("body", "shown"), [
    (page("words", lesson=LESSON, step="own-words"), ReflectionView),
    (planned("stay"), PlanView),
])  # fmt: skip
async def test_one_can_go_to_where_it_was_written_and_the_place_on_the_path_stays(
    small: Sittings, body: Entry | Planned, shown: type
) -> None:
    visit = small.welcomed()
    await visit.open(Go(to="lesson", lesson=LESSON)).do("next")
    on_the_path = visit.position
    await visit.record(body)
    activity = journal(visit)
    await activity.do(f"read:{seen(activity).rows[0].fact}")
    go = await activity.do("go")
    assert go == Go(to="lesson", lesson=LESSON, step=body.step)
    view = visit.open(go).view()
    assert isinstance(view, shown)
    assert view.saved == body.text  # type: ignore[attr-defined]
    visit.leave_aside()
    assert visit.position is not None
    assert on_the_path is not None
    assert visit.position.step == on_the_path.step


async def test_from_a_step_that_is_gone_nobody_is_led_anywhere(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("words", lesson=LESSON, step="not-any-more"))
    await read(activity := journal(visit), "words")
    assert "go" not in offered(activity)
    with pytest.raises(CoachError):
        await activity.do("go")


# --- writing and changing ------------------------------------------------------------------------------------


async def test_a_page_is_written_kept_and_stands_on_top(small: Sittings) -> None:
    visit = small.welcomed()
    activity = journal(visit)
    await activity.do("write")
    field = seen(activity).field
    assert field is not None
    activity.write(field.draft.key, "Today was quiet.", 0, 16)
    await activity.do("keep")
    assert firsts(activity) == ["Today was quiet."]
    assert seen(activity).notice == room.KEPT
    assert visit.draft(room.NEW).text == ""
    (fact,) = visit.history()
    assert fact.body == Entry(text="Today was quiet.")
    again = journal(small.open())
    assert seen(again) == msgspec.structs.replace(seen(activity), notice="")


async def test_a_new_page_is_seen_in_the_list_whatever_was_searched_for(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("the lamp", lesson=LESSON, step="own-words"))
    activity = journal(visit)
    await activity.do("turn")
    search(activity, "lamp")
    await activity.do("write")
    activity.write(room.NEW, "quiet", 0, 5)
    await activity.do("keep")
    assert firsts(activity) == ["quiet", "the lamp"]
    assert not seen(activity).by_lesson


async def test_nothing_is_kept_where_nothing_is_written(small: Sittings) -> None:
    activity = journal(visit := small.welcomed())
    await activity.do("write")
    activity.write(room.NEW, " \n ", 1, 0)
    await activity.do("keep")
    assert seen(activity).notice == NOTHING_WRITTEN
    assert seen(activity).field is not None
    assert visit.history() == []


async def test_a_half_written_page_waits_for_the_next_visit(small: Sittings) -> None:
    activity = journal(small.welcomed())
    await activity.do("write")
    activity.write(room.NEW, "It was nine and", 0, 15)
    again = journal(small.open())
    assert next(action.label for action in seen(again).actions if action.id == "write") == "Go on with your page"
    await again.do("write")
    field = seen(again).field
    assert field is not None
    assert (field.draft.text, field.draft.column) == ("It was nine and", 15)


async def test_a_half_written_page_is_not_said_to_be_where_the_path_was_left(small: Sittings) -> None:
    visit = small.welcomed()
    visit.open(Go(to="lesson", lesson=LESSON, step="own-words")).write(f"{LESSON}/own-words", "in the lesson", 0, 13)
    activity = journal(visit)
    await activity.do("write")
    activity.write(room.NEW, "in the journal", 0, 14)
    assert visit.position is not None
    assert visit.position.writing == f"{LESSON}/own-words"
    activity.write(room.NEW, "", 0, 0)
    assert visit.position.writing == f"{LESSON}/own-words"


async def test_words_that_give_cause_for_concern_are_kept_and_a_gentle_line_follows(small: Sittings) -> None:
    activity = journal(visit := small.welcomed())
    await activity.do("write")
    activity.write(room.NEW, "I am afraid of him. He hit me again last night.", 0, 40)
    await activity.do("keep")
    assert "F2" in seen(activity).notice
    assert len(visit.history()) == 1


async def test_a_page_is_changed_and_the_earlier_words_stay_readable(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("first words"))
    small.clock.on(days=1)
    await read(activity := journal(visit), "first words")
    await activity.do("change")
    field = seen(activity).field
    assert field is not None
    assert (field.draft.text, field.draft.column) == ("first words", 11)
    activity.write(field.draft.key, "second words", 0, 12)
    await activity.do("keep")
    view = seen(activity)
    assert (view.text, view.notice) == ("second words", room.CHANGED)
    assert view.where.endswith("It was changed today at 20:30.")
    again = journal(small.open())
    await read(again, "second words")
    await again.do("earlier")
    assert [(part.heading, part.text) for part in seen(again).earlier] == [("Until today at 20:30:", "first words")]
    await again.do("list")
    assert search(again, "first") == []


async def test_changing_and_leaving_keeps_the_half_changed_words_for_the_next_visit(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(Kept(of="x", text="first words"))
    await read(activity := journal(visit), "first words")
    await activity.do("change")
    field = seen(activity).field
    assert field is not None
    activity.write(field.draft.key, "first words and", 0, 15)
    await activity.do("leave")
    assert seen(activity).text == "first words"
    again = journal(small.open())
    await read(again, "first words")
    assert next(action.label for action in seen(again).actions if action.id == "change") == "Go on changing it"
    await again.do("change")
    field = seen(again).field
    assert field is not None
    assert field.draft.text == "first words and"


async def test_leaving_unchanged_or_keeping_the_same_words_leaves_no_trace(small: Sittings) -> None:
    visit = small.welcomed()
    (fact,) = await visit.record(page("words"))
    await read(activity := journal(visit), "words")
    for way_out in ("leave", "keep"):
        await activity.do("change")
        await activity.do(way_out)
        assert seen(activity).text == "words"
        assert next(action.label for action in seen(activity).actions if action.id == "change") == "Change it"
        assert visit.draft(f"journal/{fact.id}").text == ""
    assert len(visit.history()) == 1


async def test_tries_plans_and_plays_cannot_be_changed_here(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(tried("a try"))
    await visit.record(planned("stay"))
    await play(visit)
    activity = journal(visit)
    for row in seen(activity).rows:
        await activity.do(f"read:{row.fact}")
        assert "change" not in offered(activity)
        await activity.do("list")


async def test_when_saving_fails_nothing_changes_and_the_words_stay(
    small: Sittings, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = journal(visit := small.welcomed())
    await activity.do("write")
    activity.write(room.NEW, "words", 0, 5)

    async def refuse(*bodies: object, **more: object) -> None:
        raise StoreError("The disk is full. Your words are still here.")

    monkeypatch.setattr(visit, "record", refuse)
    with pytest.raises(StoreError):
        await activity.do("keep")
    field = seen(activity).field
    assert field is not None
    assert field.draft.text == "words"


# --- taking out ----------------------------------------------------------------------------------------------


async def test_a_page_taken_out_is_gone_at_once_and_undo_puts_it_back(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("stays"))
    await visit.record(page("goes"))
    await read(activity := journal(visit), "goes")
    await activity.do("take-out")
    assert firsts(activity) == ["stays"]
    assert seen(activity).notice == room.TAKEN_OUT
    assert next(action for action in seen(activity).actions if action.id == "undo").key == "u"
    assert firsts(journal(small.open())) == ["stays"]
    visit = small.open()
    await read(activity := journal(visit), "stays")
    await activity.do("take-out")
    await activity.do("undo")
    assert (firsts(activity), seen(activity).notice) == (["stays"], room.PUT_BACK)
    assert "undo" not in offered(activity)
    assert firsts(journal(small.open())) == ["stays"]


async def test_of_a_group_everything_is_taken_out_and_put_back_together(small: Sittings) -> None:
    visit = small.welcomed()
    turns = await play(visit)
    await visit.record(tried("one"), tried("two"))
    activity = journal(visit)
    for first in ("two", "I was scared."):
        await read(activity, first)
        await activity.do("take-out")
    assert firsts(activity) == []
    assert set(turns) < set(visit.progress.removed)
    assert visit.history() == [fact for fact in visit.history() if fact.kind == "removed"]
    await activity.do("taken-out")
    assert [row.first for row in seen(activity).rows] == ["I was scared.", "two"]
    for _ in range(2):
        await activity.do(f"read:{seen(activity).rows[0].fact}")
        await activity.do("put-back")
    assert not visit.progress.removed
    assert firsts(activity) == ["two", "I was scared."]


async def test_what_was_taken_out_says_when_and_can_be_put_back_for_thirty_days(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("goes"))
    await read(activity := journal(visit), "goes")
    await activity.do("take-out")
    small.clock.on(days=29)
    activity = journal(small.open())
    assert seen(activity).rows == ()
    await activity.do("taken-out")
    (row,) = seen(activity).rows
    assert (row.first, row.day) == ("goes", "taken out on Sunday 22 November")
    await activity.do("list")
    small.clock.on(days=2)
    activity = journal(small.open())
    assert "taken-out" not in offered(activity)
    with pytest.raises(CoachError):
        await activity.do("taken-out")


async def test_half_changed_words_come_back_with_a_page_that_is_put_back(small: Sittings) -> None:
    visit = small.welcomed()
    (fact,) = await visit.record(page("words"))
    visit.write(f"journal/{fact.id}", "words and", 0, 9)
    await read(activity := journal(visit), "words")
    await activity.do("take-out")
    await activity.do("undo")
    await read(activity, "words")
    assert "Go on changing it" in [action.label for action in seen(activity).actions]


async def test_a_page_taken_out_can_be_read_only_among_those_taken_out(small: Sittings) -> None:
    visit = small.welcomed()
    (there,) = await visit.record(page("stays"))
    (gone,) = await visit.record(page("goes"))
    await read(activity := journal(visit), "goes")
    await activity.do("take-out")
    with pytest.raises(CoachError):
        await activity.do(f"read:{gone.id}")
    await activity.do("taken-out")
    with pytest.raises(CoachError):
        await activity.do(f"read:{there.id}")
    await activity.do(f"read:{gone.id}")
    assert seen(activity).text == "goes"
    assert offered(activity) == ["put-back", "list", "erase"]


# --- always --------------------------------------------------------------------------------------------------


async def test_a_window_that_can_only_read_searches_and_reads_and_is_offered_nothing_else(small: Sittings) -> None:
    visit = small.welcomed()
    await visit.record(page("stays"), page("goes", lesson=LESSON, step="own-words"))
    await read(activity := journal(visit), "stays")
    await activity.do("take-out")
    second = open_home(small.folder, clock=small.clock)
    try:
        activity = journal(Visit(second, COURSE, clock=small.clock))
        assert offered(activity) == ["turn", "taken-out", "home"]
        assert search(activity, "own words") == ["goes"]
        await read(activity, "goes")
        assert offered(activity) == ["list", "go"]
        for action in ("change", "take-out", "put-back", "keep"):
            with pytest.raises(CoachError):
                await activity.do(action)
        await activity.do("list")
        await activity.do("taken-out")
        await activity.do(f"read:{seen(activity).rows[0].fact}")
        assert offered(activity) == ["list"]
    finally:
        second.close()


async def test_coming_back_begins_at_the_list_and_a_new_session_shows_the_same(small: Sittings) -> None:
    visit = small.welcomed(others="somebody")
    await visit.record(page("words", lesson=LESSON, step="own-words"), tried("a try"))
    await play(visit)
    activity = journal(visit)
    before = seen(activity)
    await read(activity, "words")
    assert seen(journal(visit)) == before
    assert seen(journal(small.open())) == before
    assert [row.first for row in before.rows][-1] == "words"


async def test_what_the_view_does_not_offer_is_refused(small: Sittings) -> None:
    activity = journal(small.welcomed())
    for action in ("read:nothing", "older", "undo", "change", "go", "put-back", "nonsense", "read:"):
        with pytest.raises(CoachError, match="Your words are safe"):
            await activity.do(action)
    assert await activity.do("home") == Go(to="home")


async def test_what_was_taken_out_can_be_erased_for_good_after_a_question(small: Sittings) -> None:
    visit = small.welcomed()
    (page,) = await visit.record(Entry(text="zanzibar, all of it"))
    await visit.record(Revised(of=page.id, text="zanzibar, better"))
    journal = visit.open(Go(to="journal"))
    await journal.do(f"read:{page.id}")
    await journal.do("take-out")
    await journal.do("taken-out")
    await journal.do(f"read:{page.id}")
    await journal.do("erase")
    view = seen(journal)
    assert [(action.id, action.primary) for action in view.actions] == [("stay", True), ("erase-for-good", False)]
    assert "cannot be brought back" in view.notice
    await journal.do("stay")
    assert "put-back" in [action.id for action in seen(journal).actions]
    await journal.do("erase")
    await journal.do("erase-for-good")
    assert seen(journal).notice == "Erased for good."
    assert visit.progress.removed == {}
    small.close()
    left = [path for path in small.folder.rglob("*") if path.is_file() and b"zanzibar" in path.read_bytes()]
    assert left == []
