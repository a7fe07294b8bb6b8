"""A home of every schema there was, and odd ones: read whole, gone on with, kept, and nothing lost by a kill."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from coach.errors import StoreError
from coach.progress.model import Entry, Fact
from coach.progress.transitions import apply
from coach.store import care
from coach.store.files import seal, unseal
from coach.store.home import open_home
from coach.store.migrations import NOW, Format
from tests.store.store_homes import NOON, Clock, Disk, Killed, temporary_files

HERE = Path(__file__).parent
MONTH = "spaces/me/facts/2026-11.json"
STATE = "spaces/me/state.json"
LATER = NOON + timedelta(days=5)


def as_it_was(path):
    """As that coach left it."""


def without_state(path):
    (path / STATE).unlink()


def without_settings(path):
    (path / "settings.json").unlink()


def with_another_state(path):
    """As after a crash in the middle of the first save by the coach of schema 2."""
    _, payload = unseal((path / STATE).read_bytes())
    (path / STATE).write_bytes(seal(payload, kind="state", schema=1, min_reader=1, generation=3)[1])


HOMES = {
    **{f"schema {n}": (f"schema-{n}", as_it_was) for n in range(1, NOW.schema)},
    "schema 1 without its state": ("schema-1", without_state),
    "schema 1 without settings": ("schema-1", without_settings),
    "schema 2 with a state of schema 1": ("schema-2", with_another_state),
}


def saved(schema: str) -> list[Fact]:
    """What is in the fixture, read without the store."""
    _, payload = unseal((HERE / schema / MONTH).read_bytes())
    rows = msgspec.json.decode(payload.replace("\ufdd0d800".encode(), b"?"), type=dict[str, dict[str, Fact]])
    return list(rows["facts"].values())


def write(store, text: str) -> None:
    progress = store.load()
    seq = progress.seen.get(store.origin, 0) + 1
    new = Fact(
        id=f"{seq:032x}"[::-1], origin=store.origin, seq=seq, at=LATER.isoformat(), author="me", space="me",
        body=Entry(text=text),
    )  # fmt: skip
    store.append([new], apply(progress, new)).result(20)


@pytest.fixture(params=HOMES)
def old(request, tmp_path):
    schema, change = HOMES[request.param]
    path = shutil.copytree(HERE / schema, tmp_path / schema)
    path.chmod(0o700)
    for found in path.rglob("*"):
        found.chmod(0o700 if found.is_dir() else 0o600)
    change(path)
    return path


def test_every_schema_before_this_one_has_a_home_here():
    assert {folder.name for folder in HERE.glob("schema-*")} == {f"schema-{n}" for n in range(1, NOW.schema)}
    for number in range(1, NOW.schema):
        for file in (HERE / f"schema-{number}").rglob("*.json"):
            assert unseal(file.read_bytes())[0].schema == number


def test_it_is_read_whole_and_gone_on_with_and_read_again_the_same(old):
    before = saved(old.name)
    for number in range(3):
        home = open_home(old, clock=Clock())
        store = home.space("me")
        facts = store.facts()
        assert [(one.id, one.seq, one.at, one.kind) for one in facts][: len(before)] == [
            (one.id, one.seq, one.at, one.kind) for one in before
        ]
        assert len(facts) == len(before) + number
        assert store.draft("small/say-it").text == "Half a sen"
        assert store.load().steps["small/say-it"].tries == sum(one.kind == "attempt" for one in before)
        assert store.notices == ()
        write(store, f"new {number}")
        home.close()
    assert care.doctor(old, Clock())[1]
    kept = old / "backups" / old.name / "me.facts.2026-11.json"
    assert kept.read_bytes() == (HERE / old.name / MONTH).read_bytes()


def test_every_byte_of_odd_text_comes_through(tmp_path):
    path = shutil.copytree(HERE / "schema-2", tmp_path / "home")
    home = open_home(path, clock=Clock())
    texts = [one.body.text for one in home.space("me").facts() if isinstance(one.body, Entry)]
    assert texts == ["A page with an odd \ud800 in it, and مرحبا.", "Taken out."]
    assert list(home.space("me").load().removed)
    home.close()


def test_the_first_save_killed_at_any_call_loses_nothing(old, tmp_path, monkeypatch):
    before = [one.id for one in saved(old.name)]
    for at in range(1, 500):
        path = shutil.copytree(old, tmp_path / "killed")
        home = None
        with monkeypatch.context() as patch:
            disk = Disk(at=at).install(patch)
            acknowledged = False
            try:
                home = open_home(path, clock=Clock())
                write(home.space("me"), "new")
                acknowledged = True
            except (Killed, StoreError):
                acknowledged = False
            finally:
                if home is not None:
                    home.close()
        home = open_home(path, clock=Clock())
        store = home.space("me")
        store.load()
        ids = [one.id for one in store.facts()]
        assert ids[: len(before)] == before, at
        assert len(ids) - len(before) in ((1,) if acknowledged else (0, 1)), at
        assert store.notices == (), at
        home.close()
        assert temporary_files(path) == []
        shutil.rmtree(path)
        if not disk.dead:
            break
    assert at > 30


def test_a_home_of_the_next_schema_is_refused_or_only_read_and_never_written(tmp_path):
    for min_reader in (NOW.schema, NOW.schema + 1):
        path = tmp_path / str(min_reader)
        newer = Format(schema=NOW.schema + 1, min_reader=min_reader, steps={NOW.schema: lambda kind, old: old})
        home = open_home(path, clock=Clock(), versions=newer)
        write(home.space("me"), "from tomorrow")
        home.close()
        before = {found: found.read_bytes() for found in path.rglob("*") if found.is_file()}
        text, well = care.doctor(path, Clock(), mend=True)
        assert not well
        assert "newer coach" in text
        assert {found: found.read_bytes() for found in path.rglob("*") if found.is_file()} == before
