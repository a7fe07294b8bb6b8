"""The progress room: what was done, honestly counted, in the learner's own words; and the same as plain text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from coach import feedback
from coach.course.model import SkillName
from coach.errors import CoachError
from coach.feedback import message
from coach.feedback.rubric import rubric
from coach.glyphs import cells
from coach.progress import statistics
from coach.progress.model import Attempt, Completed, Entry, Kept, Mark, Removed, Restored, Revised
from coach.session import progress_room
from coach.session.activity import Go
from coach.session.progress_room import MOST_TRIES, ProgressSession
from coach.session.progress_text import WIDTH, WORDS_LEFT_OUT, printed
from coach.session.progress_views import ProgressView
from coach.session.skills import DID, SKILLS, met_every_core
from coach.session.visit import Visit
from tests.session.line_driver import lines
from tests.session.sittings import Sittings

COURSE = Path(__file__).parent / "course"
GOOD = "When it got to three and I had heard nothing, I was scared. Could you send one word at your break?"
WEAK = "I feel ignored when you come home late."


@pytest.fixture
def small(make_sittings: Callable[[Path], Sittings]) -> Sittings:
    return make_sittings(COURSE)


def attempt(text: str = GOOD, skill: str = "i-statement", step: str = "say-it", **more: Any) -> Attempt:
    """A try as practice records it, read by the real reviewer."""
    found = feedback.review(text, skill)
    return Attempt(
        lesson="small",
        step=step,
        digest="d",
        question="What was it like?",
        skill=skill,
        text=text,
        marks=tuple(Mark(name=one.name, rule=one.rule, spans=one.spans) for one in found.signals),
        criteria={one.id: one.state for one in found.criteria},
        band=found.band,
        **{"support": "none", **more},
    )


def shown(visit: Visit) -> ProgressView:
    return ProgressSession(visit).view()


async def a_month(small: Sittings) -> Visit:
    """Twelve tries at two skills over four weeks, ever better, and a sentence kept."""
    visit = small.welcomed()
    small.clock.on(days=-26)
    tries = [
        *((days, attempt(WEAK)) for days in (0, 0, 3, 3)),
        *((days, attempt(step="say-back" if days % 2 else "say-it")) for days in (1, 4, 2, 4, 5, 2)),
        *((days, attempt("So it was a bad day, and you felt alone. Is that it?", "reflection")) for days in (1, 0)),
    ]
    for days, body in tries:
        small.clock.on(days=days)
        await visit.record(body)
    kept = next(fact for fact in reversed(visit.history()) if fact.body.text == GOOD)  # type: ignore[union-attr]
    await visit.record(Kept(of=kept.id, text=GOOD), Completed(lesson="small", step="page"))
    small.clock.on(days=1)
    return visit


# --- the words there are for things --------------------------------------------------------------------------


def test_every_skill_that_can_be_practised_has_a_name():
    assert set(SKILLS) == set(get_args(SkillName))


def test_every_criterion_but_those_that_only_ask_for_absence_can_be_told_and_no_other():
    criteria = {
        criterion.id: criterion
        for skill in SKILLS
        for variant in ("", *rubric(skill).variants)
        for criterion in rubric(skill, variant).criteria
    }
    assert set(DID) == {name for name, criterion in criteria.items() if not criterion.absence}


def test_what_the_reviewer_never_praises_is_not_counted_as_done_well_here():
    assert set(message._NEVER_PRAISED) == statistics.HURTS


def test_a_try_is_sure_when_every_core_criterion_of_its_own_form_was_met():
    pause = "I'm flooded and need a pause. I care about this. I'm back at eight."
    slip = "I forgot the milk, sorry."
    for text, skill in ((GOOD, "i-statement"), (pause, "repair"), (slip, "apology")):
        body = attempt(text, skill)
        core = [name for name, state in body.criteria.items() if state != "met"]
        sure = met_every_core(body)
        assert sure or core, (skill, body.criteria)
        assert not met_every_core(msgspec.structs.replace(body, criteria=dict.fromkeys(body.criteria, "partly")))
        assert met_every_core(msgspec.structs.replace(body, criteria=dict.fromkeys(body.criteria, "met")))
    assert met_every_core(attempt())


# --- the most useful sentence --------------------------------------------------------------------------------


def test_where_nothing_is_tried_the_page_says_what_will_stand_here(small: Sittings):
    view = shown(small.welcomed())
    assert view.first == progress_room.NOTHING_TRIED
    assert (view.skills, view.month, view.weeks, view.weeks_say, view.bands, view.limits) == ((), (), (), "", (), "")
    assert view.month_says == "November is still open."
    assert [row.word for row in view.path] == ["here", "to come", "to come"]


@pytest.mark.parametrize(
    ("tries", "says"),
    [
        (["i-statement"], "One try so far. That is too few to see a pattern, and enough to have begun."),
        (["i-statement"] * 3, "Three tries so far. That is too few to see a pattern, and enough to have begun."),
        (
            ["i-statement", "repair"] * 3,
            "Six tries so far. That is too few of any one skill to see a pattern, and enough to have begun.",
        ),
    ],
)
async def test_a_few_tries_are_called_a_few(small: Sittings, tries: list[str], says: str):
    visit = small.welcomed()
    for skill in tries:
        await visit.record(attempt(skill=skill))
    assert shown(visit).first == says


async def test_five_tries_without_a_pattern_are_not_given_one(small: Sittings):
    visit = small.welcomed()
    for _ in range(5):
        await visit.record(attempt("You never think of me."))
    assert shown(visit).first == "Five tries so far. There is no pattern in them that coach can see."


async def test_what_holds_is_said_with_its_number(small: Sittings):
    visit = small.welcomed()
    for text in (GOOD, GOOD, GOOD, "You never think of me.", GOOD, GOOD):
        await visit.record(attempt(text))
    assert shown(visit).first == "You named a feeling of your own in 5 of your last 6 tries at saying it with I."


async def test_a_change_is_said_with_both_its_numbers(small: Sittings):
    assert shown(await a_month(small)).first == (
        "You named a feeling of your own in 5 of your last 5 tries at saying it with I; in the 5 before, in 1."
    )


async def test_where_tries_took_different_forms_it_says_which_of_them_count(small: Sittings):
    visit = small.welcomed()
    for _ in range(6):
        await visit.record(attempt(skill="repair", text="I'm flooded. I need a pause, and I'm back at eight."))
    await visit.record(attempt(skill="repair", text="Stop. Can we start over?"))
    assert shown(visit).first.endswith("in 6 of the last 6 tries at repair and pause that asked for it.")


# --- skills --------------------------------------------------------------------------------------------------


async def test_a_skill_says_how_often_when_last_and_shows_the_sentence_that_was_kept(small: Sittings):
    back, say = shown(await a_month(small)).skills
    assert (back.name, back.counts, back.last, back.words) == (
        "Saying back what you heard", "2 tries, 2 solid or better", "last yesterday", ""
    )  # fmt: skip
    assert (say.name, say.counts, say.words) == ("Saying it with I", "10 tries, 6 solid or better", GOOD)
    assert say.last == "at home; last two weeks ago" or say.last.startswith("at home; last on")


async def test_skills_not_tried_are_named_in_one_line(small: Sittings):
    says = shown(await a_month(small)).skills_say
    assert "Not tried yet: Opening softly, Validating," in says
    assert "Saying it with I" not in says


async def test_removed_tries_do_not_count_and_do_again_once_they_are_back(small: Sittings):
    visit = await a_month(small)
    before = shown(visit)
    room = ProgressSession(visit)
    gone = tuple(fact.id for fact in visit.history() if getattr(fact.body, "skill", "") == "i-statement")
    await room.do("skill:i-statement")
    await visit.record(Removed(of=gone))
    without = room.view()
    assert [row.name for row in without.skills] == ["Saying back what you heard"]
    assert GOOD not in "\n".join(lines(without))
    assert without.opened is None
    await visit.record(Restored(of=gone))
    assert shown(visit) == before


async def test_a_kept_sentence_is_shown_as_last_revised(small: Sittings):
    visit = await a_month(small)
    kept = next(fact for fact in visit.history() if isinstance(fact.body, Kept))
    await visit.record(Revised(of=kept.id, text="At three I was scared."))
    assert shown(visit).skills[1].words == "At three I was scared."


async def test_a_skill_opens_its_tries_newest_first_twenty_at_most_and_closes_again(small: Sittings):
    visit = small.welcomed()
    for number in range(MOST_TRIES + 2):
        await visit.record(attempt(f"\n  I was scared, number {number}.\nReally."))
    room = ProgressSession(visit)
    whole = room.view()
    assert await room.do("skill:i-statement") is None
    page = room.view().opened
    assert page is not None
    assert [row.first for row in page.tries][:2] == ["I was scared, number 21.", "I was scared, number 20."]
    assert len(page.tries) == MOST_TRIES
    assert "22 tries" in page.says
    assert "newest 20" in page.says
    assert {row.day for row in page.tries} == {"22 Nov"}
    small.clock.on(days=60)
    page = room.view().opened
    assert page is not None
    assert {row.day for row in page.tries} == {"22 Nov 2026"}
    small.clock.on(days=-60)
    assert await room.do("back") is None
    assert room.view() == whole
    assert await room.do("home") == Go(to="home")


async def test_a_try_in_which_something_hurts_is_listed_without_a_band(small: Sittings):
    visit = small.welcomed()
    await visit.record(attempt("I feel disgusted by you, you pathetic loser, and I was sad at three."))
    room = ProgressSession(visit)
    await room.do("skill:i-statement")
    page = room.view().opened
    assert page is not None
    assert [row.band for row in page.tries] == ["no band"]


@pytest.mark.parametrize("action", ["back", "skill:repair", "skill:", "say", ""])
async def test_what_is_not_open_is_refused_in_a_sentence(small: Sittings, action: str):
    room = ProgressSession(await a_month(small))
    with pytest.raises(CoachError, match="Your words are safe"):
        await room.do(action)


# --- the month and the charts --------------------------------------------------------------------------------


async def test_the_month_is_a_row_of_signs_a_week_with_the_count_in_words(small: Sittings):
    visit = small.welcomed()
    for back in (20, 19, 13, 1):
        small.clock.on(days=-back)
        await visit.record(Entry(text="A page."))
        small.clock.on(days=back)
    view = shown(visit)
    assert [(week.days, week.signs, week.says) for week in view.month] == [
        ("Sun 1", "            ·", ""),
        ("Mon 2 to Sun 8", "● ● · · · · ·", "two days"),
        ("Mon 9 to Sun 15", "● · · · · · ·", "one day"),
        ("Mon 16 to Sun 22", "· · · · · ● ·", "one day"),
    ]
    assert view.month_says == "Practised on four days this month."


async def test_a_learner_who_has_travelled_sees_the_days_they_lived(small: Sittings):
    visit = small.welcomed()
    small.clock.now = small.clock.now.astimezone(timezone(timedelta(hours=9)))  # Monday 23rd, half past five
    await visit.record(Entry(text="A page."))
    small.clock.now = small.clock.now.astimezone(timezone(timedelta(hours=-8)))  # the same moment, Sunday the 22nd
    assert shown(visit).month_says == "November is still open."
    small.clock.on(hours=15)
    assert shown(visit).month_says == "Practised on one day this month."


async def test_one_week_of_tries_is_a_sentence_and_two_are_a_chart(small: Sittings):
    visit = small.welcomed()
    await visit.record(attempt(), attempt())
    view = shown(visit)
    assert view.weeks == ()
    assert (
        view.weeks_say == "All of them are from the week of Mon 16 Nov. With a second week a chart will stand here."
    )
    small.clock.on(days=8)
    await visit.record(attempt())
    view = shown(visit)
    assert [(bar.label, bar.bar, bar.count) for bar in view.weeks] == [
        ("Mon 16 Nov", "██", 2),
        ("Mon 23 Nov", "", 0),
        ("Mon 30 Nov", "█", 1),
    ]
    assert view.weeks_say == "Three tries in these three weeks, two at most in one."


async def test_a_long_rest_is_no_lack(small: Sittings):
    visit = small.welcomed()
    await visit.record(attempt())
    small.clock.on(days=90)
    view = shown(visit)
    assert view.weeks == ()
    assert view.weeks_say == "The last eight weeks hold no tries. What you did before is all still here."


async def test_bars_keep_to_twenty_cells_and_no_week_with_tries_is_without_one(small: Sittings):
    visit = small.welcomed()
    await visit.record(attempt())
    small.clock.on(days=7)
    await visit.record(*[attempt()] * 90)
    assert [(len(bar.bar), bar.count) for bar in shown(visit).weeks] == [(1, 1), (20, 90)]


async def test_bands_are_words_in_order_with_a_sentence(small: Sittings):
    (row,) = shown(await a_month(small)).bands
    assert row.name == "Saying it with I"
    assert row.bands == "taking shape ×4, steady hands ×6"
    assert row.says == "Solid or better in 5 of the last 5, in 1 of the 5 before."


async def test_a_band_is_said_to_be_a_reading_of_words_only(small: Sittings):
    assert shown(await a_month(small)).limits == progress_room.LIMITS


async def test_nothing_speaks_of_streaks_scores_shares_or_missed_days(small: Sittings):
    visit = await a_month(small)
    room = ProgressSession(visit)
    said = "\n".join(lines(room.view())).lower() + printed(visit).lower()
    await room.do("skill:i-statement")
    said += "\n".join(lines(room.view())).lower()
    assert not [word for word in ("%", "streak", "score", "missed", "percent", "great", "well done") if word in said]


# --- the record ----------------------------------------------------------------------------------------------


async def test_a_new_sitting_over_the_same_bytes_shows_the_same(small: Sittings):
    view = shown(await a_month(small))
    again = small.open()
    assert shown(again) == view


async def test_the_record_is_read_once_until_something_is_new_in_it(small: Sittings, monkeypatch: pytest.MonkeyPatch):
    visit = await a_month(small)
    read = []
    whole = Visit.history
    monkeypatch.setattr(Visit, "history", lambda self: read.append(1) or whole(self))
    room = ProgressSession(visit)
    for action in ("skill:i-statement", "back"):
        room.view()
        await room.do(action)
    room.view()
    assert len(read) == 1
    await visit.record(attempt())
    room.view()
    assert len(read) == 2


# --- as text -------------------------------------------------------------------------------------------------

TEXT = """\
Progress, Sunday 22 November 2026

