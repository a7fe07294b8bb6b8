"""The power goes at any moment: whatever the disk then holds, the old contents or the new are found, never a third.

A volume in memory keeps what has been synced apart from what has not: bytes written but not synced may be there, be
missing, be torn at a sector or be NULs; names changed but not synced may be there or not, folder by folder.
"""

import itertools
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coach.progress.model import Draft
from coach.progress.transitions import apply
from coach.store import files, shelf
from coach.store.base import Settings
from coach.store.home import open_home
from tests.store.store_homes import NOON, Clock, Contents, Disk, fact, filled, reopened


@dataclass(eq=False)
class Inode:
    synced: bytes = b""
    written: bytes = b""

    def states(self) -> list[bytes]:
        if self.synced == self.written:
            return [self.written]
        torn = self.written[: len(self.written) // 2 // 512 * 512]
        return [self.synced, self.written, torn, bytes(len(self.written))]


@dataclass
class Volume:
    """What is durable, and what is not yet: each pending change of a name belongs to its folder."""

    durable: dict[str, Inode | None]
    now: dict[str, Inode | None] = field(default_factory=dict)
    pending: list[tuple[str, str, Inode | None, bool]] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path) -> "Volume":
        entries = {
            str(found): None if found.is_dir() else Inode(*[found.read_bytes()] * 2) for found in path.rglob("*")
        }
        return cls(entries, dict(entries))

    def change(self, path: str, inode: Inode | None, there: bool) -> None:
        self.pending.append((str(Path(path).parent), path, inode, there))
        if there:
            self.now[path] = inode
        else:
            self.now.pop(path, None)

    def sync_folder(self, folder: str) -> None:
        _settle(self.durable, [change for change in self.pending if change[0] == folder])
        self.pending = [change for change in self.pending if change[0] != folder]

    def images(self):
        """Every way the disk may look if the power goes now."""
        folders = sorted({folder for folder, *_ in self.pending})
        for chosen in itertools.chain.from_iterable(
            itertools.combinations(folders, count) for count in range(len(folders) + 1)
        ):
            names = dict(self.durable)
            _settle(names, [change for change in self.pending if change[0] in chosen])
            inodes = [(path, inode) for path, inode in names.items() if inode is not None]
            unsynced = max([len(inode.states()) for _, inode in inodes], default=1)
            for kind in range(unsynced):
                yield (
                    {path: inode.states()[kind % len(inode.states())] for path, inode in inodes},
                    [path for path, inode in names.items() if inode is None],
                )


def _settle(names, changes):
    for _, path, inode, there in changes:
        if there:
            names[path] = inode
        else:
            names.pop(path, None)


@dataclass
class Recorder(Disk):
    """A disk that also plays every call on a volume, and takes all its images after each."""

    volume: Volume | None = None
    images: list = field(default_factory=list)
    acknowledged: bool = False

    def _done(self, name, real, args, kwargs, where):
        result = super()._done(name, real, args, kwargs, where)
        volume = self.volume
        if volume is None:
            return result
        if name == "open" and where not in volume.now and not Path(where).is_dir():
            volume.change(where, Inode(), True)
        elif name == "write":
            volume.now[where].written += bytes(args[1])[:result]
        elif name == "fsync" and Path(where).is_dir():
            volume.sync_folder(where)
        elif name == "fsync":
            volume.now[where].synced = volume.now[where].written
        elif name == "replace":
            inode = volume.now[where]
            volume.change(str(args[1]), inode, True)
            volume.change(where, None, False)
        elif name == "link":
            volume.change(str(args[1]), volume.now[where], True)
        elif name in {"unlink", "rmdir"}:
            volume.change(where, None, False)
        elif name == "mkdir":
            volume.change(where, None, True)
        else:
            return result
        self.images += [(self.acknowledged, *image) for image in volume.images()]
        return result


def append(home):
    store = home.space("me")
    progress = store.load()
    new = fact(store, progress, "new words" * 300)
    return store.append([new], apply(progress, new))


DEEDS = {
    "fact": append,
    "draft": lambda home: home.space("me").save_draft(Draft(key="field", text="half" * 400)),
    "draft gone": lambda home: home.space("me").remove_draft("field"),
    "settings": lambda home: home.save_settings(Settings(name="Ada")),
    "purge": lambda home: home.space("me").purge([home.space("me").facts()[0].id]),
}


def lay_out(root: Path, contents, folders, home: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for folder in sorted(folders):
        (root / Path(folder).relative_to(home)).mkdir(parents=True, exist_ok=True)
    for path, data in contents.items():
        target = root / Path(path).relative_to(home)
        if target.parent.is_dir():
            target.write_bytes(data)
    return root


def play(name: str, tmp_path: Path, monkeypatch) -> tuple[Contents, Contents, list, Path]:
    home_path = tmp_path / "home"
    filled(home_path, "first " * 200, "second", draft="ha")
    old = reopened(home_path)
    disk = Recorder(volume=None)
    with monkeypatch.context() as patch:
        disk.install(patch)
        home = open_home(home_path, clock=Clock(NOON))
        home.space("me").load()
        home.space("me").flush(20)
        disk.volume = Volume.of(home_path)
        future = DEEDS[name](home)
        future.add_done_callback(lambda _: setattr(disk, "acknowledged", True))
        future.result(20)
        home.close()
    return old, reopened(home_path), disk.images, home_path


def judge(name: str, tmp_path: Path, monkeypatch) -> set[str]:
    """Which contents the images hold, once all of them have passed."""
    old, new, images, home_path = play(name, tmp_path, monkeypatch)
    distinct = {}
    outcomes = set()
    for acknowledged, contents, folders in images:
        key = (tuple(sorted(contents.items())), tuple(sorted(folders)))
        distinct[key] = distinct.get(key, False) or acknowledged
    for (contents, folders), acknowledged in distinct.items():
        found = reopened(lay_out(tmp_path / "image", dict(contents), folders, home_path))
        same_new = (found.texts, found.draft, found.name) == (new.texts, new.draft, new.name)
        same_old = (found.texts, found.draft, found.name) == (old.texts, old.draft, old.name)
        assert same_new or (same_old and not acknowledged), found
        assert found.notices == ()
        outcomes |= {"new"} if same_new else {"old"}
    return outcomes


@pytest.mark.parametrize("name", DEEDS)
def test_every_disk_a_power_cut_can_leave_holds_the_old_contents_or_the_new(name, tmp_path, monkeypatch):
    assert judge(name, tmp_path, monkeypatch) == {"old", "new"}


@pytest.mark.parametrize("missing", ["fsync of the file", "fsync of the folder"])
def test_a_save_without_one_of_its_fsyncs_would_be_caught(missing, tmp_path, monkeypatch):
    """The planted faults."""
    if missing == "fsync of the folder":
        monkeypatch.setattr(files, "sync_folder", lambda folder: None)
    else:

        def careless(path, data, token):
            temporary = path.with_name(f".{path.name}.{token(8).hex()}.tmp")
            descriptor = files.os.open(temporary, files._CREATE, 0o600)
            files.os.write(descriptor, data)
            files.os.close(descriptor)
            files.os.replace(temporary, path)
            files.sync_folder(path.parent)

        monkeypatch.setattr(shelf, "write_file", careless)
    with pytest.raises(AssertionError):
        judge("fact", tmp_path, monkeypatch)
