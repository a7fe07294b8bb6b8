"""Whatever is typed or pasted: it is read, twice alike, and every place points into it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback import Context, review
from coach.feedback.lexicon import lexicon
from coach.feedback.text import LIMIT, read

PIECES = [
    "I",
    "you",
    "never",
    "feel",
    "sorry",
    "when",
    "embarased",
    "cant",
    "it's",
    "u",
    "I’m",
    '"',
    "‘",
    "’",
    "“",
    "„",
    "'",
    "…",
    "?!",
    ",",
    ";",
    "—",
    "___",
    "[feeling]",
    "£3.50",
    "8:30",
    "\n\n",
    "\t",
    "\u200b",
    "\u200f",
    "\u202e",
    "\ufeff",
    "\ud800",
    "\udfff",
    "👩‍👩‍👧",
    "🙂",
    "❤️",
    "אני עצובה",
    "أنا حزين",
    "我很难过",
    "ﷺ",
    "ﬁne",
    "Ⅷ",
    "ǅ",
    "İ",
    "ß",
    "e\u0301\u0301",
    "\x00",
    "a" * 40,
    "0" * 30,
    "(",
    ")",
    "|",
    "<so>",
    "*",
    "_2",
    "^",
    "$",
]
ANYTHING = st.text(st.characters(), max_size=120)
PASTED = st.lists(st.sampled_from(PIECES) | ANYTHING, max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n", ", "]).map(lambda between: between.join(pieces))
)


def inside(spans, text):
    return all(0 <= start < end <= len(text) for start, end in spans)


@settings(max_examples=80, deadline=None)
@given(text=PASTED | ANYTHING)
def test_reading_points_into_the_text_in_step_and_in_order(text):
    reading = read(text, lexicon().spelling)
    columns = (reading.starts, reading.ends, reading.sentences, reading.clauses, reading.quoted)
    assert {len(column) for column in columns} == {len(reading.words)}
    assert inside(zip(reading.starts, reading.ends, strict=True), text)
    assert all(reading.words)
    for column in (reading.starts, reading.sentences, reading.clauses):
        assert column == sorted(column)
    assert [place for first, last in reading.bounds for place in range(first, last + 1)] == [
        *range(len(reading.words))
    ]


@settings(max_examples=60, deadline=None)
@given(text=PASTED | ANYTHING, says=PASTED)
def test_review_is_the_same_twice_and_its_spans_are_inside(text, says):
    seen = review(text, "validation", Context(says=says))
    assert seen == review(text, "validation", Context(says=says))
    assert inside([span for one in (*seen.signals, *seen.criteria) for span in one.spans], text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "😀" * 5000,
        "👩‍👩‍👧" * 900,
        "\u200b" * 5000,
        "\u202e" * 900 + "I felt sad",
        "אני עצובה כשאתה לא מתקשר " * 400,
        "\ud800" * 3000,
        "I felt sad\ud83d",
        "a" * 50_000,
        "I " * 25_000,
        "'" * 9_000,
        '"a" ' * 6_000,
        "," * 9_000,
        "not " * 6_000,
        "embaraxxed " * 3_000,
        "i feel so so so so " * 1_500,
        "\u0301" * 9_000,
        "(" * 9_000,
        "[feeling] " * 2_000,
        "?!" * 9_000,
    ],
    ids=range(22),
)
def test_extreme_text_is_read_up_to_the_limit(text):
    seen = review(text, "i-statement", Context(says=text))
    assert seen.read_to == min(len(text), LIMIT)
    assert seen.text == text
    assert inside([span for one in (*seen.signals, *seen.criteria) for span in one.spans], text[:LIMIT])
