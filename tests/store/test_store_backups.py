"""Backups: enough of them, each one whole, cheap to make, and every file in them for as long as it is needed."""

import errno
import shutil
from datetime import timedelta

import msgspec
import pytest

from coach.progress.model import Position
from coach.store import backups, files
from coach.store.backups import DAYS, RECENT
from coach.store.files import unseal
from coach.store.home import open_home
from tests.store.store_homes import NOON, Clock, Disk, anywhere, filled, reopened, say


def sittings(path, count: int, *, hours: float = 24, start=NOON) -> None:
    clock = Clock(start)
    for number in range(count):
        home = open_home(path, clock=clock)
        say(home.space("me"), f"sitting {number}", at=clock.now)
        home.close()
        clock.forward(hours=hours)


def kept(path):
    return sorted((path / "backups").iterdir())


def test_the_newest_ten_are_kept_and_the_last_of_seven_days(tmp_path):
    sittings(tmp_path, 12, start=NOON - timedelta(days=11))
    sittings(tmp_path, 15, hours=0.01, start=NOON + timedelta(days=1))
    days = [folder.name[-10:] for folder in kept(tmp_path)]
    assert len(days) == RECENT + DAYS - 1
    assert days.count("2026-11-22") == RECENT
    assert sorted(set(days))[0] == "2026-11-16"


def test_every_backup_holds_what_had_been_saved_then(tmp_path):
    sittings(tmp_path, 9)
    for number, folder in enumerate(kept(tmp_path)):
        _, payload = unseal((folder / "me.facts.2026-11.json").read_bytes())
        texts = {row["body"]["text"] for row in msgspec.json.decode(payload)["facts"].values()}
        assert texts == {f"sitting {earlier}" for earlier in range(number + 1)}


def test_a_closed_month_keeps_its_backup_when_older_folders_go(tmp_path):
    filled(tmp_path, "in November")
    sittings(tmp_path, 30, start=NOON + timedelta(days=60))
    assert len(kept(tmp_path)) <= RECENT + DAYS
    (tmp_path / "spaces/me/facts/2026-11.json").write_bytes(b"")
    assert "in November" in reopened(tmp_path, Clock(NOON + timedelta(days=100))).texts


def test_a_closed_month_is_copied_once(tmp_path):
    filled(tmp_path, "in November")
    sittings(tmp_path, 5, start=NOON + timedelta(days=60))
    assert len(list((tmp_path / "backups").rglob("me.facts.2026-11.json"))) == 1


def test_a_sitting_without_new_words_makes_no_backup(tmp_path):
    """Or ten short looks would push ten real ones out."""
    sittings(tmp_path, 2)
    before = kept(tmp_path)
    for row in range(3):
        home = open_home(tmp_path, clock=Clock())
        store = home.space("me")
        position = Position(lesson="l", step="s", scroll=row)
        store.save_progress(msgspec.structs.replace(store.load(), position=position)).result(20)
        home.close()
    assert kept(tmp_path) == before


def test_a_sitting_that_was_killed_is_backed_up_by_the_next(tmp_path):
    sittings(tmp_path / "home", 1)
    home = open_home(tmp_path / "home", clock=Clock())
    say(home.space("me"), "last words")
    shutil.copytree(tmp_path / "home", tmp_path / "killed")
    home.close()
    reopened(tmp_path / "killed")
    assert anywhere(tmp_path / "killed/backups", "last words")


def test_a_sitting_over_midnight_is_backed_up_on_the_new_day(tmp_path):
    clock = Clock()
    home = open_home(tmp_path, clock=clock)
    store = home.space("me")
    say(store, "before midnight")
    assert kept_or_none(tmp_path) == []
    clock.forward(days=1)
    say(store, "after midnight")
    store.flush(20)
    assert len(kept(tmp_path)) == 1
    say(store, "and later")
    store.flush(20)
    assert len(kept(tmp_path)) == 1
    home.close()


def kept_or_none(path):
    return kept(path) if (path / "backups").exists() else []


def test_a_clock_set_back_does_not_mix_up_the_order(tmp_path):
    sittings(tmp_path, 2)
    sittings(tmp_path, 1, start=NOON - timedelta(days=900))
    (tmp_path / "spaces/me/facts/2026-11.json").write_bytes(b"")
    assert reopened(tmp_path).texts == ("sitting 0", "sitting 1", "sitting 0")