You named a feeling of your own in 5 of your last 5 tries at saying it with
I; in the 5 before, in 1.

The path
  ● here      1   Every kind once (1 of 13)
  ○ to come   2   For two, and for days
  ○ to come   3   Not written yet (not written yet)

Skills
  Saying back what you heard: 2 tries, 2 solid or better; last yesterday.
  Saying it with I: 10 tries, 6 solid or better; at home; last on Friday.
    "When it got to three and I had heard nothing, I was scared. Could you
    send one word at your break?"
  At home: solid three times, in two exercises, on two days, without the
  builder. Not tried yet: Opening softly, Validating, Asking with real
  curiosity, Apologising, Repair and pause, A limit on myself, Thanks and
  good news, Telling unasked, Looking at a misstep.

This month
  Sun 1                         ·
  Mon 2 to Sun 8    ● ● · · · ● ·   three days
  Mon 9 to Sun 15   ● · · · ● · ·   two days
  Mon 16 to Sun 22  · · ● · ● ● ·   three days
  Practised on eight days this month.

Tries a week
  Mon 26 Oct  ███  3
  Mon 2 Nov   ███  3
  Mon 9 Nov   ██  2
  Mon 16 Nov  ████  4
  12 tries in these four weeks, four at most in one.

Bands, oldest to newest
  Saying it with I: taking shape ×4, steady hands ×6. Solid or better in 5
    of the last 5, in 1 of the 5 before.

