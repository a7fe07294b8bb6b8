"""Older files are brought up to date and kept; newer ones are never rewritten."""

import shutil
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.progress.model import Attempt, Disagreed, Fact
from coach.progress.transitions import apply
from coach.store.home import open_home
from coach.store.migrations import NOW, Format
from tests.store.store_homes import NOON, Clock, Disk, Killed, filled, say, temporary_files

MONTH = "spaces/me/facts/2026-11.json"


def louder(kind, payload):
    """A sample step: from schema 2 on, entries are in capitals."""
    if kind != "facts":
        return payload
    rows = {
        key: row | {"body": row["body"] | {"text": row["body"]["text"].upper()}}
        for key, row in payload["facts"].items()
    }
    return payload | {"facts": rows}


def marked(kind, payload):
    """A second step, so that two are taken in a row."""
    if kind != "settings":
        return payload
    return payload | {"settings": payload.get("settings", {}) | {"name": payload["settings"]["name"] + "!"}}


FIRST = Format(schema=1, min_reader=1, steps={})
NEXT = Format(schema=3, min_reader=3, steps={1: louder, 2: marked})
SCHEMA_1 = Path(__file__).parent / "schema-1"
"""A home as the coach of schema 1 left it: two tries, a sentence kept, a page, a plan and half a sentence."""


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old"
    filled(path, "first", "second", name="Ada", versions=FIRST)
    return path


def texts(home):
    return [one.body.text for one in home.space("me").facts()]


def test_a_format_takes_every_step_in_order_and_changes_nothing_it_was_given():
    payload = {"facts": {"a": {"body": {"text": "x"}}}, "settings": {"name": "Ada"}}
    assert NEXT.upgrade("facts", payload, 1)["facts"]["a"]["body"]["text"] == "X"
    assert NEXT.upgrade("settings", payload, 1)["settings"]["name"] == "Ada!"
    assert NEXT.upgrade("settings", payload, 3) == payload
    assert payload["facts"]["a"]["body"]["text"] == "x"


def test_there_is_a_step_for_every_schema_before_this_one():
    assert set(NOW.steps) == set(range(1, NOW.schema))


def test_an_older_home_is_read_as_today_and_its_files_are_kept(old):
    before = {name: (old / name).read_bytes() for name in (MONTH, "spaces/me/state.json")}
    for _ in range(2):
        home = open_home(old, clock=Clock(), versions=NEXT)
        assert texts(home)[:2] == ["FIRST", "SECOND"]
        assert home.settings().name == "Ada!"
        say(home.space("me"), "third")
        home.close()
    home = open_home(old, clock=Clock(), versions=NEXT)
    assert texts(home) == ["FIRST", "SECOND", "third", "third"]
    assert home.space("me").notices == ()
    home.close()
    for name, data in before.items():
        copy = old / "backups/schema-1" / name.removeprefix("spaces/").replace("/", ".")
        assert copy.read_bytes() == data


def test_a_migration_killed_at_any_call_loses_nothing(old, tmp_path, monkeypatch):
    at = 0
    done = False
    while not done:
        at += 1
        path = tmp_path / f"kill-{at}"
        shutil.copytree(old, path)
        with monkeypatch.context() as patch:
            disk = Disk(at=at).install(patch)
            home = None
            try:
                home = open_home(path, clock=Clock(), versions=NEXT)
                say(home.space("me"), "third")
            except (Killed, StoreError):
                pass
            finally:
                if home is not None:
                    home.close()
            done = not disk.dead
        home = open_home(path, clock=Clock(), versions=NEXT)
        assert texts(home) in (["FIRST", "SECOND"], ["FIRST", "SECOND", "third"]), at
        assert home.settings().name == "Ada!"
        assert home.space("me").notices == ()
        home.close()
        assert temporary_files(path) == []
        shutil.rmtree(path)
    assert at > 30


def test_a_damaged_file_may_come_back_from_a_backup_of_an_older_schema(old):
    (old / MONTH).write_bytes(b"")
    home = open_home(old, clock=Clock(), versions=NEXT)
    assert texts(home) == ["FIRST", "SECOND"]
    home.close()


def test_purging_reaches_the_copies_of_an_older_schema(old):
    home = open_home(old, clock=Clock(), versions=NEXT)
    say(home.space("me"), "third")
    home.space("me").purge([home.space("me").facts()[0].id]).result(20)
    assert texts(home) == ["SECOND", "third"]
    home.close()
    assert not [path for path in old.rglob("*.json") if b"first" in path.read_bytes().lower()]


