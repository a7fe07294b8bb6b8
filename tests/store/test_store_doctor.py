"""The doctor: sees everything there is, changes nothing unless asked, and then never makes it worse."""

import errno
import itertools
import os
import random
import shutil
from contextlib import suppress
from datetime import timedelta

import pytest

from coach.cli import OK, PROBLEM, main
from coach.errors import StoreError
from coach.store import care, doctor
from coach.store.contents import check
from coach.store.doctor import examine
from coach.store.home import open_home
from coach.store.migrations import NOW, Format
from coach.store.restore import shelf_at
from tests.store.store_homes import NOON, Clock, Disk, Killed, filled, reopened, say

MONTH = "spaces/me/facts/2026-11.json"
STATE = "spaces/me/state.json"
TEMPORARY = "spaces/me/facts/.2026-11.json.0123456789abcdef.tmp"
LATER = NOON + timedelta(days=2)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "home"
    filled(path, "first", "second", draft="half", name="Ada")
    return path


@pytest.fixture
def path(made, tmp_path):
    return shutil.copytree(made, tmp_path / "home")


def everything(path):
    """Every name with its mode and what it holds."""
    return {
        found.relative_to(path): (found.lstat().st_mode, found.read_bytes() if found.is_file() else b"")
        for found in path.rglob("*")
    }


def looked(path) -> tuple[str, bool]:
    """What the doctor says; that it changed nothing is checked."""
    before = everything(path)
    text, well = care.doctor(path, Clock(LATER))
    assert everything(path) == before
    return text, well


def mended(path) -> tuple[str, bool]:
    return care.doctor(path, Clock(LATER), mend=True)


def one_line(text: str) -> str:
    return " ".join(text.split())


def damage(name):
    def do(path):
        (path / name).write_bytes((path / name).read_bytes()[:-20])

    return do


def lose(name):
    return lambda path: (path / name).unlink()


def open_up(name, mode):
    return lambda path: (path / name).chmod(mode)


def damage_a_backup(path):
    copy = next((path / "backups").rglob("me.facts.2026-11.json"))
    copy.write_bytes(copy.read_bytes().replace(b"first", b"fixst"))


def leave_half_written(path):
    (path / TEMPORARY).write_text("wor")


MENDABLE = {
    "a damaged month": (damage(MONTH), "your words of november 2026 (spaces/me/facts/2026-11.json): is damaged. a "
                        "good copy from saturday 21 november 2026 is in the backups, with 2 entries"),
    "a damaged state": (damage(STATE), "your place in the course (spaces/me/state.json): is damaged"),
    "damaged settings": (damage("settings.json"), "your settings (settings.json): is damaged"),
    "an emptied month": (lambda path: (path / MONTH).write_bytes(b""), "is damaged"),
    "a lost month": (lose(MONTH), "your words of november 2026 (spaces/me/facts/2026-11.json): is missing"),
    "lost settings": (lose("settings.json"), "your settings (settings.json): is missing"),
    "a month open to others": (open_up(MONTH, 0o644), "can be read by other accounts"),
    "a folder open to others": (open_up("spaces", 0o755), "spaces: can be read by other accounts"),
    "the whole folder open": (open_up(".", 0o750), "the data folder: can be read by other accounts"),
    "a damaged backup": (damage_a_backup, "a backup of your words of november 2026"),
    "a half-written file": (leave_half_written, "a half-written file that a crash left"),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDABLE)
def test_what_can_be_repaired_is_said_and_repaired_and_all_is_well_and_there(name, path):
    harm, said = MENDABLE[name]
    whole = reopened(shutil.copytree(path, path.parent / "whole"))
    harm(path)
    harmed = everything(path)
    text, well = looked(path)
    assert not well
    assert said in one_line(text).lower()
    assert "coach doctor --repair" in text
    text, well = mended(path)
    assert well, text
    assert looked(path)[1]
    kept = [content for _, content in everything(path).values()]
    for where, (_, content) in harmed.items():
        if content and where.name.endswith(".json"):
            assert content in kept
    assert reopened(path, Clock(LATER)) == whole


