"""Killed at every single file call: the old contents or the new, never a third, and nothing left lying about."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.progress.model import Draft
from coach.progress.transitions import apply
from coach.store.base import Settings
from coach.store.files import DamagedError, unseal
from coach.store.home import HomeFolder, open_home
from tests.store.store_homes import (
    NOON,
    Clock,
    Contents,
    Disk,
    Killed,
    anywhere,
    fact,
    filled,
    more_backups,
    reopened,
    temporary_files,
)


def append(home: HomeFolder, text: str = "new words", at=NOON):
    store = home.space("me")
    progress = store.load()
    new = fact(store, progress, text, at)
    return store.append([new], apply(progress, new))


def rotate(home: HomeFolder):
    """A save on a day with more backups than are kept."""
    return append(home)


def purge_first(home: HomeFolder):
    store = home.space("me")
    return store.purge([store.facts()[0].id])


def damaged_state(path: Path) -> None:
    (path / "spaces/me/state.json").write_bytes(b"")


@dataclass(frozen=True)
class Deed:
    """Something done to a home: what it does, what was there before, and what may be said about it afterwards."""

    do: Callable[[HomeFolder], object]
    texts: tuple[str, ...] = ("first", "second")
    draft: str = ""
    prepare: Callable[[Path], None] | None = None
    says: str = ""


DEEDS = {
    "first fact": Deed(append, texts=()),
    "next fact": Deed(append),
    "fact of a new month": Deed(lambda home: append(home, at=NOON + timedelta(days=30))),
    "draft": Deed(lambda home: home.space("me").save_draft(Draft(key="field", text="half")), draft="ha"),
    "draft gone": Deed(lambda home: home.space("me").remove_draft("field"), draft="half"),
    "settings": Deed(lambda home: home.save_settings(Settings(name="Ada"))),
    "purge": Deed(purge_first),
    "rotation": Deed(rotate, prepare=more_backups),
    "repair": Deed(append, prepare=damaged_state, says="damaged"),
}


def do(path: Path, deed: Deed, clock: Clock) -> bool:
    """Open, do, close; whether the deed was acknowledged."""
    home = None
    try:
        home = open_home(path, clock=clock)
        future = deed.do(home)
        future.result(20)
    except (Killed, StoreError):
        return False
    else:
        return True
    finally:
        if home is not None:
            home.close()


def template(path: Path, deed: Deed) -> Path:
    if deed.texts or deed.draft:
        filled(path, *deed.texts, draft=deed.draft)
    if deed.prepare:
        deed.prepare(path)
    return path


def same(found: Contents, expected: Contents) -> bool:
    return (found.texts, found.draft, found.name) == (expected.texts, expected.draft, expected.name)


def kill_everywhere(deed: Deed, folder: Path, monkeypatch) -> int:
    """Kill ``deed`` at each file call in turn and check what is found afterwards; how many kills it took."""
    before = template(folder / "before", deed)
    before.mkdir(exist_ok=True)
    clock = Clock()
    old = reopened(Path(shutil.copytree(before, folder / "old")), clock)
    after = Path(shutil.copytree(before, folder / "after"))
    with monkeypatch.context() as patch:
        disk = Disk().install(patch)
        assert do(after, deed, clock)
        total = len(disk.calls)
    new = reopened(after, clock)
    assert not same(old, new)
    outcomes = set()
    for at in range(1, total + 1):
        path = Path(shutil.copytree(before, folder / f"kill-{at}"))
        with monkeypatch.context() as patch:
            Disk(at=at).install(patch)
            acknowledged = do(path, deed, clock)
        found = reopened(path, clock)
        assert same(found, new) or (same(found, old) and not acknowledged), (at, found)
        assert all(deed.says and deed.says in notice for notice in found.notices), (at, found.notices)
        assert temporary_files(path) == []
        assert same(reopened(path, clock), found), at
        outcomes.add(same(found, new))
        shutil.rmtree(path)
    assert outcomes == {True, False}
    return total


@pytest.mark.parametrize("name", DEEDS)
def test_a_kill_at_any_file_call_leaves_the_old_contents_or_the_new(name, tmp_path, monkeypatch):
    assert kill_everywhere(DEEDS[name], tmp_path, monkeypatch) > 10


def test_after_a_purge_killed_anywhere_the_words_are_all_there_or_nowhere(tmp_path, monkeypatch):
    before = tmp_path / "before"
    filled(before, "a secret of mine", "kept words")
    clock = Clock()
    at = 0
    gone = 0
    while not gone or at < 60:
        at += 1
        path = Path(shutil.copytree(before, tmp_path / f"kill-{at}"))
        with monkeypatch.context() as patch:
            Disk(at=at).install(patch)
            do(path, DEEDS["purge"], clock)
        found = reopened(path, clock)
        left = anywhere(path, "a secret of mine")
        if "a secret of mine" in found.texts:
            assert len(left) == len(anywhere(before, "a secret of mine"))
        else:
            assert left == []
            gone += 1
        assert "kept words" in found.texts


def test_every_file_found_after_a_kill_is_whole(tmp_path, monkeypatch):
    """Not one file under its own name is ever torn, whatever the moment."""
    before = tmp_path / "before"
    filled(before, "first", draft="half", name="Ada")
    for at in range(1, 90, 3):
        path = Path(shutil.copytree(before, tmp_path / f"kill-{at}"))
        with monkeypatch.context() as patch:
            Disk(at=at).install(patch)
            do(path, DEEDS["next fact"], Clock())
        for found in path.rglob("*.json"):
            try:
                unseal(found.read_bytes())
            except DamagedError:
                pytest.fail(f"{found} is torn after a kill at call {at}")
