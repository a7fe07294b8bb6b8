"""What may be drawn, and how wide it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coach.glyphs import MOST_MARKS, STAND_IN, cells, clusters, shown

TEXTS = [
    "plain words", "Grüße, café, naïve", "日本語のテキスト", "한국어 텍스트", "中文，全角！", "שלום לך", "שָׁלוֹם",
    "مرحبا بك", "مُحَمَّد", "می‌خواهم", "สวัสดีครับ ผมเสียใจ", "मुझे दुख है", "क्‍ष", "ক্ষমা", "தமிழ்", "ខ្ញុំ", "မြန်မာ",
    "e\u0301a\u0308\u0323", "👍", "👍🏽",
    "👨‍👩‍👧‍👦", "👩🏽‍🚀", "🏳️‍🌈", "❤️", "❤️‍🔥", "☺️ ☺", "1️⃣ #️⃣", "🇩🇪🇫🇷", "©️®️™️", "🫨🫠", "½ … “quoted” — –", "①②③",
    "▸ ✓ ● ○ ↻", "└──┘",
    "soft\u00adhyphen", "ﬁ ﬂ", "Ａｆｕｌｌ", "ｱｲｳ", "\u0600123", "☰䷀", "a\u200cb", "각", "𝔘𝔫𝔦", "𠀀𠀁", "x️", "️x",
]  # fmt: skip
ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "a \n\t\x1b\x9b\u202e\u200d\u200c\ufe0f\u0301\u20e3❤©👨🏽🇩中क\u094dא\u0e34\U000e0061\u2028\ud800"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize("text", TEXTS)
def test_widths_agree_with_textuals_own_measure(text: str) -> None:
    drawn = shown(text)
    assert cells(drawn) == cell_len(drawn)


def test_every_single_character_is_as_wide_as_textual_says() -> None:
    codes = [*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200), 0x2F800, 0x3FFFD, 0x40000, 0x10FFFF]
    assert [code for code in codes if cells(chr(code)) != cell_len(chr(code))] == []


@given(ODD)
def test_any_shown_line_measures_as_textual_measures_it(text: str) -> None:
    for line in shown(text).split("\n"):
        assert cells(line) == cell_len(line)


@given(ODD)
def test_a_line_cut_between_clusters_is_as_wide_as_its_parts(text: str) -> None:
    for line in shown(text).split("\n"):
        for start, _, _ in clusters(line):
            assert cell_len(line[:start]) + cell_len(line[start:]) == cells(line)


@given(ODD)
def test_clusters_are_the_whole_text_without_gaps(text: str) -> None:
    assert "".join(text[start:end] for start, end, _ in clusters(text)) == text


@given(ODD)
def test_shown_keeps_offsets_and_is_stable(text: str) -> None:
    drawn = shown(text)
    assert len(drawn) == len(text)
    assert shown(drawn) == drawn


@given(ODD)
def test_shown_lets_nothing_through_that_a_terminal_obeys(text: str) -> None:
    for character in shown(text).replace("\n", ""):
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cs", "Zl", "Zp")
        assert category != "Cf" or character in "\u200c\u200d" or cells(character) == 1


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x00\r\x08\x7f", "␀␍␈␡"),
        ("a\tb", "a b"),
        ("one\ntwo", "one\ntwo"),
        ("\x9b2J", "\ufffd2J"),
        ("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", STAND_IN * 12),
        ("\u206a\u206f\ufeff\u2060\u200b", STAND_IN * 5),
        ("\u2028\u2029\u0085", STAND_IN * 3),
        ("\ud800\udfff", STAND_IN * 2),
        ("\ufdd0\uffff\U0010fffe", STAND_IN * 3),
        ("\U000e0001\U000e0061\U000e007f", STAND_IN * 3),
        ("x\u200dy", "x\ufffdy"),
        ("\u200d", STAND_IN),
    ],
)
def test_what_a_terminal_would_obey_gets_a_stand_in(text: str, drawn: str) -> None:
    assert shown(text) == drawn


@pytest.mark.parametrize(
    "text", ["שלום", "مُحَمَّد ۝", "می‌خواهم", "क्‍ष", "👨‍👩‍👧", "❤️", "葛󠄀", "co\u00adop", "[b]not markup[/b]"]
)
def test_scripts_and_emoji_stay_as_they_are(text: str) -> None:
    assert shown(text) == text


def test_a_thousand_marks_on_one_letter_become_eight_and_stand_ins() -> None:
    assert shown("a" + "\u0301" * 1000 + "b\u0301") == "a" + "\u0301" * MOST_MARKS + STAND_IN * 992 + "b\u0301"


def test_a_joiner_does_not_let_more_marks_through() -> None:
    assert STAND_IN in shown("é" + "\u0301\u0301\u0301\u200c" * 4)
