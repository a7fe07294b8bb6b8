"""Words with marks under them, at any width and for any Unicode."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coach.glyphs import clusters, shown
from coach.marks import Layout, Row, lay_out

REPLY = "I feel like you never think of me at work. I was scared at three in the morning."


class Marked(NamedTuple):
    start: int
    end: int
    label: str
    kind: str = "costs"


ODD = st.text(
    st.one_of(
        st.sampled_from("abc  \n"),
        st.sampled_from("\t\x1b\u202e\u200d\ufe0f\u0301❤👨🏽中文אก\u00a0"),
        st.characters(),
    ),
    max_size=120,
)
MARKS = st.lists(
    st.builds(Marked, st.integers(-3, 130), st.integers(-3, 130), ODD.filter(lambda label: len(label) < 30)),
    max_size=6,
)
WIDTHS = st.integers(20, 80)


def mark(words: str, label: str, text: str = REPLY) -> Marked:
    return Marked(text.index(words), text.index(words) + len(words), label)


def drawn(layout: Layout) -> list[str]:
    lines = [line for row in layout.rows for line in (row.text, row.lane) if line or line is row.text]
    return lines + [line for note in layout.notes for line in note.lines]


def marked_cells(row: Row) -> set[int]:
    """The cells of the row's text that belong to any mark."""
    found: set[int] = set()
    at = 0
    for start, end, wide in clusters(row.text):
        if any(span.start < end and start < span.end for span in row.spans):
            found.update(range(at, at + wide))
        at += wide
    return found


def test_a_label_stands_inside_its_bracket_or_beside_it() -> None:
    layout = lay_out(
        REPLY,
        [mark("I feel like you never think of me", "a verdict, not a feeling"), mark("scared", "a feeling, yours")],
        72,
    )
    assert drawn(layout) == [
        "I feel like you never think of me at work. I was scared at three in the",
        "└── a verdict, not a feeling ───┘                └────┘ a feeling, yours",
        "morning.",
    ]


def test_overlapping_marks_become_numbers_with_notes_that_quote_the_words() -> None:
    layout = lay_out(REPLY, [mark("never", "never"), mark("I feel like you never think of me", "a verdict")], 60)
    assert drawn(layout) == [
        "I feel like you never think of me at work. I was scared at",
        "└1──────────────└2──┘───────────┘",
        "three in the morning.",
        "1 “I feel like you never think of…” a verdict",
        "2 “never” never",
    ]


def test_more_than_two_marks_on_a_line_become_numbers() -> None:
    marks = [mark("feel", "x"), mark("never", "y"), mark("scared", "z")]
    assert lay_out(REPLY, marks, 72).rows[0].lane == "  └1─┘          └2──┘                            └3───┘"


def test_a_label_without_room_becomes_a_number() -> None:
    layout = lay_out("You never call.", [mark("never", "always or never", "You never call.")], 20)
    assert drawn(layout) == ["You never call.", "    └1──┘", "1 “never” always or", "  never"]


def test_a_label_beside_its_bracket_leaves_the_next_mark_alone() -> None:
    text = "you never call me"
    layout = lay_out(text, [mark("you", "blame", text), mark("call", "x", text)], 40)
    assert drawn(layout) == ["you never call me", "└─┘ blame └──┘ x"]


def test_a_mark_across_a_break_goes_on_in_the_next_line() -> None:
    layout = lay_out(REPLY, [mark("never think of me at work", "blame")], 30)
    assert [(row.text, row.lane) for row in layout.rows[:2]] == [
        ("I feel like you never think of", "                └── blame ────"),
        ("me at work. I was scared at", "─────────┘"),
    ]


def test_marks_on_the_same_words_share_one_bracket() -> None:
    marks = [Marked(4, 9, "blame"), Marked(3, 10, "never"), Marked(4, 9, "always")]
    assert drawn(lay_out("You never call.", marks, 40)) == ["You never call.", "    └───┘ blame; never; always"]


