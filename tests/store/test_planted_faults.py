"""Each bar's own check against a store with one fault planted: it goes red, so it can be trusted when it is green."""

from __future__ import annotations

import random
import shutil
import signal
import time
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock

from coach.progress.model import Progress
from coach.session import importing
from coach.store import backups, files, home, months, restoring, shelf, tinydb_store, writer
from tests.long import SEED, clocks, damage, kills, power, size, terminals, texts, windows
from tests.session import test_importing
from tests.store import (
    test_odd_homes,
    test_old_schemas,
    test_store_doors,
    test_store_errors,
    test_store_kills,
    test_store_restore,
)
from tests.store.planted import stock_write
from tests.terminal import PYTHON

PLANTED = (PYTHON, "-m", "tests.store.planted")


class Faults:
    """One fault a bar: what is planted, and the check that must not hold any more."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = tmp_path
        self.patch = monkeypatch

    def bar_1_written_in_place(self):
        kills.random_kills(100, SEED, ("tests.store.planted", "write_in_place", "tests.long.saver"))

    def bar_2_written_in_place(self):
        self.patch.setattr(shelf, "write_file", stock_write)
        test_store_kills.kill_everywhere(test_store_kills.DEEDS["next fact"], self.path, self.patch)

    def bar_2_restored_file_by_file(self):
        """Without a list of what is being put back."""
        made = self._made()
        real = restoring.pending

        def unlisted(shelf_):
            sheet = real(shelf_)
            sheet.write = lambda payload: None
            return sheet

        self.patch.setattr(restoring, "pending", unlisted)
        test_store_restore.test_killed_at_any_file_call_a_restore_leaves_the_old_or_the_new(
            "1", test_store_restore.OLD, test_store_restore.NEW, made, self.path, self.patch
        )

    def bar_3_no_fsync_of_the_folder(self):
        self.patch.setattr(files, "sync_folder", lambda folder: None)
        power.play("save", self.path).read()

    def bar_4_saved_is_said_whatever_the_disk_says(self):
        real = files.write_file

        def cheerful(path, data, token):
            with suppress(OSError):
                real(path, data, token)

        self.patch.setattr(shelf, "write_file", cheerful)
        test_store_errors.test_an_error_at_any_call_is_told_plainly_and_the_next_try_is_saved_once(
            "fact", "ENOSPC", self.path, self.patch
        )

    def bar_5_saved_is_said_too_early(self):
        real = writer.Writer.submit

        def early(self, run, key="", pause=0.0):
            real(self, run, key, pause)
            done: Future[None] = Future()
            done.set_result(None)
            return done

        self.patch.setattr(writer.Writer, "submit", early)
        test_store_doors.test_saved_is_said_after_write_fsync_rename_and_folder_fsync("fact", self.path, self.patch)

    def bar_6_no_checksum(self):
        def trusting(data):
            header = files._header(data[:1024])
            return header, data[data.index(b"\n") + 1 :]

        self.patch.setattr(shelf, "unseal", trusting)
        damage.damaged(100, SEED)

    def bar_6_the_damaged_file_is_overwritten(self):
        self.patch.setattr(shelf, "keep_beside", lambda path, why, token: path)
        damage.damaged(30, SEED)

    def bar_7_no_lock(self):
        windows.rounds(1, SEED, ("tests.store.planted", "no_lock", "tests.long.windows"))

    def bar_8_whatever_is_there_is_overwritten(self):
        self.patch.setattr(shelf.Sheet, "changed", lambda self: False)
        self.patch.setattr(shelf.Sheet, "_set_aside", lambda self, why: None)
        damage.changed_underneath(8, SEED)

    def bar_9_drafts_once_in_a_while(self):
        command = (*PLANTED, "drafts_once_in_a_while", "coach.cli")
        terminals.typed_and_killed(self.path, random.Random(SEED), command)

    def bar_10_deaf_to_signals(self):
        terminals.signalled(signal.SIGTERM, (*PLANTED, "deaf", "coach.cli"))(self.path / "home")

    def bar_13_a_backup_is_whatever_is_newest(self):
        real = backups.Backups.view
        self.patch.setattr(backups.Backups, "view", lambda self, number: real(self, 10**9))
        test_store_restore.test_a_hundred_restore_drills_bring_back_what_was_saved(self.path)

    def bar_13_backups_are_not_read_back(self):
        def careless(self, data, copy):
            files.write_file(copy, data[:-1] + b"?", self._token)

        self.patch.setattr(backups.Backups, "_copy", careless)
        made = self._made()
        test_store_restore.test_the_list_says_day_and_entries_of_each_backup_newest_first(made)

    def bar_14_the_old_file_is_not_kept(self):
        self.patch.setattr(backups.Backups, "keep_old", lambda *_: None)
        test_old_schemas.test_it_is_read_whole_and_gone_on_with_and_read_again_the_same(self._old())

    def bar_15_every_save_writes_everything(self):
        """On a small home: what a bigger one would take is slept."""
        real = shelf.write_file

        def slow(path, data, token):
            time.sleep(size.SAVE * 1.2)
            real(path, data, token)

        self.patch.setattr(size, "REFLECTIONS", size.MONTHS)
        self.patch.setattr(size, "MONTHS", 2)
        self.patch.setattr(shelf, "write_file", slow)
        size.twenty_thousand(3, SEED)

    def bar_16_ordered_by_the_clock(self):
        def by_clock(facts):
            return sorted(facts, key=lambda fact: datetime.fromisoformat(fact.at))

        self.patch.setattr(tinydb_store, "in_order", by_clock)
        self.patch.setattr(months, "in_order", by_clock)
        clocks.jumps(40, SEED)

    def bar_17_what_utf_8_cannot_hold_is_replaced(self):
        real = months.to_bytes

        def lossy(fact):
            with suppress(UnicodeEncodeError):
                fact.body.text.encode()
                return real(fact)
            return real(fact).replace("\ufdd0d800".encode(), b"?")

        self.patch.setattr(months, "to_bytes", lossy)
        texts.fidelity(100, SEED)

    def bar_18_what_is_taken_in_adds_up_to_nothing(self):
        self.patch.setattr(importing, "replayed", lambda facts: Progress())
        test_importing.test_what_was_exported_comes_back_equal_into_an_empty_copy()

    def bar_19_no_lock_is_as_good_as_one(self):
        self.patch.setattr(home, "take_lock", lambda shelf_: FileLock(shelf_.root / ".lock"))
        test_odd_homes.test_a_file_system_without_locks_is_read_and_another_place_offered(
            "ENOLCK", self.path, self.patch
        )

    def bar_20_nothing_is_swept(self):
        self.patch.setattr(home, "sweep", lambda folder: None)
        test_store_kills.kill_everywhere(test_store_kills.DEEDS["next fact"], self.path, self.patch)

    def _made(self) -> Path:
        path = self.path / "home"
        for number, text in enumerate(("first", "second", "third")):
            test_store_restore.sitting(path, text, test_store_restore.NOON + number * 20 * test_store_restore.DAY)
        test_store_restore.half_typed(path)
        return path

    def _old(self) -> Path:
        return shutil.copytree(test_old_schemas.HERE / "schema-2", self.path / "schema-2")


FAULTS = [name for name in vars(Faults) if name.startswith("bar_")]


@pytest.mark.parametrize("name", FAULTS)
def test_the_check_of_a_bar_sees_its_planted_fault(name, tmp_path, monkeypatch):
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        getattr(Faults(tmp_path, monkeypatch), name)()
