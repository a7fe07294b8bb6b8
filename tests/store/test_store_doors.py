"""Who may come in, what they may see, and in which order things reach the disk."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from coach.errors import StoreError
from coach.progress.model import Draft
from coach.store.base import Settings
from coach.store.home import open_home
from tests.store.store_homes import Clock, Disk, fact, filled, reopened, say, temporary_files

CHILD = textwrap.dedent(
    """
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from coach.progress.model import Draft, Entry, Fact
    from coach.progress.transitions import apply
    from coach.store.home import open_home

    home = open_home(Path(sys.argv[1]), clock=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    store = home.space("me")
    progress = store.load()
    print("ready", store.read_only, flush=True)
    while True:
        sys.stdin.readline()
        seq = progress.seen.get(store.origin, 0) + 1
        text = f"{seq}"
        new = Fact(id=os.urandom(16).hex(), origin=store.origin, seq=seq, at="2026-11-21T12:00:00+00:00", author="me",
                   space="me", body=Entry(text=text))
        progress = apply(progress, new)
        store.save_draft(Draft(key="field", text=text))
        store.append([new], progress).result(20)
        print(seq, flush=True)
    """
)


def child(path) -> subprocess.Popen:
    """A window that saves a fact for each line it is told."""
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == f"ready {False}\n"
    return process


def ended(process: subprocess.Popen) -> list[int]:
    """Kill it and give the numbers it had acknowledged."""
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate(timeout=20)
    return [int(line) for line in out.splitlines() if line.strip()]


def test_a_second_window_reads_and_a_killed_one_frees_the_folder(tmp_path):
    path = tmp_path / "home"
    filled(path, "first")
    process = child(path)
    try:
        home = open_home(path, clock=Clock())
        store = home.space("me")
        assert store.read_only
        assert any("Another window has coach open" in notice for notice in store.notices)
        progress = store.load()
        assert [one.body.text for one in store.facts()] == ["first"]
        before = {found: found.read_bytes() for found in path.rglob("*.json")}
        new = fact(store, progress)
        for refused in (
            store.append([new], progress),
            store.save_progress(progress),
            store.save_draft(Draft(key="field", text="x")),
            store.remove_draft("field"),
            store.purge([new.id]),
            home.save_settings(Settings(name="Ada")),
        ):
            told = refused.exception(20)
            assert isinstance(told, StoreError)
            assert "still on the screen" in told.message
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == "2\n"
        assert len(store.facts()) == 2
        assert store.load().seen[store.origin] == 2
        home.close()
        assert before.items() <= {found: before.get(found) for found in path.rglob("*.json")}.items()
    finally:
        ended(process)
    home = open_home(path, clock=Clock())
    assert not home.space("me").read_only
    say(home.space("me"), "third")
    home.close()
    assert len(reopened(path).texts) == 3


def test_a_closed_home_frees_the_folder_in_the_same_process(tmp_path):
    first = open_home(tmp_path / "home", clock=Clock())
    second = open_home(tmp_path / "home", clock=Clock())
    assert second.space("me").read_only
    first.close()
    second.close()
    third = open_home(tmp_path / "home", clock=Clock())
    assert not third.space("me").read_only
    third.close()


def test_a_lock_that_leads_elsewhere_is_refused_and_its_end_untouched(tmp_path):
    (tmp_path / "home").mkdir()
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "home/.lock").symlink_to(target)
    with pytest.raises(StoreError, match="leads to another place"):
        open_home(tmp_path / "home", clock=Clock())
    (tmp_path / "home/.lock").unlink()
    (tmp_path / "home/.lock").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError, match="leads to another place"):
        open_home(tmp_path / "home", clock=Clock())
    assert target.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_temporary_file_that_leads_elsewhere_is_not_written_through(tmp_path):
    """The name is guessed, which takes a random generator that is not one."""
    target = tmp_path / "precious"
    target.write_text("precious")
    (tmp_path / "home").mkdir()
    home = open_home(tmp_path / "home", clock=Clock(), token=bytes)
    home.space("me").flush(20)
    (tmp_path / "home" / f".settings.json.{'00' * 8}.tmp").symlink_to(target)
    assert home.save_settings(Settings(name="Ada")).exception(20)
    home.close()
    assert target.read_text() == "precious"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root to become somebody who may not write")
def test_a_folder_one_may_only_read_opens_read_only(tmp_path):
    path = tmp_path / "home"
    filled(path, "first")
    os.seteuid(65534)
    try:
        readable = os.access(path, os.R_OK, effective_ids=True)
    finally:
        os.seteuid(0)
    assert not readable
    closed = [folder for folder in path.parents if folder.stat().st_mode & 0o077 == 0]
    for found in [*path.rglob("*"), path, *closed]:
        found.chmod(0o755 if found.is_dir() else 0o644)
    os.seteuid(65534)
    try:
        home = open_home(path, clock=Clock())
        store = home.space("me")
        assert store.read_only
        assert [one.body.text for one in store.facts()] == ["first"]
        assert "another folder" in str(store.save_draft(Draft(key="a", text="b")).exception(20))
        home.close()
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_are_0600_and_folders_0700_from_the_call_that_makes_them(umask, tmp_path, monkeypatch):
    disk = Disk().install(monkeypatch)
    before = os.umask(umask)
    try:
        filled(tmp_path / "deep/er/home", "first", draft="half", name="Ada")
        filled(tmp_path / "deep/er/home", "second")
    finally:
        os.umask(before)
    disk.listening = False
    assert len([mode for _, mode in disk.modes if mode == 0o600]) > 10
    assert len([mode for _, mode in disk.modes if mode == 0o700]) > 5
    assert {mode for _, mode in disk.modes} == {0o600, 0o700}
    for found in (tmp_path / "deep").rglob("*"):
        assert found.stat().st_mode & 0o777 == (0o700 if found.is_dir() else 0o600), found


@pytest.mark.parametrize("deed", ["fact", "draft", "settings"])
def test_saved_is_said_after_write_fsync_rename_and_folder_fsync(deed, tmp_path, monkeypatch):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = say(store, "first")
    store.flush(20)
    disk = Disk().install(monkeypatch)
    if deed == "fact":
        future = store.append([fact(store, progress)], progress)
    elif deed == "draft":
        store.save_draft(Draft(key="other", text="x")).result(20)
        disk.calls.clear()
        future = store.save_draft(Draft(key="field", text="x"))
    else:
        future = home.save_settings(Settings(name="Ada"))
    future.add_done_callback(lambda _: disk.calls.append(("saved", "")))
    future.result(20)
    store.flush(20)
    order = [name for name, _ in disk.calls]
    steps = ["write", "fsync", "close", "replace", "open", "fsync", "close"]
    files = 2 if deed == "fact" else 1
    assert [name for name in order if name in {"write", "fsync", "replace", "saved"}] == [
        *["write", "fsync", "replace", "fsync"] * files,
        "saved",
    ]
    for _ in range(files):
        at = order.index("write")
        written, synced = disk.calls[at], disk.calls[at + 1]
        assert order[at : at + 7] == steps
        assert written[1] == synced[1] == disk.calls[at + 3][1]
        assert disk.calls[at + 5][1] == os.path.dirname(written[1])  # noqa: PTH120
        order = order[at + 7 :]
        del disk.calls[: at + 7]
    disk.listening = False
    home.close()


def test_what_a_crash_left_half_written_is_gone_after_the_next_start(tmp_path):
    path = tmp_path / "home"
    filled(path, "first", draft="half")
    folders = [
        path,
        path / "spaces/me",
        path / "spaces/me/facts",
        path / "spaces/me/drafts",
        *(path / "backups").iterdir(),
    ]
    for folder in folders:
        (folder / f".state.json.{'0123456789abcdef'}.tmp").write_text("words")
    (path / ".mine.tmp").write_text("somebody else's")
    assert reopened(path).texts == ("first",)
    assert [found.name for found in temporary_files(path)] == [".mine.tmp"]


def test_close_frees_the_lock_only_when_all_is_written(tmp_path, monkeypatch):
    """A disk that hangs: the folder is not given to another window while a write may still come."""
    monkeypatch.setattr("coach.store.home.CLOSING", 0.05)
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    store.flush(20)
    held = Disk()
    real = held._call
    waiting = __import__("threading").Event()

    def slow(name, call, args, kwargs):
        if name == "fsync":
            waiting.wait(20)
        return real(name, call, args, kwargs)

    held._call = slow
    held.install(monkeypatch)
    store.save_draft(Draft(key="field", text="half"))
    home.close()
    other = open_home(tmp_path / "home", clock=Clock())
    assert other.space("me").read_only
    other.close()
    waiting.set()
    assert store.flush(20)
    home.close()
    assert reopened(tmp_path / "home").draft == "half"