def everything(path):
    return {found.relative_to(path): found.read_bytes() for found in path.rglob("*") if found.is_file()}


def test_a_newer_home_that_allows_it_is_read_and_never_written(tmp_path):
    path = tmp_path / "home"
    newer = Format(schema=NOW.schema + 1, min_reader=NOW.schema, steps={NOW.schema: louder})
    home = open_home(path, clock=Clock(), versions=newer)
    say(home.space("me"), "from tomorrow")
    home.close()
    before = everything(path)
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    assert [one.body.text for one in store.facts()] == ["from tomorrow"]
    assert store.read_only
    assert any("newer coach" in notice for notice in store.notices)
    for write in (store.save_progress(progress), store.purge(["a"]), home.save_settings(home.settings())):
        assert "still on the screen" in str(write.exception(20))
    home.close()
    assert everything(path) == before


def test_a_newer_home_that_does_not_allow_it_is_refused_and_never_written(tmp_path):
    path = tmp_path / "home"
    newer = Format(schema=NOW.schema + 1, min_reader=NOW.schema + 1, steps={NOW.schema: louder})
    home = open_home(path, clock=Clock(), versions=newer)
    say(home.space("me"), "from tomorrow")
    home.close()
    before = everything(path)
    with pytest.raises(StoreError, match="Start the newer coach"):
        open_home(path, clock=Clock())
    assert everything(path) == before
    home = open_home(path, clock=Clock(), versions=newer)
    assert texts(home) == ["from tomorrow"]
    home.close()


@pytest.mark.parametrize("name", [MONTH, "spaces/me/state.json"])
def test_one_newer_file_put_there_meanwhile_stops_all_writing(name, tmp_path, old):
    steps = {**NOW.steps, NOW.schema: lambda kind, payload: payload}
    newer = Format(schema=NOW.schema + 1, min_reader=NOW.schema + 1, steps=steps)
    shutil.copytree(old, tmp_path / "tomorrow")
    home = open_home(tmp_path / "tomorrow", clock=Clock(), versions=newer)
    say(home.space("me"), "third")
    home.close()
    home = open_home(old, clock=Clock())
    store = home.space("me")
    say(store, "mine")
    put = (tmp_path / "tomorrow" / name).read_bytes()
    (old / name).write_bytes(put)
    progress = store.load()
    if name == MONTH:
        with pytest.raises(StoreError):
            say(store, "more")
    else:
        assert store.save_progress(progress).exception(20)
        assert store.read_only
    home.close()
    assert (old / name).read_bytes() == put


# --- what schema 1 left ----------------------------------------------------------------------------------------


@pytest.fixture
def left(tmp_path):
    return Path(shutil.copytree(SCHEMA_1, tmp_path / "left"))


def disagree(store):
    """Save a fact of the kind that schema 2 added, about the first try there is."""
    progress = store.load()
    of = next(one for one in store.facts() if isinstance(one.body, Attempt))
    body = Disagreed(of=of.id, lesson=of.body.lesson, step=of.body.step, skill=of.body.skill, what="band")
    seq = progress.seen[store.origin] + 1
    at = NOON.isoformat()
    new = Fact(id="d" * 32, origin=store.origin, seq=seq, at=at, author="me", space="me", body=body)
    store.append([new], apply(progress, new)).result(20)


def test_what_schema_1_left_is_read_whole_and_gone_on_with(left):
    home = open_home(left, clock=Clock())
    store = home.space("me")
    before = store.facts()
    assert [one.kind for one in before] == ["attempt", "kept", "attempt", "entry", "planned"]
    assert store.draft("small/say-it").text == "Half a sen"
    assert home.settings().name == "Sam"
    assert store.load().steps["small/say-it"].tries == 2
    disagree(store)
    home.close()
    home = open_home(left, clock=Clock())
    after = home.space("me").facts()
    assert after[:-1] == before
    assert after[-1].kind == "disagreed"
    assert home.space("me").notices == ()
    home.close()
    kept = left / "backups/schema-1/me.facts.2026-11.json"
    assert kept.read_bytes() == (SCHEMA_1 / MONTH).read_bytes()


def test_a_coach_of_schema_1_leaves_a_home_with_disagreements_alone(left):
    """It does not know that kind of fact and would take the month for damaged."""
    home = open_home(left, clock=Clock())
    disagree(home.space("me"))
    home.save_settings(home.settings()).result(20)
    home.close()
    before = everything(left)
    with pytest.raises(StoreError, match="Start the newer coach"):
        open_home(left, clock=Clock(), versions=FIRST)
    assert everything(left) == before