def test_brackets_stand_under_wide_characters_too() -> None:
    text = "中文 feels 👨‍👩‍👧 e\u0301 mine"
    layout = lay_out(text, [mark("中文", "wide", text), mark("👨‍👩‍👧 e\u0301", "four cells", text)], 60)
    assert layout.rows[0].lane == "└──┘ wide  └──┘ four cells"
    assert [text[span.start : span.end] for span in layout.rows[0].spans] == ["中文", "👨‍👩‍👧 e\u0301"]
    assert [layout.rows[0].lane[span.start : span.end] for span in layout.rows[0].lane_spans] == [
        "└──┘",
        "wide",
        "└──┘",
        "four cells",
    ]


def test_a_mark_on_half_an_emoji_takes_all_of_it() -> None:
    assert drawn(lay_out("oh 👩🏽‍🚀 go", [Marked(4, 5, "a sign")], 40)) == ["oh 👩🏽‍🚀 go", "   └┘ a sign"]


def test_newlines_and_empty_lines_of_the_learner_are_kept() -> None:
    assert [row.text for row in lay_out("one\n\n  two\n", [], 20).rows] == ["one", "", "  two", ""]


def test_a_long_word_is_broken_where_it_must_be() -> None:
    assert [row.text for row in lay_out("no " + "x" * 45, [], 20).rows] == ["no", "x" * 20, "x" * 20, "xxxxx"]


@pytest.mark.parametrize("start_end", [(5, 5), (9, 3), (-9, 0), (400, 500), (6, 7)])
def test_a_mark_on_nothing_is_left_out(start_end: tuple[int, int]) -> None:
    layout = lay_out("I feel this", [Marked(*start_end, "never")], 40)
    assert drawn(layout) == ["I feel this"]


@given(ODD, MARKS, WIDTHS)
def test_no_line_is_wider_than_asked_for(text: str, marks: list[Marked], width: int) -> None:
    for line in drawn(lay_out(text, marks, width)):
        assert cell_len(line) <= width


@given(ODD, MARKS, WIDTHS)
def test_spans_for_colour_lie_within_their_line(text: str, marks: list[Marked], width: int) -> None:
    for row in lay_out(text, marks, width).rows:
        assert all(0 <= span.start < span.end <= len(row.text) for span in row.spans)
        assert all(0 <= span.start < span.end <= len(row.lane) for span in row.lane_spans)


@given(ODD, MARKS, WIDTHS)
def test_the_lines_are_the_shown_text_but_for_blanks_at_breaks(text: str, marks: list[Marked], width: int) -> None:
    words = shown(text)
    at = 0
    for row in lay_out(text, marks, width).rows:
        assert words[at : row.start].strip() == ""
        assert words[row.start : row.start + len(row.text)] == row.text
        at = row.start + len(row.text)
    assert words[at:].strip() == ""


@given(ODD, MARKS, WIDTHS)
def test_every_marked_cell_has_a_sign_under_it(text: str, marks: list[Marked], width: int) -> None:
    for row in lay_out(text, marks, width).rows:
        under = {at: row.lane[start:end] for at, (start, end) in _by_cell(row.lane).items()}
        assert all(under.get(cell, " ") != " " or _within_label(row, cell) for cell in marked_cells(row))


def _by_cell(line: str) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    at = 0
    for start, end, wide in clusters(line):
        found.update(dict.fromkeys(range(at, at + wide), (start, end)))
        at += wide
    return found


def _within_label(row: Row, cell: int) -> bool:
    """Blanks around and inside a label stand between the two ends of its own bracket."""
    start, _ = _by_cell(row.lane).get(cell, (len(row.lane), 0))
    return any(span.start < start < span.end for span in row.lane_spans)


@given(ODD, MARKS, WIDTHS)
def test_every_mark_is_told_by_a_label_or_a_note(text: str, marks: list[Marked], width: int) -> None:
    words = shown(text)
    layout = lay_out(text, marks, width)
    told = " ".join(
        [row.lane for row in layout.rows] + [line.strip() for note in layout.notes for line in note.lines]
    )
    for start, end, label, _ in marks:
        if words[max(start, 0) : max(end, 0)].strip():
            for word in shown(label).split():
                assert "".join(word.split()) in "".join(told.split())
