"""Bars 44 and 45: nothing in anybody's words is obeyed, by a terminal or by Textual, on a screen or by a command."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
from pathlib import Path
from typing import get_args

import pytest
from textual.content import Content

from coach import cli
from coach.check import run_check
from coach.feedback import report
from coach.glyphs import shown
from coach.progress.model import Attempt, Called, Disagreed, Entry, Kept
from coach.resources import lessons_dir
from coach.session.activity import View
from coach.session.visit import Visit, local_now
from coach.store.home import open_home
from coach.tui import text as text_door
from tests.safety.payloads import ESCAPES, MARKUP, READABLE, SURFACE, hostile, obeyed
from tests.safety.surfaces import SURFACES, shown_at
from tests.tui.fakes import drawn as page

PAYLOADS = (*ESCAPES, *MARKUP)


# --- the one drawing function --------------------------------------------------------------------------------------


def unsafe(draw: object) -> list[str]:
    """The payloads that come through a drawing function as something to obey, or not letter for letter."""
    found = []
    for payload in PAYLOADS:
        drawn = draw(payload)  # type: ignore[operator]
        if (
            obeyed(drawn)
            or len(drawn) != len(payload)
            or any(was != now for was, now in zip(payload, drawn, strict=True) if was.isascii() and was.isprintable())
        ):
            found.append(payload)
    return found


def test_two_hundred_escapes_and_more_are_shown_and_none_is_obeyed() -> None:
    assert len(set(ESCAPES)) >= 200
    assert unsafe(shown) == []


def test_content_is_letter_for_letter_whatever_the_markup() -> None:
    assert unsafe(lambda text: text_door.show(text).plain) == []
    assert unsafe(lambda text: text_door.assemble(text).plain) == []
    assert all(not text_door.show(text).spans for text in MARKUP)


def test_other_scripts_stay_readable() -> None:
    assert [shown(text) for text in READABLE] == list(READABLE)


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: text.replace("\x1b", "␛"),  # knows escape only, so the other form passes
        lambda text: "".join(letter for letter in text if letter not in obeyed(text)),  # takes out, so halves join
        lambda text: Content.from_markup(text).plain if text == "I feel [angry] and sore" else shown(text),
    ],
    ids=["escape-only", "taking-out", "markup"],
)
def test_the_check_notices_a_door_that_is_ajar(broken: object) -> None:
    assert unsafe(broken)


# --- every view of every screen ------------------------------------------------------------------------------------


def test_every_kind_of_view_is_among_the_surfaces() -> None:
    kinds = {type(view) for shown_there in SURFACES.values() for view in shown_there.values()}
    assert kinds == set(get_args(View))


async def pages(activity: str) -> list[str]:
    """What is drawn of every view of an activity, in a tall window, with hostile words in every place."""
    views = SURFACES[activity].values()
    changed = [hostile(view, text) for view in views for text in SURFACE]
    changed += [hostile(view, SURFACE[0], empty=True) for view in views]
    drawn = []
    async with shown_at(activity, changed[0], size=(80, 70)) as (app, pilot, session):
        session.words = SURFACE[0]
        for view in changed:
            session.shows = [view]
            await app.screen.show_now()
            await pilot.pause()
            drawn.append(page(app))
        assert app.is_running
        assert not app.return_code
    return drawn


@pytest.mark.parametrize("activity", SURFACES)
async def test_no_byte_of_a_payload_is_drawn_on_any_view(activity: str) -> None:
    drawn = await pages(activity)
    assert not set().union(*map(obeyed, drawn))
    assert any("[/angry]" in page for page in drawn)
    assert any("[@click=app.quit()]x[/]" in page for page in drawn)
    assert any("␛]52;c;aGk=␇" in page for page in drawn)


async def test_the_check_notices_a_screen_that_draws_words_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.tui.screens.handbook.show", lambda text, style="": Content(text))
    drawn = await pages("handbook")
    assert set().union(*map(obeyed, drawn))


# --- every command -------------------------------------------------------------------------------------------------


def written(folder: Path, words: str) -> None:
    """A data folder with these words in the journal, in practice, seen differently, and as everybody's name."""

    async def write() -> None:
        home = open_home(folder, clock=local_now)
        try:
            visit = Visit(home, lessons_dir())
            entry = Entry(lesson="speak", step="the-unread-message", question=words, text=words, keep_as="card")
            tried = Attempt(
                lesson="speak", step="the-joke-at-dinner", digest="0" * 12, question=words, skill="i-statement",
                text=words, support="blank", band="solid", next_step=words,
            )  # fmt: skip
            _, attempt = await visit.record(entry, tried)
            seen = {"of": attempt.id, "lesson": "speak", "step": "the-joke-at-dinner", "skill": words}
            await visit.record(
                Disagreed(**seen, what="band", rule=words, state=words, band=words, share_words=True, version=words),
                Called(partner=words),
                Kept(of=attempt.id, text=words),
            )
            await visit.change(name=words)
        finally:
            home.close()

    asyncio.run(write())


