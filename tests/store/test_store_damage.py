"""Files that are not as they were left: kept byte for byte, the last good copy used, said once, no traceback."""

import random
import shutil

import pytest

from coach.errors import StoreError
from coach.progress.transitions import apply
from coach.store import files
from coach.store.base import Settings
from coach.store.files import seal
from coach.store.home import open_home
from tests.long.damage import HARM, MONTH, NESTED, STATE, asides, theirs
from tests.store.store_homes import NOON, Clock, Contents, contents, fact, filled, reopened, say, temporary_files

PAYLOADS = [
    b"[]", b"null", b"3", b'{"facts":3}', b'{"facts":{"a":{"id":5}}}', NESTED, b"\xff\xfe", b"", b'{"progress":[]}',
    b'{"facts":{"a":{"id":"a","origin":"b","seq":1,"at":"x","author":"me","space":"me","body":{"type":"what"}}}}',
    b'{"progress":{"seen":{"a":"b"}}}', b'{"key":1}', b'{"settings":[]}',
]  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A home with a backup of everything, to be copied."""
    path = tmp_path_factory.mktemp("kept") / "home"
    filled(path, "first", "second", draft="half", name="Ada")
    return path


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("name", [MONTH, STATE, "settings.json", "draft"])
def test_a_damaged_file_is_kept_and_its_last_good_copy_used(name, harm, kept, tmp_path):
    chance = random.Random(f"{name} {harm}")
    for number in range(3):
        path = tmp_path / str(number)
        shutil.copytree(kept, path)
        if name == "draft":
            name = str(next((path / "spaces/me/drafts").iterdir()).relative_to(path))
        harmed = HARM[harm]((path / name).read_bytes(), chance)
        (path / name).write_bytes(harmed)
        found = reopened(path)
        assert found.texts == ("first", "second")
        assert found.name == "Ada"
        assert found.draft == (None if "drafts" in name else "half")
        assert len(found.notices) == 1
        assert "damaged" in found.notices[0]
        assert str(path) not in found.notices[0]
        assert [aside.read_bytes() for aside in asides(path, name)] == [harmed]
        assert temporary_files(path) == []
        again = reopened(path)
        assert again == Contents(found.texts, found.draft, found.name, ())


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: str(payload[:30]))
@pytest.mark.parametrize("name", [MONTH, STATE, "settings.json"])
def test_a_whole_file_that_holds_the_wrong_thing_counts_as_damaged(name, payload, kept, tmp_path):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    kind = {MONTH: "facts", STATE: "state"}.get(name, "settings")
    (path / name).write_bytes(seal(payload, kind=kind, schema=1, min_reader=1, generation=9)[1])
    home = open_home(path, clock=Clock())
    found = contents(home)
    assert found.texts == ("first", "second")
    assert found.name == "Ada"
    say(home.space("me"), "third")
    home.close()
    assert reopened(path).texts == ("first", "second", "third")


def test_a_file_of_200_mb_is_set_aside_unread(kept, tmp_path, monkeypatch):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    with (path / MONTH).open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    assert reopened(path).texts == ("first", "second")
    assert asides(path, MONTH)[0].stat().st_size == 200 * 1024 * 1024


def test_nothing_is_written_that_would_be_too_large_to_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 100_000)
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = say(store, "first")
    huge = fact(store, progress, "x" * 100_000)
    with pytest.raises(StoreError, match="Shorten it"):
        store.append([huge], apply(progress, huge)).result(20)
    say(store, "second")
    home.close()
    assert reopened(tmp_path / "home").texts == ("first", "second")


def test_empty_settings_are_not_a_new_learner(kept, tmp_path):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    shutil.rmtree(path / "backups")
    (path / "settings.json").write_bytes(b"")
    home = open_home(path, clock=Clock())
    assert home.settings() == Settings(welcomed=True)
    say(home.space("me"), "third")
    assert {one.body.text for one in home.space("me").facts()} == {"first", "second", "third"}
    home.close()


def test_a_damaged_month_without_any_copy_leaves_the_rest_usable(tmp_path):
    path = tmp_path / "home"
    filled(path, "first")
    shutil.rmtree(path / "backups")
    (path / MONTH).write_bytes(b"garbage")
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    assert progress.seen
    say(store, "second")
    assert any("there is no earlier copy" in notice for notice in store.notices)
    home.close()
    assert reopened(path).texts == ("second",)
    assert [aside.read_bytes() for aside in asides(path, MONTH)] == [b"garbage"]


def test_a_damaged_backup_is_passed_over_for_an_older_one(tmp_path):
    path = tmp_path / "home"
    filled(path, "first")
    filled(path, "second")
    newest = sorted((path / "backups").iterdir())[-1]
    for copy in newest.iterdir():
        copy.write_bytes(b"x")
    (path / MONTH).write_bytes(b"")
    assert reopened(path).texts == ("first",)


def test_a_read_only_window_reads_past_the_damage_and_moves_nothing(kept, tmp_path):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    holder = open_home(path, clock=Clock())
    holder.space("me").flush(20)
    (path / MONTH).write_bytes(b"")
    before = sorted(path.rglob("*"))
    assert reopened(path).texts == ("first", "second")
    assert sorted(path.rglob("*")) == before
    holder.close()


@pytest.mark.parametrize("read_first", [False, True])
@pytest.mark.parametrize("saved_first", [False, True])
def test_a_month_changed_underneath_loses_neither_version(read_first, saved_first, kept, tmp_path):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    home = open_home(path, clock=Clock())
    store = home.space("me")
    store.load()
    store.flush(20)
    if saved_first:
        say(store, "mine")
    if read_first:
        store.facts()
    replaced = theirs(path, "theirs")
    (path / "new").write_bytes(replaced)
    (path / "new").rename(path / MONTH)
    say(store, "later")
    assert any("changed by another program" in notice for notice in store.notices)
    home.close()
    assert replaced in [aside.read_bytes() for aside in asides(path, MONTH)]
    found = reopened(path)
    assert set(found.texts) == {"first", "second", "theirs", "later"} | ({"mine"} if saved_first else set())
    assert found.notices == ()


def test_a_state_changed_underneath_is_kept_beside(kept, tmp_path):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    replaced = seal(b'{"progress":{}}', kind="state", schema=1, min_reader=1, generation=99)[1]
    (path / STATE).write_bytes(replaced)
    store.save_progress(progress).result(20)
    home.close()
    assert [aside.read_bytes() for aside in asides(path, STATE)] == [replaced]
    assert reopened(path).texts == ("first", "second")


def test_a_month_taken_away_underneath_is_written_again(kept, tmp_path):
    path = tmp_path / "home"
    shutil.copytree(kept, path)
    home = open_home(path, clock=Clock())
    store = home.space("me")
    say(store, "third")
    (path / MONTH).unlink()
    say(store, "fourth", at=NOON)
    assert any("taken away" in notice for notice in store.notices)
    home.close()
    assert reopened(path).texts == ("first", "second", "third", "fourth")
