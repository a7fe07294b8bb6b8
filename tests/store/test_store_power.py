"""The power goes at any moment; the count of images is that of ``tests.long``."""

import pytest

from coach.store import files
from tests.long import power


@pytest.mark.parametrize("name", power.DEEDS)
def test_every_disk_a_power_cut_can_leave_holds_the_old_contents_or_the_new(name, tmp_path):
    assert power.play(name, tmp_path).read() == {"old", "new"}


def test_the_volume_tears_at_every_sector_and_keeps_what_was_synced():
    inode = power.Inode(synced=b"", written=b"a" * 1200)
    states = {inode.state(number) for number in range(inode.ways())}
    assert {b"", b"a" * 1200, b"a" * 512, b"a" * 1024, bytes(1200)} < states
    assert b"a" * 512 + bytes(512) + b"a" * 176 in states
    inode.synced = inode.written
    assert inode.ways() == 1
    assert inode.state(7) == b"a" * 1200


def test_a_renamed_folder_is_durable_only_when_its_parent_is_synced():
    inode = power.Inode(b"x", b"x")
    names = {"/h/a": None, "/h/a/f": inode}
    volume = power.Volume(dict(names), dict(names))
    volume.change("/h/b", there=True, moved="/h/a")
    assert [sorted(contents) for contents, _ in volume.images()] == [["/h/a/f"], ["/h/b/f"]]
    volume.sync_folder("/h")
    assert [sorted(contents) for contents, _ in volume.images()] == [["/h/b/f"]]


def no_folder_fsync(monkeypatch):
    monkeypatch.setattr(files, "sync_folder", lambda folder: None)


def no_file_fsync(monkeypatch):
    real = files._fill

    def careless(descriptor, data):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(files.os, "fsync", lambda descriptor: None, raising=False)
            real(descriptor, data)

    monkeypatch.setattr(files, "_fill", careless)


@pytest.mark.parametrize("plant", [no_folder_fsync, no_file_fsync])
@pytest.mark.parametrize("name", ["save", "restore"])
def test_a_save_or_a_restore_without_one_of_its_fsyncs_would_be_caught(name, plant, tmp_path, monkeypatch):
    """The planted faults of bar 3."""
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        power.play(name, tmp_path).read()
