"""Bar 21: whatever coach makes is its owner's alone from the very call that makes it, whatever the umask is."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coach import cli
from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.views import ReflectionView
from coach.session.visit import Visit, local_now
from coach.store.home import open_home
from coach.tui.app import CoachApp

WORDS = "I was scared at three."


class Made:
    """Everything a stretch of code makes below a folder: each path with the mode asked for."""

    def __init__(self, below: Path) -> None:
        self.below = str(below)
        self.modes: list[tuple[str, int]] = []
        self.by_hand: list[str] = []
        """Files opened for writing past ``os.open``, which ask for no mode and get what the umask leaves."""
        self.watching = False

    def hook(self, event: str, args: tuple[object, ...]) -> None:
        """An audit hook: it cannot be taken away again, so it looks only while it is told to."""
        if not self.watching or event != "open" or not isinstance(args[0], (str, os.PathLike)) or args[1] is None:
            return
        path = os.fspath(args[0])
        if path.startswith(self.below) and set(str(args[1])) & set("wax+"):
            self.by_hand.append(path)

    def too_open(self) -> list[tuple[str, int]]:
        """What others could read: as asked for, past ``os.open``, or as it lies there at the end."""
        lying = [path for path in Path(self.below).rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
        return [
            *((path, mode) for path, mode in self.modes if mode & 0o077),
            *((path, 0o666) for path in self.by_hand),
            *((str(path), stat.S_IMODE(path.stat().st_mode)) for path in lying),
        ]


@contextmanager
def watched(below: Path, umask: int) -> Iterator[Made]:
    """Watch what is made, under that umask."""
    made = Made(below)
    real_open, real_mkdir, before = os.open, os.mkdir, os.umask(umask)

    def opening(path: object, flags: int, mode: int = 0o777, **more: object) -> int:
        if flags & os.O_CREAT and str(path).startswith(made.below):
            made.modes.append((str(path), mode))
        return real_open(path, flags, mode, **more)  # type: ignore[arg-type]

    def making(path: object, mode: int = 0o777, **more: object) -> None:
        real_mkdir(path, mode, **more)  # type: ignore[arg-type]
        made.modes.append((str(path), mode))

    sys.addaudithook(made.hook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", opening)
        patch.setattr(os, "mkdir", making)
        made.watching = True
        try:
            yield made
        finally:
            made.watching = False
            os.umask(before)


async def journey(folder: Path) -> None:
    """A first sitting with words, drafts and settings, and the real screens over it for a moment."""
    home = open_home(folder, clock=local_now)
    try:
        visit = Visit(home, lessons_dir(), kept_in=str(folder))
        await visit.change(welcomed=True, name="Kim")
        lesson = visit.open(Go(to="lesson", lesson="start-here", step="someone-easy"))
        view = lesson.view()
        assert isinstance(view, ReflectionView)
        if view.field is not None:
            lesson.write(view.field.draft.key, WORDS, 0, 3)
            assert visit.flush(10)
            await lesson.do(next(action.id for action in lesson.view().actions if action.primary))
        app = CoachApp(visit)
        async with app.run_test() as pilot:
            await pilot.pause()
        assert visit.flush(10)
    finally:
        home.close()


def go_round(below: Path, umask: int) -> Made:
    """Everything that makes files: two sittings, every export, an import, the open commands."""
    folder = below / "deep" / "home"
    with watched(below, umask) as made:
        for _ in range(2):
            asyncio.run(journey(folder))
        where = ("--data-dir", str(folder))
        for args in (
            ("export", "a.md"),
            ("export", "a.json", "--format", "json"),
            ("export", "d", "--disagreements"),
        ):
            assert cli.main([*where, args[0], str(below / args[1]), *args[2:]]) == cli.OK
        assert cli.main(["--data-dir", str(below / "other"), "import", str(below / "a.json")]) == cli.OK
        assert cli.main([*where, "progress"]) == cli.OK
    return made


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everything_made_is_its_owners_alone_from_the_call_that_makes_it(umask: int, tmp_path: Path) -> None:
    made = go_round(tmp_path, umask)
    assert made.too_open() == []
    names = {Path(path).name for path, _ in made.modes}
    assert {"a.md", "a.json", "d", "home", "other", "facts", "drafts", "backups", ".lock"} <= names
    assert len(made.modes) > 30
    assert {mode for _, mode in made.modes} == {0o600, 0o700}


@pytest.mark.parametrize("how", ["open", "mkdir", "os.open"])
def test_the_check_notices_something_made_for_all_to_read(how: str, tmp_path: Path) -> None:
    with watched(tmp_path, 0o077) as made:
        if how == "open":
            (tmp_path / "x").write_text(WORDS)
        elif how == "mkdir":
            (tmp_path / "x").mkdir()
        else:
            os.close(os.open(tmp_path / "x", os.O_CREAT | os.O_WRONLY))
    assert made.too_open()
