"""A disk that fails: the words stay on the screen, the old data intact, and the next try works."""

import errno
import shutil
from concurrent.futures import Future

import msgspec
import pytest

from coach.errors import StoreError
from coach.progress.model import Draft, Position
from coach.progress.transitions import apply
from coach.store.base import Settings
from coach.store.files import cannot_read, cannot_save, write_new
from coach.store.home import HomeFolder, open_home
from tests.store.store_homes import Clock, Disk, fact, filled, reopened, say, temporary_files

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE", "EDQUOT", "EINTR")


def add(home: HomeFolder) -> Future[None]:
    store = home.space("me")
    progress = store.load()
    new = fact(store, progress, "new words", id_=f"{id(object()):032x}")
    return store.append([new], apply(progress, new))


DEEDS = {
    "fact": (add, lambda found: found.texts == ("first", "new words")),
    "draft": (
        lambda home: home.space("me").save_draft(Draft(key="field", text="half")),
        lambda found: found.draft == "half",
    ),
    "settings": (lambda home: home.save_settings(Settings(name="Ada")), lambda found: found.name == "Ada"),
}


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("error", ERRORS)
def test_an_error_at_any_call_is_told_plainly_and_the_next_try_is_saved_once(name, error, tmp_path, monkeypatch):
    do, saved = DEEDS[name]
    template = tmp_path / "template"
    filled(template, "first")
    disk = Disk().install(monkeypatch)
    at = failures = 0
    while True:
        at += 1
        path = tmp_path / str(at)
        shutil.copytree(template, path)
        disk.listening = False
        home = open_home(path, clock=Clock())
        home.space("me").load()
        home.space("me").flush(20)
        disk.calls.clear()
        disk.failed_fsyncs.clear()
        disk.at, disk.error, disk.listening = at, getattr(errno, error), True
        told = do(home).exception(20)
        finished = len(disk.calls) < at
        disk.listening = False
        if told is not None:
            failures += 1
            assert isinstance(told, StoreError)
            assert "still on the screen" in told.message
            assert told.__traceback__ is None
            assert told.__cause__ is None
            assert told.__context__ is None
            do(home).result(20)
        home.close()
        found = reopened(path, Clock())
        assert saved(found), at
        assert found.texts[0] == "first"
        assert not [notice for notice in found.notices if "damaged" in notice]
        assert temporary_files(path) == []
        shutil.rmtree(path)
        if finished:
            break
    assert failures >= 5


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_words_whose_save_failed_are_not_shown_as_saved_and_a_new_start_counts_them_once(
    error, tmp_path, monkeypatch
):
    """The folder's fsync fails after the rename: the words may or may not be there; progress agrees either way."""
    filled(tmp_path / "home", "first")
    disk = Disk().install(monkeypatch)
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    say(store, "second")
    store.flush(20)
    disk.calls.clear()
    progress = say(store, "third")
    names = [name for name, _ in disk.calls]
    folder_fsync = names.index("replace") + 3
    disk.calls.clear()
    disk.at, disk.error = folder_fsync, getattr(errno, error)
    lost = fact(store, progress, "lost words")
    assert store.append([lost], apply(progress, lost)).exception(20)
    assert disk.failed_fsyncs
    disk.listening = False
    assert [one.body.text for one in store.facts()] == ["first", "second", "third"]
    assert store.load() == progress
    store.save_progress(progress).result(20)
    home.close()
    assert reopened(tmp_path / "home").texts == ("first", "second", "third", "lost words")


def test_a_position_that_counts_words_whose_save_failed_is_not_saved_either(tmp_path, monkeypatch):
    """Else the next start would count what is not there."""
    path = tmp_path / "home"
    filled(path, "first")
    home = open_home(path, clock=Clock())
    store = home.space("me")
    before = say(store, "second")
    store.flush(20)
    disk = Disk(at=1, error=errno.ENOSPC).install(monkeypatch)
    lost = fact(store, before, "lost words")
    after = apply(before, lost)
    position = Position(lesson="l", step="s")
    failed = store.append([lost], after)
    counted = store.save_progress(msgspec.structs.replace(after, position=position))
    assert failed.exception(20)
    assert isinstance(counted.exception(20), StoreError)
    store.save_progress(msgspec.structs.replace(before, position=position)).result(20)
    disk.listening = False
    home.close()
    home = open_home(path, clock=Clock())
    assert home.space("me").load() == msgspec.structs.replace(before, position=position)
    say(home.space("me"), "third")
    home.close()
    assert reopened(path).texts == ("first", "second", "third")


def test_short_writes_are_carried_on(tmp_path, monkeypatch):
    Disk(short=True).install(monkeypatch)
    filled(tmp_path / "home", "a sentence longer than seven bytes")
    assert reopened(tmp_path / "home").texts == ("a sentence longer than seven bytes",)


def test_a_fact_without_a_month_is_refused_before_anything_is_written(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = store.load()
    new = msgspec.structs.replace(fact(store, progress), at="yesterday")
    assert isinstance(store.append([new], progress).exception(20), StoreError)
    home.close()
    assert not list((tmp_path / "home").rglob("yest*"))


def test_the_writer_goes_on_after_a_fault_that_is_no_disk_error(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    store.load()
    broken = Draft(key="field", text=object())  # type: ignore[arg-type]
    told = store.save_draft(broken).exception(20)
    assert isinstance(told, StoreError)
    assert "still on the screen" in told.message
    store.save_draft(Draft(key="field", text="words")).result(20)
    home.close()


@pytest.mark.parametrize("name", [*ERRORS, "EFBIG", "ENOTDIR"])
def test_every_message_says_what_happened_that_the_words_are_there_and_what_to_do(name, tmp_path):
    for tell in (cannot_save, cannot_read):
        message = tell(OSError(getattr(errno, name), "os text"), tmp_path).message
        assert "your words are still on the screen" in message.lower()
        assert message.endswith("then try again.")
        assert "os text" not in message
        assert "Errno" not in message


def test_a_read_that_fails_is_told_as_a_store_error(tmp_path, monkeypatch):
    filled(tmp_path / "home", "first")
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    store.flush(20)
    disk = Disk(error=errno.EIO).install(monkeypatch)
    for read in (store.facts, store.load, lambda: store.draft("field")):
        disk.calls.clear()
        disk.at = 1
        with pytest.raises(StoreError, match="cannot be read now"):
            read()
    disk.listening = False
    home.close()


def test_a_file_asked_for_is_private_and_written_over_nothing(tmp_path):
    write_new(tmp_path / "journal.md", b"words")
    assert (tmp_path / "journal.md").read_bytes() == b"words"
    assert (tmp_path / "journal.md").stat().st_mode & 0o777 == 0o600
    with pytest.raises(StoreError, match="Choose another name"):
        write_new(tmp_path / "journal.md", b"others")
    with pytest.raises(StoreError, match="no such place"):
        write_new(tmp_path / "nowhere" / "journal.md", b"others")
    assert (tmp_path / "journal.md").read_bytes() == b"words"


@pytest.mark.parametrize("at", [2, 3, 4])
def test_a_file_asked_for_that_could_not_be_written_leaves_nothing(at, tmp_path, monkeypatch):
    Disk(at=at, error=errno.ENOSPC).install(monkeypatch)
    with pytest.raises(StoreError, match="Make some room"):
        write_new(tmp_path / "journal.md", b"words")
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_folder_can_be_made_is_refused_in_plain_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="another folder"):
        open_home(tmp_path / "file" / "home", clock=Clock())
