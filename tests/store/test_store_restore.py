"""Restoring a backup: listed after a check, undoable, whole or not at all, killed or failing at any file call."""

import errno
import itertools
import os
import shutil
from datetime import timedelta

import pytest

from coach.errors import StoreError
from coach.progress.model import Draft
from coach.store import care
from coach.store.base import Settings
from coach.store.home import open_home
from coach.store.restore import choices, shelf_at
from tests.store.store_homes import NOON, Clock, Disk, Killed, anywhere, filled, reopened, say, temporary_files

NOVEMBER = "spaces/me/facts/2026-11.json"
DECEMBER = "spaces/me/facts/2026-12.json"
DAY = timedelta(days=1)
LATER = NOON + 40 * DAY


def sitting(path, text: str, at) -> None:
    home = open_home(path, clock=Clock(at))
    home.save_settings(Settings(name=text)).result(20)
    say(home.space("me"), text, at=at)
    home.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three sittings over three months, a backup of each, and half a sentence."""
    path = tmp_path_factory.mktemp("made") / "home"
    for number, text in enumerate(("first", "second", "third")):
        sitting(path, text, NOON + 20 * number * DAY)
    half_typed(path)
    return path


def half_typed(path) -> None:
    home = open_home(path, clock=Clock(LATER))
    home.space("me").save_draft(Draft(key="field", text="half")).result(20)
    home.close()


@pytest.fixture
def path(made, tmp_path):
    return shutil.copytree(made, tmp_path / "home")


def told(found):
    return found.texts, found.draft, found.name


def restore(path, wanted: str = "") -> str:
    return care.put_in_place(path, Clock(LATER), wanted)


def test_the_list_says_day_and_entries_of_each_backup_newest_first(path):
    text, well = care.backups(path, Clock(LATER))
    assert well
    rows = [line.strip() for line in text.splitlines() if line[:6].strip().isdecimal()]
    assert rows == [
        "3  Thursday 31 December 2026: 3 entries in 2 months",
        "2  Friday 11 December 2026: 2 entries in 2 months",
        "1  Saturday 21 November 2026: 1 entry in 1 month",
    ]


def test_a_backup_is_reopened_and_a_damaged_one_is_said_and_never_put_in_place(path):
    copy = path / "backups/000002-2026-12-11/me.facts.2026-12.json"
    copy.write_bytes(copy.read_bytes()[:-9])
    text, well = care.backups(path, Clock(LATER))
    assert not well
    assert f"damaged: {DECEMBER}" in text
    assert [choice.good for choice in choices(shelf_at(path, Clock(LATER)))] == [True, False, True]
    with pytest.raises(StoreError, match="Nothing was changed"):
        restore(path, "2")
    assert told(reopened(path)) == (("first", "second", "third"), "half", "third")


@pytest.mark.parametrize(("wanted", "texts"), [("1", ("first",)), ("2", ("first", "second")), ("2026-12-31", None)])
def test_what_a_backup_held_is_there_again_and_half_typed_words_stay(wanted, texts, path):
    assert "is in place" in restore(path, wanted)
    texts = texts or ("first", "second", "third")
    assert told(reopened(path)) == (texts, "half", texts[-1])


def test_undo_brings_back_exactly_what_was_there_and_a_second_undo_the_restored(path):
    before = {name: (path / name).read_bytes() for name in (NOVEMBER, DECEMBER, "settings.json")}
    restore(path, "1")
    sitting(path, "after", LATER)
    restore(path)
    assert {name: (path / name).read_bytes() for name in before} == before
    assert told(reopened(path)) == (("first", "second", "third"), "half", "third")
    restore(path)
    assert told(reopened(path)) == (("first", "after"), "half", "after")


def test_words_written_after_a_restore_are_never_taken_for_those_written_before_it(path):
    """Two facts of one copy with one number would be one too many for whoever joins an export of the old ones."""
    home = open_home(path, clock=Clock(LATER))
    origin = home.space("me").origin
    home.close()
    restore(path, "1")
    home = open_home(path, clock=Clock(LATER))
    assert home.space("me").origin != origin
    home.close()
    restore(path)
    home = open_home(path, clock=Clock(LATER))
    assert home.space("me").origin == origin
    home.close()


def test_what_was_there_before_a_restore_outlives_twenty_sittings_and_goes_after_thirty_days(path):
    restore(path, "1")
    for number in range(20):
        sitting(path, f"later {number}", LATER + timedelta(hours=number))
    assert len([one for one in choices(shelf_at(path, Clock(LATER))) if one.before]) == 1
    for number in range(20):
        sitting(path, f"much later {number}", LATER + timedelta(days=31, hours=number))
    assert not [one for one in choices(shelf_at(path, Clock(LATER))) if one.before]


def test_every_backup_made_after_a_restore_holds_what_was_there_then(path):
    restore(path, "1")
    sitting(path, "after", LATER)
    restore(path, "2")
    by_number = {one.number: one.entries for one in choices(shelf_at(path, Clock(LATER)))}
    assert by_number == {1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 2}
    restore(path, "5")
    assert reopened(path).texts == ("first", "after")


def test_words_erased_for_good_do_not_come_back_with_any_backup(path):
    restore(path, "1")
    restore(path)
    home = open_home(path, clock=Clock(LATER))
    store = home.space("me")
    store.load()
    store.purge([one.id for one in store.facts() if one.body.text == "second"]).result(20)
    home.close()
    for choice in choices(shelf_at(path, Clock(LATER))):
        restore(path, str(choice.number))
        assert "second" not in reopened(path).texts
    assert anywhere(path / "spaces", '"text":"second"') == []
    assert anywhere(path / "backups", '"text":"second"') == []


def test_a_damaged_file_that_a_restore_replaces_is_kept_as_it_was(path):
    (path / NOVEMBER).write_bytes(b"garbage")
    restore(path, "2")
    asides = list((path / NOVEMBER).parent.glob("*.damaged-*"))
    assert [aside.read_bytes() for aside in asides] == [b"garbage"]
    assert reopened(path).texts == ("first", "second")


@pytest.mark.parametrize("wanted", ["9", "2020-01-01", "yesterday"])
def test_a_backup_there_is_not_is_refused_in_plain_words(wanted, path):
    with pytest.raises(StoreError, match="Nothing was changed"):
        restore(path, wanted)


def test_without_a_restore_there_is_none_to_undo(path):
    with pytest.raises(StoreError, match="none to undo"):
        restore(path)


def test_a_folder_another_window_has_open_is_not_restored(path):
    home = open_home(path, clock=Clock(LATER))
    home.space("me").flush(20)
    before = {found: found.read_bytes() for found in path.rglob("*.json")}
    with pytest.raises(StoreError, match="Close that window"):
        restore(path, "1")
    assert {found: found.read_bytes() for found in path.rglob("*.json")} == before
    home.close()


def test_no_folder_is_made_by_looking_for_backups(tmp_path):
    with pytest.raises(StoreError, match="no data folder"):
        care.backups(tmp_path / "nowhere", Clock(LATER))
    assert not (tmp_path / "nowhere").exists()


OLD = (("first", "second", "third"), "half", "third")
NEW = (("first",), "half", "first")


@pytest.mark.parametrize(("wanted", "old", "new"), [("1", OLD, NEW), ("", NEW, OLD)], ids=["restore", "undo"])
def test_killed_at_any_file_call_a_restore_leaves_the_old_or_the_new(wanted, old, new, path, tmp_path, monkeypatch):
    if not wanted:
        restore(path, "1")
        assert told(reopened(path)) == old
    outcomes = set()
    for at in itertools.count(1):
        copy = shutil.copytree(path, tmp_path / "killed")
        with monkeypatch.context() as patch:
            disk = Disk(at=at).install(patch)
            finished = True
            try:
                care.put_in_place(copy, Clock(LATER), wanted)
            except (Killed, StoreError):
                finished = False
        found = reopened(copy, Clock(LATER))
        assert told(found) in (old, new), at
        assert told(found) == new or not finished
        assert found.notices == ()
        assert temporary_files(copy) == []
        assert not (copy / "restoring.json").exists()
        assert {one.entries for one in choices(shelf_at(copy, Clock(LATER))) if one.good} >= {1, 2, 3}
        outcomes.add(told(found))
        shutil.rmtree(copy)
        if not disk.dead:
            break
    assert outcomes == {old, new}
    assert at > 100


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_an_error_at_any_file_call_changes_nothing_or_is_finished_by_the_next_start(
    error, path, tmp_path, monkeypatch
):
    failures = 0
    for at in itertools.count(1):
        copy = shutil.copytree(path, tmp_path / "failing")
        with monkeypatch.context() as patch:
            disk = Disk(at=at, error=getattr(errno, error)).install(patch)
            message = ""
            try:
                care.put_in_place(copy, Clock(LATER), "1")
            except StoreError as told_:
                message = told_.message
        found = told(reopened(copy, Clock(LATER)))
        if message:
            failures += 1
            assert "Nothing was changed" in message or "Nothing is lost" in message
            assert found == (OLD if "Nothing was changed" in message else NEW), (at, message)
        else:
            assert found == NEW
        assert temporary_files(copy) == []
        shutil.rmtree(copy)
        if len(disk.calls) < at:
            break
    assert failures > 30


def test_a_restore_that_cannot_be_finished_is_said_at_the_next_start_and_goes_on_when_it_can(path, monkeypatch):
    with monkeypatch.context() as patch:
        disk = Disk().install(patch)
        restore(shutil.copytree(path, path.parent / "measured"), "1")
        renames = [n for n, (name, where) in enumerate(disk.calls, 1) if name == "replace" and "restoring" in where]
    with monkeypatch.context() as patch:
        Disk(at=renames[0] + 5).install(patch)
        with pytest.raises((Killed, StoreError)):
            restore(path, "1")
    assert (path / "restoring.json").exists()
    with monkeypatch.context() as patch:
        disk = Disk(error=errno.EIO).install(patch)
        disk.listening = False
        real = disk._call

        def broken(name, call, args, kwargs):
            if name == "replace":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(name, call, args, kwargs)

        disk._call = broken
        with pytest.raises(StoreError, match="Nothing is lost"):
            open_home(path, clock=Clock(LATER))
    assert told(reopened(path)) == NEW


def test_a_hundred_restore_drills_bring_back_what_was_saved(tmp_path):
    """Bar 13: whatever was restored, undone and written in between."""
    path = tmp_path / "home"
    saved = {}
    for number in range(12):
        sitting(path, f"text {number}", NOON + timedelta(days=9 * number))
        newest = choices(shelf_at(path, Clock()))[0].number
        saved[newest] = reopened(path).texts
    for number in range(100):
        kept = {one.number for one in choices(shelf_at(path, Clock()))}
        known = sorted(kept & saved.keys())
        wanted = known[number * 7 % len(known)]
        restore(path, str(wanted))
        assert reopened(path).texts == saved[wanted]
        if number % 3 == 0:
            sitting(path, f"after {number}", NOON + timedelta(days=200, hours=number))
            saved[choices(shelf_at(path, Clock()))[0].number] = reopened(path).texts
    assert len(saved) > 20


def test_filled_homes_without_a_backup_have_an_empty_list(tmp_path):
    filled(tmp_path / "home")
    text, well = care.backups(tmp_path / "home", Clock())
    assert well
    assert "no backups yet" in text
