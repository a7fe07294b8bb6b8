"""Three hundred strings in many scripts: no cell behind them is moved, the cursor stands right, all of it is kept."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pyte
import pytest
from textual import events
from textual.strip import Strip

from coach.glyphs import cells, shown
from coach.progress.model import Entry
from coach.resources import lessons_dir
from coach.session import review_views, views
from coach.session.activity import View
from coach.session.journal_views import JournalRow
from coach.session.visit import Visit, local_now
from coach.store.home import open_home
from coach.tui.guard import Guard
from coach.tui.quiet import clearing
from coach.tui.steady import steady
from coach.tui.widgets.editor import Editor
from tests.safety.surfaces import LISTED, shown_at
from tests.tui.sample_views import PRACTICE_TRIES, REFLECTION, SCENE, field

PIECES = {
    "cjk": ("漢字", "かな", "カタカナ", "한국어", "中文，", "Ａｂｃ", "ｱｲｳ", "「間」", "葛󠄀"),
    "emoji": ("👍", "👍🏽", "👩‍👩‍👧", "👩🏽‍🚀", "❤️", "❤️‍🔥", "☺️", "☺", "🫠", "1️⃣", "#️⃣", "🏳️‍🌈", "✅", "©️"),
    "flags": ("🇩🇪", "🇫🇷🇯🇵", "🇺🇦 🇧🇷", "🏴‍☠️", "🇪"),
    "marks": ("e\u0301te\u0301", "a\u0308\u0323", "n\u0303o", "Z\u0335", "x\u20dd", "g\u0302g\u0302"),
    "hebrew": ("שלום", "שָׁלוֹם", "אני", "עָצוּב"),
    "arabic": ("مرحبا", "مُحَمَّد", "می‌خواهم", "حَزين"),
    "thai": ("สวัสดี", "ครับ", "เสียใจ", "น้ำ"),
    "devanagari": ("नमस्ते", "मुझे", "दुख", "क्‍ष", "हूँ"),
    "others": ("தமிழ்", "ক্ষমা", "မြန်မာ", "ខ្ញុំ", "ગુજરાતી"),
}  # fmt: skip
TAIL = "|end"
"""What stands behind every string: the cells that must not be moved."""
SIZE = (100, 640)


@cache
def strings() -> tuple[str, ...]:
    """Three hundred different strings, the same in every run: pieces of one script, then of any two, among words."""
    chance = random.Random(74)
    found = dict.fromkeys(piece for pieces in PIECES.values() for piece in pieces)
    while len(found) < 300:
        kind, other = chance.choice([*PIECES]), chance.choice([*PIECES])
        words = [
            chance.choice(PIECES[kind]),
            chance.choice(("I said", "and", "1", "…")),
            chance.choice(PIECES[other]),
        ]
        chance.shuffle(words)
        found["".join(word + chance.choice(("", " ")) for word in words).strip()] = None
    return tuple(found)


class Emulator(pyte.Screen):
    """pyte, given one character at a time: of several at once it drops what follows a mark it cannot combine."""

    def draw(self, data: str) -> None:
        """Draw them one by one."""
        for character in data:
            super().draw(character)


def views_with_them() -> dict[str, tuple[str, View]]:
    """Every place that measures words for itself, with all the strings in it."""
    ended = [f"{text} {TAIL}" for text in strings()]
    mark = review_views.Marked(start=0, end=3, label="a label", kind="costs")
    return {
        "marks": (
            "lesson",
            msgspec.structs.replace(
                PRACTICE_TRIES,
                tries=tuple(views.Attempted(text=text, marks=(mark,), when="", band="") for text in ended[:150]),
            ),
        ),
        "journal": (
            "journal",
            msgspec.structs.replace(
                LISTED,
                rows=tuple(
                    JournalRow(fact=f"{at:032}", day="today", first=text, source="Lesson 2", lesson="Speak")
                    for at, text in enumerate(ended)
                ),
            ),
        ),
        "quote": (
            "lesson",
            msgspec.structs.replace(
                REFLECTION, quotes=tuple(views.Quote(text=text, when="", title="") for text in ended[150:])
            ),
        ),
        "editor": (
            "lesson",
            msgspec.structs.replace(REFLECTION, quotes=(), field=field(text="\n".join(ended), rows=len(ended))),
        ),
        "scene": (
            "scene",
            msgspec.structs.replace(
                SCENE, said=tuple(views.Said(who="partner", name="Jo", text=text) for text in ended[:200]), field=None
            ),
        ),
    }


async def rows_of(place: str) -> tuple[list[str], list[str]]:
    """The rows with a tail on the screen of that place: as text, and as they are sent before the driver has them."""
    activity, view = views_with_them()[place]
    async with shown_at(activity, view, SIZE) as (app, pilot, _):
        await pilot.pause()
        strips = [Strip(list(strip)) for strip in app.screen._compositor.render_strips()]
        kept = [strip for strip in strips if TAIL in strip.text]
        return [strip.text for strip in kept], [strip.render(app.console) for strip in kept]


def expected(row: str) -> tuple[int, str]:
    """The column its tail must stand in, and everything from there on."""
    before, sign, after = row.partition(TAIL)
    return cells(before), (sign + after).rstrip()


def moved(rows: list[str], sent: list[str]) -> list[str]:
    """The rows whose tail is not where it belongs after an emulator has drawn them."""
    screen = Emulator(SIZE[0], len(rows))
    stream = pyte.Stream(screen)
    for number, line in enumerate(sent, 1):
        stream.feed(f"\x1b[{number};1H{line}")
    wrong = []
    for number, row in enumerate(rows):
        column, tail = expected(row)
        drawn = "".join(screen.buffer[number][at].data for at in range(column, SIZE[0])).rstrip()
        if drawn != tail:
            wrong.append(row)
    return wrong


@pytest.mark.parametrize("place", [*views_with_them()])
async def test_no_cell_behind_any_string_is_moved(place: str) -> None:
    rows, sent = await rows_of(place)
    assert len(rows) >= 150
    assert {cells(row) for row in rows} == {SIZE[0]}
    assert moved(rows, [steady(line) for line in sent]) == []


async def test_cells_that_are_moved_would_be_noticed() -> None:
    """As Textual sends them, emoji and vowel signs move what stands behind them."""
    rows, sent = await rows_of("quote")
    assert len(moved(rows, sent)) > 20


DRAW = r"""
import os, subprocess, sys, tty
tty.setraw(0)
for number, line in enumerate(open(sys.argv[1], encoding="utf-8").read().split("\0")):
    column, line = line.split("\x1f")
    # Everything before the tail is wiped, so that what is left tells the column it stands in.
    os.write(1, f"\x1b[{number + 1};1H{line}\x1b[0m\x1b[{number + 1};{column}H\x1b[1K".encode())
