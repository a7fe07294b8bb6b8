"""Bars 60 and 61: who else uses this computer is asked before a private word is written; the truth in sixty words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.check.reading_level import level
from coach.session.activity import Go
from coach.session.start import StartSession
from coach.tui.widgets.editor import Editor
from tests.safety.help_places import sitting
from tests.tui.fakes import drawn
from tests.tui.test_tui_journey import settled

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PRIVATE = "Sam-of-the-first-page"


class Trace:
    """The files opened for writing below a folder, in order, while it watches; a hook cannot be taken away again."""

    def __init__(self) -> None:
        self.folder = ""
        self.written: list[str] = []
        sys.addaudithook(self._saw)

    def _saw(self, event: str, args: tuple[object, ...]) -> None:
        if self.folder and event == "open" and isinstance(args[0], str) and args[0].startswith(self.folder):
            mode, flags = args[1], args[2]
            if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & WRITES):
                self.written.append(args[0].removeprefix(self.folder).lstrip("/"))


TRACE = Trace()


@pytest.fixture
def trace(tmp_path: Path) -> Iterator[Trace]:
    TRACE.folder, TRACE.written = str(tmp_path / "home"), []
    yield TRACE
    TRACE.folder = ""


@pytest.mark.parametrize("answer", ["1", "2"])
async def test_nothing_is_written_before_the_question_is_answered(tmp_path: Path, trace: Trace, answer: str) -> None:
    async with sitting(tmp_path / "home", welcomed=False) as open_:
        for key in ("x", "f1", "escape", "f2", "1", "4", "escape", "escape", "f3", "escape", "ctrl+p", "escape"):
            await open_.pilot.press(key)
        await settled(open_.pilot)
        await open_.pilot.press("enter")  # the second page, which asks
        await settled(open_.pilot)
        assert "Who else uses this computer?" in drawn(open_.app)
        assert not open_.app.screen.query(Editor)
        assert open_.visit.flush(10)
        assert set(trace.written) <= {".lock"}
        assert [path.name for path in (tmp_path / "home").rglob("*") if path.is_file() and path.stat().st_size] == []
        await open_.pilot.press(answer)
        await settled(open_.pilot)
        assert open_.visit.settings.others == {"1": "somebody", "2": "nobody"}[answer]
        open_.app.screen.query_one(Editor).load_text(PRIVATE)
        await open_.pilot.pause()
        assert not any(PRIVATE.encode() in data for data in open_.bytes().values())
        await open_.act("finish")
        assert any(PRIVATE.encode() in data for data in open_.bytes().values())


async def test_whoever_leaves_before_answering_is_asked_again_and_nothing_was_kept(tmp_path: Path) -> None:
    for _ in range(2):
        async with sitting(tmp_path / "home", welcomed=False) as open_:
            assert open_.visit.first() == Go(to="start")
            await open_.pilot.press("enter", "escape")
    assert not (tmp_path / "home" / "spaces" / "me" / "facts").exists()


def pages() -> list[str]:
    """The words of the first pages before anything was answered."""

    class Nobody:
        class settings:  # noqa: N801
            name = ""

        kept_in = "~/.local/share/coach"

    session = StartSession(Nobody())  # type: ignore[arg-type]
    return [session.view().text]


def test_the_first_page_has_at_most_sixty_words_that_a_child_of_twelve_can_read() -> None:
    (notice,) = pages()
    assert len(notice.split()) <= 60
    assert level(notice).grade <= 8


@pytest.mark.parametrize(
    "fact",
    [
        ("Nobody reads or answers",),
        ("stays on this computer", "others who use it could look"),
        ("Afraid of someone?", "press F2, here or anywhere, for people who can help"),
    ],
)
def test_it_states_the_three_facts(fact: tuple[str, ...]) -> None:
    (notice,) = pages()
    assert all(words in notice for words in fact)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_to_do_when_afraid_is_in_sight_on_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with sitting(tmp_path / "home", size, welcomed=False) as open_:
        page = " ".join(drawn(open_.app).split())
        assert "press F2" in page