A band is coach's reading of the words alone, and it is often wrong. It says
nothing about you, or about the two of you.
"""


async def test_the_text_of_a_month_reads_like_this(small: Sittings):
    assert printed(await a_month(small)) == TEXT


def test_where_nothing_is_noted_the_text_says_so_kindly(small: Sittings):
    text = printed(small.open())
    assert "Nothing is noted yet, and nothing needs to be." in text
    assert text.endswith(".\n")


async def test_where_others_use_this_computer_the_terminal_keeps_no_words(small: Sittings):
    visit = await a_month(small)
    await visit.change(others="somebody")
    text = printed(visit)
    assert "three" not in text.replace("three days", "").replace("three times", "").replace("three tries", "")
    assert " ".join(WORDS_LEFT_OUT.split()) in " ".join(text.split())
    assert "Saying it with I: 10 tries" in text


async def test_no_word_of_the_text_acts_on_a_terminal_and_no_line_is_wider_than_76_cells(small: Sittings):
    visit = small.welcomed()
    hostile = f"\x1b[31m\x07 [/red] \u202eback {'漢字' * 30} \ud83d {'x' * 200}"
    (fact,) = await visit.record(msgspec.structs.replace(attempt(), skill="\x1b]0;t\x07"))
    await visit.record(Kept(of=fact.id, text=hostile))
    text = printed(visit)
    assert not {"\x1b", "\x07", "\u202e", "\ud83d"} & set(text)
    assert "[/red]" in text
    assert max(cells(line) for line in text.splitlines()) <= WIDTH