def printed(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What a command prints, on both streams."""
    with contextlib.suppress(SystemExit):
        cli.main(args)
    out, err = capsys.readouterr()
    assert out + err
    return out + err


@pytest.mark.parametrize("mode", ["plain", "explain", "json"])
def test_a_review_prints_no_byte_of_a_payload(mode: report.Mode) -> None:
    for payload in ESCAPES[:: 1 if mode == "plain" else 10]:
        text = report.run_review("i-statement", f"I felt {payload} when you {payload} left.", payload, "", mode, 76)
        assert not obeyed(text), ascii(payload)


def test_reviewed_lines_hold_the_id_they_were_given_in_escapes() -> None:
    given = [json.dumps({"id": payload, "text": payload, "context": payload}) for payload in ESCAPES]
    for (line, fine), payload in zip(report.review_lines(given, "i-statement"), ESCAPES, strict=True):
        assert fine
        assert not obeyed(line)
        assert json.loads(line)["id"] == payload


def test_progress_and_export_print_no_byte_of_a_payload(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "home", f"I felt {SURFACE[0]} {SURFACE[1]} scared.")
    where = ["--data-dir", str(tmp_path / "home")]
    for what in (["progress"], ["export", "--disagreements"], ["export", str(tmp_path / "kept.md")]):
        text = printed(capsys, *where, *what)
        assert not obeyed(text), what
        assert ("I felt" in text) == (what[-1] != str(tmp_path / "kept.md"))


def test_what_was_given_as_a_name_is_told_letter_for_letter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "\x1b]0;t\x07\x9b2J\u202e"
    for what in (["review", "i-statement", name], ["check", name], ["sing", name], ["review", name], [f"--{name}"]):
        assert not obeyed(printed(capsys, *what)), what
    where = ["--data-dir", str(tmp_path / "home")]
    for what in (["export", f"/none/{name}"], ["export", str(tmp_path / name)], ["import", name]):
        assert not obeyed(printed(capsys, *where, *what)), what


def test_the_check_of_a_hostile_course_prints_no_byte_of_a_payload(tmp_path: Path) -> None:
    """Words, names and even file names come from a stranger; what YAML's own escapes hide comes with them."""
    folder = tmp_path / "course"
    shutil.copytree(Path(__file__).parent.parent / "session" / "course", folder)
    odd = '"\\e]52;c;aGk=\\a \\x9b2J \\u202e [/] \\U000E0041"'
    for path in folder.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        lines = [
            line.split(": ")[0] + f": {odd}" if line.strip().startswith(("title", "name", "text", "- text")) else line
            for line in text.split("\n")
        ]
        path.write_text("\n".join(lines), encoding="utf-8")
    (folder / "scenes" / "\x1b]0;t\x07.yaml").write_text(f"id: {odd}\n{odd}: 1\n", encoding="utf-8")
    text, status = run_check(folder)
    assert status
    assert "␛]52" in text
    assert not obeyed(text)


def test_the_check_notices_a_command_that_prints_words_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.marks.shown", lambda text: text)
    assert obeyed(report.run_review("i-statement", "I felt \x9b2J when you left.", "", "", "plain", 76))
