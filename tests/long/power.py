"""The power goes at any moment: whatever the disk then holds, the old contents or the new are found, never a third.

A volume in memory keeps what has been synced apart from what has not: bytes written but not synced may be there, be
missing, be torn at any sector, or have a sector of NULs; names changed but not synced may be there or not, folder by
folder. Every way the disk may look is an image.

An image's temporary files are never opened, which is checked: they are swept, or put in place whole, as the list of a
restore says. So images that differ only in what was torn of those are read once, as the emptiest, and counted each.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from coach.progress.model import Draft
from coach.progress.transitions import apply
from coach.store import care, files
from coach.store.base import Settings
from coach.store.files import TEMPORARY
from coach.store.home import HomeFolder, open_home
from coach.store.migrations import NOW, Format
from tests.long import scratch
from tests.store.store_homes import NOON, Clock, Contents, Disk, fact, filled, more_backups, reopened

SECTOR = 512
OLDER = Format(schema=NOW.schema - 1, min_reader=NOW.schema - 1, steps={})


@dataclass(eq=False)
class Inode:
    """What of a file is on the disk for sure, and what was written to it."""

    synced: bytes = b""
    written: bytes = b""

    def ways(self) -> int:
        """In how many ways it may be found after the power went."""
        return 1 if self.synced == self.written else 3 + 2 * -(-len(self.written) // SECTOR)

    def state(self, number: int) -> bytes:
        """One of them: old, new, NULs, and for each sector cut before it, and it alone never written."""
        at = (number % self.ways() - 3) // 2 * SECTOR
        match number % self.ways():
            case 0:
                return self.synced
            case 1:
                return self.written
            case 2:
                return bytes(len(self.written))
            case odd if odd % 2:
                return self.written[:at]
            case _:
                hole = bytes(len(self.written[at : at + SECTOR]))
                return self.written[:at] + hole + self.written[at + SECTOR :]


@dataclass(frozen=True)
class Change:
    """A name in a folder that came (with what it names: None for a folder), went, or was ``moved`` from another."""

    folder: str
    path: str
    there: bool
    inode: Inode | None = None
    moved: str = ""


Names = dict[str, Inode | None]


@dataclass
class Volume:
    """What is durable, and what is not yet: each pending change of a name belongs to its folder."""

    durable: Names
    now: Names
    pending: list[Change] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path) -> Volume:
        """A disk on which all of that folder is durable."""
        entries = {
            str(found): None if found.is_dir() else Inode(*[found.read_bytes()] * 2) for found in path.rglob("*")
        }
        return cls(entries, dict(entries))

    def change(self, path: str, *, there: bool, inode: Inode | None = None, moved: str = "") -> None:
        """Note a change of a name."""
        change = Change(str(Path(path).parent), path, there, inode, moved)
        self.pending.append(change)
        _settle(self.now, [change])

    def sync_folder(self, folder: str) -> None:
        """Make the names in a folder durable."""
        _settle(self.durable, [change for change in self.pending if change.folder == folder])
        self.pending = [change for change in self.pending if change.folder != folder]

    def images(self) -> Iterator[tuple[dict[str, bytes], list[str]]]:
        """Every way the disk may look if the power goes now: what is in each file, and the folders."""
        folders = sorted({change.folder for change in self.pending})
        for chosen in itertools.chain.from_iterable(
            itertools.combinations(folders, count) for count in range(len(folders) + 1)
        ):
            names = dict(self.durable)
            _settle(names, [change for change in self.pending if change.folder in chosen])
            files_ = {path: inode for path, inode in names.items() if inode is not None}
            for number in range(max((inode.ways() for inode in files_.values()), default=1)):
                yield (
                    {path: inode.state(0 if _temporary(path) else number) for path, inode in files_.items()},
                    [path for path, inode in names.items() if inode is None],
                )


def _temporary(path: str) -> bool:
    return TEMPORARY.fullmatch(Path(path).name) is not None


def _settle(names: Names, changes: list[Change]) -> None:
    for change in changes:
        if change.moved:
            for path in [path for path in names if path == change.moved or path.startswith(change.moved + "/")]:
                names[change.path + path.removeprefix(change.moved)] = names.pop(path)
        elif change.there:
            names[change.path] = change.inode
        else:
            names.pop(change.path, None)


@dataclass
class Recorder(Disk):
    """A disk that also plays every call on a volume, and judges all its images after each."""

    volume: Volume | None = None
    judge: Callable[[bool, dict[str, bytes], list[str]], None] | None = None
    acknowledged: bool = False

    def _done(self, name, real, args, kwargs, where):
        was_folder = name == "replace" and Path(where).is_dir()
        result = super()._done(name, real, args, kwargs, where)
        volume = self.volume
        if volume is None:
            return result
        if name == "open" and where not in volume.now and not Path(where).is_dir():
            volume.change(where, there=True, inode=Inode())
        elif name == "write":
            volume.now[where].written += bytes(args[1])[:result]
        elif name == "fsync" and Path(where).is_dir():
            volume.sync_folder(where)
        elif name == "fsync":
            volume.now[where].synced = volume.now[where].written
        elif was_folder:
            volume.change(str(args[1]), there=True, moved=where)
        elif name == "replace":
            inode = volume.now[where]
            volume.change(str(args[1]), there=True, inode=inode)
            volume.change(where, there=False)
        elif name == "link":
            volume.change(str(args[1]), there=True, inode=volume.now[where])
        elif name in {"unlink", "rmdir"}:
            volume.change(where, there=False)
        elif name == "mkdir":
            volume.change(where, there=True)
        else:
            return result
        for image in volume.images():
            self.judge(self.acknowledged, *image)
        return result


@dataclass
class Deed:
    """An operation, with a long text to use: in a home, of which it gives the future, or in a ``closed`` folder."""

    do: Callable[[Any, str], Any]
    prepare: Callable[[Path, str], None]
    closed: bool = False


def _say(home: HomeFolder, long: str) -> Future[None]:
    store = home.space("me")
    progress = store.load()
    new = fact(store, progress, f"new words {long}")
    return store.append([new], apply(progress, new))


def _prepare(path: Path, long: str) -> None:
    filled(path, long, "second", draft="ha")


def _prepare_two(path: Path, long: str) -> None:
    _prepare(path, long)
    filled(path, "later")


def _prepare_many(path: Path, long: str) -> None:
    _prepare(path, long)
    more_backups(path)


def _prepare_older(path: Path, long: str) -> None:
    filled(path, long, "second", draft="ha", versions=OLDER)


def _purge(home: HomeFolder, long: str) -> Future[None]:
    store = home.space("me")
    return store.purge([store.facts()[1].id])


DEEDS = {
    "save": Deed(_say, _prepare),
    "draft": Deed(lambda home, long: home.space("me").save_draft(Draft(key="field", text=long)), _prepare),
    "draft gone": Deed(lambda home, long: home.space("me").remove_draft("field"), _prepare),
    "settings": Deed(lambda home, long: home.save_settings(Settings(name=long)), _prepare),
    "delete": Deed(_purge, _prepare),
    "backup": Deed(_say, _prepare_many),
    "restore": Deed(lambda path, long: care.put_in_place(path, Clock(NOON), "1"), _prepare_two, closed=True),
    "migration": Deed(_say, _prepare_older),
}
_PAYLOAD = SECTOR // 2
"""Bytes of text for each image that is wanted: a longer text has more sectors to tear."""


def _found(contents: Contents) -> tuple[object, ...]:
    return contents.texts, contents.draft, contents.name


class _Reading(Disk):
    """A disk that notices when a temporary file is opened to be read."""

    def _done(self, name, real, args, kwargs, where):
        assert not (name == "open" and TEMPORARY.fullmatch(Path(where).name) and not args[1] & files.os.O_CREAT)
        return super()._done(name, real, args, kwargs, where)


@dataclass
class Judge:
    """Reads every image that differs from all before it, and says what may not be."""

    home: Path
    lay: Path
    old: tuple[object, ...] = ()
    new: tuple[object, ...] = ()
    count: int = 0
    waiting: dict[tuple[object, ...], bool] = field(default_factory=dict)

    def take(self, acknowledged: bool, contents: dict[str, bytes], folders: list[str]) -> None:
        """Count an image, and keep it to be read unless one like it is kept."""
        self.count += 1
        key = (tuple(sorted(contents.items())), tuple(sorted(folders)))
        self.waiting[key] = self.waiting.get(key, False) or acknowledged

    def read(self) -> set[str]:
        """Which contents the images hold, once all of them have passed."""
        outcomes = set()
        for (contents, folders), acknowledged in self.waiting.items():
            self._lay_out(contents, folders)
            with patch.object(files, "os", _Reading()):
                found = reopened(self.lay)
            assert _found(found) == self.new or (_found(found) == self.old and not acknowledged), found
            assert found.notices == (), found.notices
            outcomes.add("new" if _found(found) == self.new else "old")
        return outcomes

    def _lay_out(self, contents: tuple[tuple[str, bytes], ...], folders: tuple[str, ...]) -> None:
        shutil.rmtree(self.lay, ignore_errors=True)
        self.lay.mkdir()
        for folder in folders:
            (self.lay / Path(folder).relative_to(self.home)).mkdir(parents=True, exist_ok=True)
        for path, data in contents:
            target = self.lay / Path(path).relative_to(self.home)
            if target.parent.is_dir():
                target.write_bytes(data)


def play(name: str, folder: Path, count: int = 100) -> Judge:
    """Carry out an operation on a recorded disk: a judge with all its images, to be read."""
    deed = DEEDS[name]
    path = folder / "home"
    long = "words " * (count * _PAYLOAD // 6)
    deed.prepare(path, long)
    judge = Judge(path, folder / "image")
    judge.old = _found(_looked_at(path, folder))
    disk = Recorder(judge=judge.take)
    with patch.object(files, "os", disk):
        if deed.closed:
            disk.volume = Volume.of(path)
            deed.do(path, long)
            for image in disk.volume.images():
                judge.take(True, *image)
        else:
            _in_a_home(deed, path, disk, long)
    judge.new = _found(reopened(path))
    assert judge.new != judge.old
    return judge


def _in_a_home(deed: Deed, path: Path, disk: Recorder, long: str) -> None:
    home = open_home(path, clock=Clock(NOON))
    home.space("me").load()
    home.space("me").flush(20)
    disk.volume = Volume.of(path)
    future = deed.do(home, long)
    future.add_done_callback(lambda _: setattr(disk, "acknowledged", True))
    future.result(20)
    home.close()


def _looked_at(path: Path, folder: Path) -> Contents:
    """What is there, read from a copy: looking tidies up."""
    return reopened(shutil.copytree(path, folder / "looked-at"))


def _run(name: str, count: int) -> str:
    with scratch() as folder:
        judge = play(name, folder, count)
        assert judge.read() == {"old", "new"}
        assert judge.count >= count, f"only {judge.count} images"
        return f"{judge.count} disk images of {name}, {len(judge.waiting)} of them read"


def save(count: int, seed: int) -> str:
    """A fact; nothing here is left to chance."""
    return _run("save", count)


def draft(count: int, seed: int) -> str:
    """Half-typed words."""
    return _run("draft", count)


def settings(count: int, seed: int) -> str:
    """Settings."""
    return _run("settings", count)


def delete(count: int, seed: int) -> str:
    """Erasing for good."""
    return _run("delete", count)


def backup(count: int, seed: int) -> str:
    """A save, a backup and its rotation."""
    return _run("backup", count)


def restore(count: int, seed: int) -> str:
    """A restore."""
    return _run("restore", count)


def migration(count: int, seed: int) -> str:
    """The first save after an update."""
    return _run("migration", count)