os.write(1, b"\x1b[6n")
answer = b""
while not answer.endswith(b"R"):
    answer += os.read(0, 1)
subprocess.run(["tmux", "wait-for", "-S", "drawn"])
os.read(0, 1)
"""


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
async def test_tmux_draws_every_tail_in_its_cell(tmp_path: Path) -> None:
    rows, sent = await rows_of("journal")
    lines = [f"{expected(row)[0]}\x1f{steady(line)}" for row, line in zip(rows, sent, strict=True)]
    (tmp_path / "rows").write_text("\0".join(lines), encoding="utf-8")
    (tmp_path / "draw.py").write_text(DRAW, encoding="utf-8")

    def tmux(*args: str) -> str:
        command = ["tmux", "-u", "-L", f"widths-{os.getpid()}", "-f", "/dev/null", *args]
        environ = {**os.environ, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        environ.pop("TMUX", None)
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environ, timeout=60).stdout

    draw = f"{sys.executable} {tmp_path}/draw.py {tmp_path}/rows"
    tmux("new-session", "-d", "-x", str(SIZE[0]), "-y", str(len(rows) + 2), draw)
    try:
        tmux("wait-for", "drawn")
        drawn = tmux("capture-pane", "-p").split("\n")
    finally:
        tmux("kill-server")
    wanted = [" " * column + tail for column, tail in map(expected, rows)]
    assert [row.rstrip() for row in drawn[: len(rows)]] == wanted


def test_the_driver_sends_every_string_in_its_cells() -> None:
    sent: list[str] = []

    class Driver:
        def write(self, data: str) -> None:
            sent.append(data)

    driver = clearing(Driver, Guard())()  # type: ignore[type-var]
    driver.write("\x1b[1m\x1b[38;5;2m👍🏽 ok")
    assert sent == ["\x1b[1m\x1b[38;5;2m\x1b7  \x1b8\x1b7👍🏽\x1b8\x1b[2C ok"]


@pytest.mark.parametrize("plain", ["words \x1b[1;31mred\x1b[0m", "Grüße \x1b[1m漢字\x1b[0m שלום", "m\u0301", ""])
def test_what_all_terminals_agree_about_is_sent_as_it_is(plain: str) -> None:
    assert steady(plain) == plain


def test_a_mark_that_follows_a_change_of_colour_leaves_the_change_whole() -> None:
    assert re.match(r"\x1b\[1m", steady("\x1b[1m\ufe0f👍"))


async def test_the_cursor_stands_behind_the_cells_of_every_string() -> None:
    lines = [text for text in strings() if cells(shown(text)) < 60]
    view = msgspec.structs.replace(REFLECTION, quotes=(), field=field(text="\n".join(lines), rows=len(lines)))
    async with shown_at("lesson", view, SIZE) as (app, pilot, _):
        editor = app.screen.query_one(Editor)
        for number, text in enumerate(lines):
            column = editor.wrapped_document.location_to_offset((number, len(text))).x
            assert column == cells(shown(text)), text
        for number in range(0, len(lines), 30):
            editor.move_cursor((number, len(lines[number])))
            await pilot.pause()
            assert app.cursor_position.x == editor.content_region.x + cells(shown(lines[number]))
            assert app.cursor_position.y == editor.content_region.y + number


async def test_every_string_is_the_same_after_it_was_pasted_and_saved(tmp_path: Path) -> None:
    text = "\n".join(strings())
    view = msgspec.structs.replace(REFLECTION, field=field("a/b"))
    async with shown_at("lesson", view) as (app, pilot, session):
        app.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.press("ctrl+j")
        assert session.written["a/b"][0] == text
    home = open_home(tmp_path / "home", clock=local_now)
    await Visit(home, lessons_dir()).record(*(Entry(text=each) for each in (text, *strings())))
    home.close()
    home = open_home(tmp_path / "home", clock=local_now)
    kept = [fact.body.text for fact in Visit(home, lessons_dir()).history() if isinstance(fact.body, Entry)]
    home.close()
    assert sorted(kept) == sorted((text, *strings()))