def link(path):
    (path / "spaces/me/elsewhere").symlink_to("/etc")


def strange(path):
    (path / "spaces/me/notes.txt").write_text("mine")


def strange_folder(path):
    (path / "drafts").mkdir()
    (path / "drafts/inner").write_text("mine")


def no_good_copy(path):
    shutil.rmtree(path / "backups")
    (path / MONTH).write_bytes(b"garbage")


def damaged_draft(path):
    draft = next((path / "spaces/me/drafts").iterdir())
    draft.write_bytes(draft.read_bytes()[:-3])


def from_a_newer_coach(path):
    versions = Format(schema=NOW.schema + 1, min_reader=NOW.schema + 1, steps={NOW.schema: lambda kind, old: old})
    home = open_home(path, clock=Clock(), versions=versions)
    say(home.space("me"), "from tomorrow")
    home.close()


LEFT_ALONE = {
    "a link": (link, "leads to another place"),
    "a lock that is a link": (
        lambda path: ((path / ".lock").unlink(), (path / ".lock").symlink_to("/x")),
        "leads to",
    ),
    "a strange file": (strange, "is no file of coach's"),
    "a strange folder": (strange_folder, "is no file of coach's"),
    "a pipe": (lambda path: os.mkfifo(path / "settings.json.damaged-2026-11-21"), "is no file of coach's"),
    "no good copy": (no_good_copy, "There is no good copy in the backups"),
    "a damaged draft": (damaged_draft, "There is no good copy in the backups"),
    "a newer coach's": (from_a_newer_coach, "was written by a newer coach"),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_cannot_be_repaired_is_said_and_left_as_it_is(name, path):
    harm, said = LEFT_ALONE[name]
    harm(path)
    before = everything(path)
    text, well = looked(path)
    assert not well
    assert said in one_line(text)
    try:
        text, well = mended(path)
    except StoreError as refused:
        text, well = refused.message, False
    assert not well
    assert before.items() <= everything(path).items()


def test_a_whole_folder_is_well_and_its_contents_are_counted(path):
    text, well = looked(path)
    assert well
    assert "your words: 2 entries in 1 month" in text
    assert "one half-typed answer" in text
    assert "backups: 1, the newest from Saturday 21 November 2026" in text
    assert "Nothing is damaged" in text


def test_kept_versions_are_named_and_no_trouble(path):
    shutil.copy(path / MONTH, path / f"{MONTH}.conflict-2026-11-21")
    text, well = looked(path)
    assert well
    assert "Kept beside by coach" in text
    assert "2026-11.json.conflict-2026-11-21" in text


def test_a_folder_in_use_is_only_looked_at(path):
    home = open_home(path, clock=Clock())
    store = home.space("me")
    store.flush(20)
    leave_half_written(path)
    text, well = looked(path)
    assert well
    assert "Another window has coach open" in text
    with pytest.raises(StoreError, match="Nothing was changed"):
        mended(path)
    say(store, "third")
    home.close()


def test_a_name_that_would_command_the_terminal_is_shown_harmlessly(path):
    (path / "a\x1b]0;owned\x07b").write_text("")
    text, _ = looked(path)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_file_of_200_mb_is_damaged_and_repaired_unread(path):
    with (path / MONTH).open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    assert not looked_at_sizes(path)[1]
    assert mended(path)[1]
    assert reopened(path).texts == ("first", "second")


def looked_at_sizes(path):
    before = {found: found.lstat().st_size for found in path.rglob("*")}
    answer = care.doctor(path, Clock(LATER))
    assert {found: found.lstat().st_size for found in path.rglob("*")} == before
    return answer


def test_what_an_ended_restore_and_an_ended_erasure_left_is_finished(path, monkeypatch):
    home = open_home(path, clock=Clock())
    store = home.space("me")
    ids = [one.id for one in store.facts()][:1]
    store.flush(20)
    with monkeypatch.context() as patch:
        patch.setattr("coach.store.months.Months.erase", lambda self, ids: (_ for _ in ()).throw(OSError(5, "x")))
        assert store.purge(ids).exception(20)
    home.close()
    text, well = looked(path)
    assert not well
    assert "coach was ended in the middle of this" in one_line(text)
    text, well = mended(path)
    assert well, text
    assert reopened(path).texts == ("second",)


def test_no_folder_is_said_and_none_is_made(tmp_path):
    with pytest.raises(StoreError, match="no data folder"):
        care.doctor(tmp_path / "nowhere", Clock())
    assert list(tmp_path.iterdir()) == []


def test_the_commands_end_with_0_when_all_is_well_and_1_when_something_was_found(path, monkeypatch, capsys):
    monkeypatch.setenv("COACH_HOME", str(path))
    assert main(["doctor"]) == OK
    damage(MONTH)(path)
    assert main(["doctor"]) == PROBLEM
    assert main(["doctor", "--repair"]) == OK
    assert main(["restore"]) == OK
    assert main(["restore", "1"]) == OK
    assert main(["restore", "--undo"]) == OK
    assert main(["restore", "99"]) == PROBLEM
    assert "no backup called 99" in capsys.readouterr().err
    assert reopened(path).texts == ("first", "second")


@pytest.mark.parametrize("error", [None, "ENOSPC"])
def test_a_repair_killed_or_failing_at_any_file_call_changes_nothing_or_is_whole(error, path, tmp_path, monkeypatch):
    damage(MONTH)(path)
    damage(STATE)(path)
    harmed = (path / MONTH).read_bytes()
    repaired = set()
    for at in itertools.count(1):
        copy = shutil.copytree(path, tmp_path / "broken")
        with monkeypatch.context() as patch:
            disk = Disk(at=at, error=getattr(errno, error) if error else None).install(patch)
            with suppress(Killed, StoreError):
                care.doctor(copy, Clock(LATER), mend=True)
        good = check(shelf_at(copy, Clock(LATER)), "facts", copy / MONTH).good
        asides = [found.read_bytes() for found in copy.rglob(f"{MONTH[-12:]}.damaged-*")]
        assert harmed in asides if good else (copy / MONTH).read_bytes() == harmed
        if error and not good:
            assert asides == []
        repaired.add(good)
        again, well = care.doctor(copy, Clock(LATER), mend=True)
        assert well, again
        assert len(list(copy.rglob(f"{MONTH[-12:]}.damaged-*"))) == 1
        assert reopened(copy).texts == ("first", "second")
        shutil.rmtree(copy)
        if len(disk.calls) < at:
            break
    assert repaired == {True, False}


def test_the_doctor_never_fails_on_a_folder_of_rubbish(path):
    """Every file harmed in some way: looked at, repaired, looked at again, without an error of its own."""
    chance = random.Random(11)
    for number in range(40):
        copy = shutil.copytree(path, path.parent / f"rubbish-{number}")
        for found in list(copy.rglob("*.json")):
            data = bytearray(found.read_bytes())
            match chance.randrange(6):
                case 0:
                    found.unlink()
                case 1:
                    found.write_bytes(data[: chance.randrange(len(data))])
                case 2:
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                    found.write_bytes(data)
                case 3:
                    found.unlink()
                    found.mkdir()
        care.doctor(copy, Clock(LATER))
        care.doctor(copy, Clock(LATER), mend=True)
        shutil.rmtree(copy)


def test_every_trouble_the_doctor_can_name_has_a_sentence():
    from typing import get_args

    from coach.store import report

    for trouble in get_args(doctor.Trouble):
        assert report._trouble(doctor.Finding("settings.json", trouble, "settings")).endswith(".")


def test_examining_takes_no_lock_where_nobody_ever_wrote(tmp_path):
    (tmp_path / "empty").mkdir(mode=0o700)
    assert examine(shelf_at(tmp_path / "empty", Clock())).well
    assert list((tmp_path / "empty").iterdir()) == []