def test_a_backup_that_does_not_read_back_is_taken_away_and_said(tmp_path, monkeypatch):
    filled(tmp_path, "first")
    real = files.write_file

    def spoilt(path, data, token):
        real(path, data[:-1] + b"?", token)

    monkeypatch.setattr(backups, "write_file", spoilt)
    home = open_home(tmp_path, clock=Clock())
    store = home.space("me")
    before = {path: path.read_bytes() for path in (tmp_path / "backups").rglob("*.json")}
    say(store, "second")
    home.close()
    assert {path: path.read_bytes() for path in (tmp_path / "backups").rglob("*.json")} == before
    assert any("no backup could be made" in notice for notice in store.notices)


def test_a_disk_too_full_for_a_backup_does_not_stop_the_saves(tmp_path, monkeypatch):
    filled(tmp_path, "first")
    shutil.rmtree(tmp_path / "backups")
    disk = Disk(error=errno.ENOSPC).install(monkeypatch)
    disk.listening = False
    home = open_home(tmp_path, clock=Clock())
    store = home.space("me")
    store.flush(20)
    shutil.rmtree(tmp_path / "backups")
    say(store, "second")
    disk.at, disk.listening = 1, True
    home.close()
    assert any("what you write is still saved" in notice for notice in store.notices)
    disk.listening = False
    assert reopened(tmp_path).texts == ("first", "second")


def test_damage_is_not_backed_up(tmp_path):
    filled(tmp_path, "first")
    month = tmp_path / "spaces/me/facts/2026-11.json"
    data = month.read_bytes()
    home = open_home(tmp_path, clock=Clock())
    say(home.space("me"), "second")
    month.write_bytes(month.read_bytes()[:-20])
    home.close()
    assert [path.read_bytes() for path in (tmp_path / "backups").rglob("me.facts.*")] == [data]


@pytest.mark.parametrize("place", ["month", "backup", "conflict", "damaged"])
def test_a_purge_reaches_every_copy(place, tmp_path):
    filled(tmp_path, "a secret of mine", "kept words")
    sittings(tmp_path, 3)
    month = tmp_path / "spaces/me/facts/2026-11.json"
    if place == "conflict":
        shutil.copy(month, f"{month}.conflict-2026-11-21")
    if place == "damaged":
        (month.parent / f"{month.name}.damaged-2026-11-21").write_bytes(month.read_bytes()[:-30])
    home = open_home(tmp_path, clock=Clock())
    store = home.space("me")
    secret = next(one for one in store.facts() if one.body.text == "a secret of mine")
    assert anywhere(tmp_path, "a secret of mine")
    store.purge([secret.id]).result(20)
    assert anywhere(tmp_path, "a secret of mine") == []
    assert {path.name for path in anywhere(tmp_path, secret.id)} <= {"state.json", "me.state.json"}
    say(store, "afterwards")
    home.close()
    assert set(reopened(tmp_path).texts) == {"kept words", "sitting 0", "sitting 1", "sitting 2", "afterwards"}


def test_a_purge_takes_drafts_by_their_key_and_leaves_the_others(tmp_path):
    filled(tmp_path, "first", draft="half a secret")
    home = open_home(tmp_path, clock=Clock())
    store = home.space("me")
    store.purge(["field"]).result(20)
    assert store.draft("field") is None
    home.close()
    assert anywhere(tmp_path, "half a secret") == []
    assert reopened(tmp_path).texts == ("first",)


def test_a_purge_that_fails_shows_the_words_again_and_the_next_start_finishes_it(tmp_path, monkeypatch):
    filled(tmp_path, "a secret of mine", "kept words")
    home = open_home(tmp_path, clock=Clock())
    store = home.space("me")
    store.load()
    store.flush(20)
    ids = [store.facts()[0].id]
    disk = Disk(error=errno.ENOSPC).install(monkeypatch)
    store.purge([]).result(20)
    noted = [name for name, _ in disk.calls].index("replace") + 5
    disk.calls.clear()
    disk.at = noted
    assert store.purge(ids).exception(20)
    disk.listening = False
    assert [one.body.text for one in store.facts()] == ["a secret of mine", "kept words"]
    home.close()
    assert reopened(tmp_path).texts == ("kept words",)
    assert anywhere(tmp_path, "a secret of mine") == []
