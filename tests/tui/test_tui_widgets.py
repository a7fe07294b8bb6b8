"""The widgets a lesson and a scene are drawn with, each alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widget import Widget

from coach.session.review_views import Marked
from coach.session.views import Said, TraceRow
from coach.tui import theme
from coach.tui.widgets.breathing import BreathingPace, Pace
from coach.tui.widgets.drawing import Drawing
from coach.tui.widgets.flow import FlowLayout
from coach.tui.widgets.marked import MarkedText
from coach.tui.widgets.path import Path
from coach.tui.widgets.points import Points
from coach.tui.widgets.quote import QuotedWords
from coach.tui.widgets.slots import SlotEditor, Slots
from coach.tui.widgets.trace import Trace
from coach.tui.widgets.transcript import SpokenLine, Transcript
from tests.safety.payloads import HOSTILE, MARKUP
from tests.tui.sample_views import AFTERWARDS, FRAME, MARKS, PRACTICE_BUILDER, REPLY, SCENE

MOVING = "full"


class Lone(App[None]):
    """An app with one widget and the colours it needs."""

    def __init__(self, widget: Widget, motion: str = "none") -> None:
        super().__init__()
        self._widget = widget
        self.animation_level = motion
        self.register_theme(theme.DARK)
        self.theme = theme.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"next": "red", "own-words": "blue", "quiet": "gray", "rule": "gray"}

    def compose(self) -> ComposeResult:
        yield self._widget


def lines(drawing: Drawing, width: int) -> list[str]:
    return [line.plain for line in drawing.draw(width)]


def trace() -> Trace:
    return Trace("How safe Jo felt", AFTERWARDS.levels, AFTERWARDS.start_level, AFTERWARDS.rows)


def drawings(text: str) -> list[Drawing]:
    path = Path()
    path.show_steps((("● here", text), (text, text)))
    return [
        MarkedText(text, (Marked(start=0, end=4, label=text, kind="costs"),)),
        QuotedWords(text, text),
        Points((text, text), ("What worked", text)),
        Trace(text, ("closed", "open"), 0, (TraceRow(turn=1, text=text, level=1, word=text, why=text),)),
        SpokenLine(Said(who="partner", name=text[:20], text=text), 3),
        path,
    ]


# --- drawings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [12, 36, 72])
def test_no_drawing_is_wider_than_asked_for_or_hands_on_a_control(text, width):
    for drawing in drawings(text):
        for line in drawing.draw(width):
            assert line.cell_length <= width, type(drawing)
            assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line.plain)


@example("⿰000000", 10)
@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(10, 100))
def test_any_words_can_be_drawn_at_any_width(text, width):
    for drawing in drawings(text):
        assert all(line.cell_length <= width for line in drawing.draw(width))


def test_markup_in_words_is_shown_letter_for_letter():
    for text in MARKUP:
        assert "".join(lines(QuotedWords(text), 72)).rstrip() == f"│ {text.rstrip()}"
        assert [line.rstrip() for line in lines(MarkedText(text), 72)] == [text.rstrip()]


async def test_marks_are_wrapped_anew_when_the_window_changes():
    async with (app := Lone(MarkedText(REPLY, MARKS[2:]))).run_test(size=(90, 20)) as pilot:
        marked = app.screen.query_one(MarkedText)
        await pilot.pause()
        assert marked.size.height == 2
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert marked.size.height == len(marked.draw(30)) > 2
        assert "a feeling, yours" in " ".join(" ".join(lines(marked, 30)).split())


def test_what_marks_say_is_in_words_and_not_in_colour_alone():
    drawn = "\n".join(lines(MarkedText(REPLY, MARKS), 72))
    assert all(mark.label in drawn for mark in MARKS)


def test_named_paragraphs_stand_beside_their_names_only_where_there_is_room():
    points = Points(("What worked", "One feeling, one moment."), ("One next step", "The moment there."), ("None", ""))
    assert lines(points, 72) == [
        "What worked     One feeling, one moment.",
        "",
        "One next step   The moment there.",
    ]
    assert lines(points, 30) == ["What worked", "One feeling, one moment.", "", "One next step", "The moment there."]


def test_a_mere_sign_stands_beside_its_words_however_narrow():
    assert lines(Points(("-", "I am sometimes afraid of what they might do."), close=True), 30) == [
        "-   I am sometimes afraid of",
        "    what they might do.",
    ]


def test_the_path_says_where_the_learner_is():
    path = Path()
    path.show_steps(FRAME.path)
    assert lines(path, 30)[path.row_here(30)] == "● Say it with I"


# --- the trace ---------------------------------------------------------------------------------------------------


def test_the_trace_puts_each_turn_under_its_level_and_its_reason_below():
    assert lines(trace(), 76)[:6] == [
        "How safe Jo felt                        closed guarded listening open close",
        "at the start                              ·       ●        ·      ·     ·",
        "1 “I was scared”                          ·       ·        ●      ·     ·",
        "    own feeling",
        "2 “I still lay there”                     ·       ·        ●      ·     ·",
        "    heard, held",
    ]


def test_where_columns_do_not_fit_the_trace_says_the_level_in_words():
    narrow = lines(trace(), 36)
    assert narrow[:4] == [
        "How safe Jo felt",
        "at the start: guarded",
        "1 “I was scared”",
        "    ● listening · own feeling",
    ]
    assert all(word in "\n".join(narrow) for word in ("guarded", "listening", "open"))


# --- the transcript ------------------------------------------------------------------------------------------------


def words(transcript: Transcript) -> list[str]:
    return [" ".join("".join(lines(line, 72)).split()) for line in transcript.query(SpokenLine)]


async def test_a_partner_line_waits_and_any_completion_shows_it_at_once():
    async with (app := Lone(Transcript(), MOVING)).run_test() as pilot:
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said[:1], 0)
        await transcript.show_lines(SCENE.said[:3], 60.0)
        await pilot.pause()
        assert transcript.waiting
        assert words(transcript)[-1] == "Jo …"
        transcript.complete()
        assert words(transcript)[-1].endswith("in the locker. You know that.")


async def test_the_pause_ends_by_itself():
    async with (app := Lone(Transcript(), MOVING)).run_test() as pilot:
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said[:1], 0.01)
        while transcript.waiting:
            await pilot.pause(0.01)
        assert words(transcript) == ["Jo (drops the bag) Morning. What a night."]


async def test_with_reduced_motion_no_line_waits():
    async with (app := Lone(Transcript())).run_test() as pilot:
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said[:1], 60.0)
        await pilot.pause()
        assert not transcript.waiting
        assert words(transcript)[-1].endswith("What a night.")


async def test_a_talk_taken_up_again_stands_there_whole():
    async with (app := Lone(Transcript(), MOVING)).run_test():
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said, 60.0)
        assert not transcript.waiting


async def test_the_learners_own_line_never_waits():
    async with (app := Lone(Transcript(), MOVING)).run_test() as pilot:
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said[:2], 60.0)
        await pilot.pause()
        assert not transcript.waiting


async def test_lines_shown_stay_and_lines_taken_back_go():
    async with (app := Lone(Transcript())).run_test() as pilot:
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said, 0)
        first = transcript.query(SpokenLine).first()
        await transcript.show_lines(SCENE.said[:3], 0)
        await pilot.pause()
        assert transcript.query(SpokenLine).first() is first
        assert len(words(transcript)) == 3


async def test_names_stay_in_one_column_when_a_longer_one_comes():
    async with (app := Lone(Transcript())).run_test():
        transcript = app.screen.query_one(Transcript)
        await transcript.show_lines(SCENE.said[:1], 0)
        await transcript.show_lines(SCENE.said[:2], 0)
        assert [lines(line, 72)[0][:6] for line in transcript.query(SpokenLine)] == [" Jo   ", "You   "]


# --- breathing -----------------------------------------------------------------------------------------------


def test_the_pace_fills_going_in_empties_going_out_and_ends():
    pace = Pace(seconds_in=4, seconds_out=6, minutes=1)
    start, top, later = pace.at(0.0), pace.at(4.0), pace.at(25.0)
    assert start is not None
    assert (start.word, start.full, start.left, start.breath) == ("in", 0.0, 4, 1)
    assert top is not None
    assert (top.word, top.full, top.left) == ("out", 1.0, 6)
    assert later is not None
    assert (later.breath, later.breaths) == (3, 6)
    assert pace.at(60.0) is None


async def test_breathing_begins_with_space_and_any_key_ends_it():
    now = [0.0]
    async with (app := Lone(BreathingPace(Pace(4, 6, 1), lambda: now[0]), MOVING)).run_test() as pilot:
        pace = app.screen.query_one(BreathingPace)
        pace.focus()
        await pilot.press("space")
        assert pace.breathing
        assert lines(pace, 72)[0].startswith("in")
        await pilot.press("x")
        assert not pace.breathing
        assert lines(pace, 72)[0] == "That was enough."


async def test_breathing_ends_after_its_minutes():
    now = [0.0]
    async with (app := Lone(BreathingPace(Pace(4, 6, 1), lambda: now[0]), MOVING)).run_test() as pilot:
        pace = app.screen.query_one(BreathingPace)
        pace.begin()
        now[0] = 61.0
        while pace.breathing:
            await pilot.pause(0.05)
        assert lines(pace, 72)[0] == "That was enough."


async def test_with_reduced_motion_breathing_is_words_alone():
    async with (app := Lone(BreathingPace(Pace(4, 6, 1)))).run_test() as pilot:
        pace = app.screen.query_one(BreathingPace)
        pace.focus()
        await pilot.press("space")
        assert not pace.breathing
        assert lines(pace, 72) == [
            "In for 4, out for 6, for about a minute.",
            "",
            "Count for yourself: nothing moves here.",
        ]


async def test_the_page_below_does_not_jump_when_breathing_begins_or_ends():
    async with (app := Lone(BreathingPace(Pace(4, 6, 1), lambda: 0.0), MOVING)).run_test() as pilot:
        pace = app.screen.query_one(BreathingPace)
        heights = [pace.size.height]
        for step in (pace.begin, pace.end):
            step()
            await pilot.pause()
            heights.append(pace.size.height)
        assert heights == [3, 3, 3]


# --- the builder ---------------------------------------------------------------------------------------------


async def test_the_sentence_grows_as_the_blanks_are_filled():
    async with (app := Lone(Slots())).run_test() as pilot:
        slots = app.screen.query_one(Slots)
        await slots.show(PRACTICE_BUILDER.slots, composed=True)
        first = slots.query(SlotEditor).first()
        first.focus()
        first.insert("it got to nine")
        await pilot.pause()
        assert slots.sentence().plain == "When it got to nine, I was ____, because ____ matters to me."


async def test_enter_goes_on_to_the_next_blank():
    async with (app := Lone(Slots())).run_test() as pilot:
        slots = app.screen.query_one(Slots)
        await slots.show(PRACTICE_BUILDER.slots)
        one, two, _ = slots.query(SlotEditor)
        one.focus()
        await pilot.press("enter")
        assert two.has_focus
        assert one.text == ""


async def test_blanks_shown_again_keep_their_editors():
    async with (app := Lone(Slots())).run_test():
        slots = app.screen.query_one(Slots)
        await slots.show(PRACTICE_BUILDER.slots)
        before = list(slots.query(SlotEditor))
        await slots.show(PRACTICE_BUILDER.slots, composed=True)
        assert list(slots.query(SlotEditor)) == before
        await slots.show(())
        assert not slots.display


# --- rows of actions -------------------------------------------------------------------------------------------


class Words(Widget):
    """Widgets of known widths in a flow."""

    DEFAULT_CSS = "Words { height: auto; } Words > Widget { width: auto; height: 1; }"
    _flow = FlowLayout(gap=3)

    @property
    def layout(self) -> FlowLayout:
        return self._flow

    def compose(self) -> ComposeResult:
        for wide in (10, 10, 4):
            word = Widget()
            word.styles.width = wide
            yield word


async def test_a_flow_begins_a_row_where_one_is_full():
    async with (app := Lone(Words())).run_test(size=(24, 10)) as pilot:
        flow = app.screen.query_one(Words)
        await pilot.pause()
        assert [(word.region.x, word.region.y) for word in flow.children] == [(0, 0), (13, 0), (0, 1)]
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert flow.size.height == 1
