"""What is saved is what is found again."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.errors import StoreError
from coach.progress.model import Attempt, Draft, Mark, Played, Position, Progress
from coach.progress.transitions import apply
from coach.store.base import Home, Settings, Store
from coach.store.codec import from_bytes, to_bytes
from coach.store.home import open_home
from coach.store.memory import MemoryHome, MemoryStore
from tests.store.store_homes import NOON, Clock, Disk, fact, filled, reopened, say

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT, st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=3))
def test_any_string_comes_back_as_it_was(text, slots):
    draft = [Draft(key="k", text=text), slots]
    assert from_bytes(to_bytes(draft), tuple[Draft, dict[str, str]]) == tuple(draft)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_any_words_come_back_from_the_disk(texts):
    with tempfile.TemporaryDirectory() as folder:
        filled(Path(folder) / "home", *texts, draft=texts[0] + "x")
        found = reopened(Path(folder) / "home")
        assert found.texts == tuple(texts)
        assert found.draft == texts[0] + "x"


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "a\udfffb\ud83d",
        "\x00",
        "\ufdd0",
        "\ufdd0d800",
        "\ufdd0fdd0",
        "\r\n\u2028",
        "مرحبا 👩‍👩‍👧",
        "\ufeffx",
        "é" * 500_000,
    ],
    ids=str.__len__,
)
def test_odd_text_comes_back_from_the_disk(text, tmp_path):
    filled(tmp_path / "home", text, "after", draft=text + ".")
    found = reopened(tmp_path / "home")
    assert found.texts == (text, "after")
    assert found.draft == text + "."


def test_every_part_of_a_fact_comes_back(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = store.load()
    attempt = Attempt(
        lesson="l", step="s", digest="d", question="q?", skill="reflecting", text="You sound tired",
        support="full", marks=(Mark(name="presence", rule="r", spans=((0, 3), (4, 9))),),
        criteria={"names-feeling": "met"}, band="solid",
    )  # fmt: skip
    turn = Played(
        play="p", scene="sc", digest="d", persona="sam", engine=1, lesson="l", step="t", beat="b", text="hello",
        state={"dials": {"safety": 3}, "said": ["a", ["b"]], "n": 1.5, "none": None},
    )  # fmt: skip
    first = msgspec.structs.replace(fact(store, progress), body=attempt, refs=("a", "b"))
    second = msgspec.structs.replace(fact(store, apply(progress, first)), body=turn, id="b" * 32)
    progress = apply(apply(progress, first), second)
    store.append([first, second], progress).result(20)
    home.close()
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    assert store.facts() == (first, second)
    assert store.facts(["b" * 32, "nobody"]) == (second,)
    assert store.load() == progress
    home.close()


def test_what_is_queued_is_read_before_it_is_on_disk(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = store.load()
    new = fact(store, progress)
    done = store.append([new], apply(progress, new))
    store.save_draft(Draft(key="field", text="ha"))
    store.save_draft(Draft(key="field", text="half"))
    assert store.facts() == (new,)
    assert store.load() == apply(progress, new)
    assert store.draft("field").text == "half"
    done.result(20)
    home.close()
    assert reopened(tmp_path / "home").draft == "half"


def test_what_is_read_can_be_changed_without_changing_what_is_kept(tmp_path):
    filled(tmp_path / "home")
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = store.load()
    turn = Played(
        play="p", scene="s", digest="d", persona="p", engine=1, lesson="l", step="t", beat="b", state={"said": ["a"]}
    )
    new = msgspec.structs.replace(fact(store, progress), body=turn)
    store.append([new], apply(progress, new)).result(20)
    store.facts()[0].body.state["said"].append("changed")
    say(store, "another")
    assert store.facts()[0].body.state == {"said": ["a"]}
    home.close()


def test_position_settings_and_the_removal_of_a_draft_come_back(tmp_path):
    filled(tmp_path / "home", "first", draft="half", name="Ada")
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    there = msgspec.structs.replace(store.load(), position=Position(lesson="l", step="s", scroll=4))
    store.save_progress(there)
    store.remove_draft("field")
    home.close()
    home = open_home(tmp_path / "home", clock=Clock())
    assert home.settings() == Settings(name="Ada")
    assert home.space("me").load() == there
    assert home.space("me").draft("field") is None
    home.close()


def test_a_copy_keeps_its_origin(tmp_path):
    filled(tmp_path / "home", "first")
    origins = set()
    for _ in range(2):
        home = open_home(tmp_path / "home", clock=Clock())
        origins.add(home.space("me").origin)
        home.close()
    other = open_home(tmp_path / "other", clock=Clock())
    assert len(origins) == 1
    assert other.space("me").origin not in origins
    other.close()


def test_a_fact_saved_twice_is_kept_once(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    progress = store.load()
    new = fact(store, progress)
    for _ in range(2):
        store.append([new], apply(progress, new)).result(20)
    home.close()
    assert reopened(tmp_path / "home").texts == ("words",)


@pytest.mark.parametrize(
    ("moments", "files"),
    [
        ([NOON, NOON + timedelta(days=20)], ["2026-11.json", "2026-12.json"]),
        ([NOON, NOON - timedelta(days=400)], ["2026-11.json"]),
        ([NOON, datetime(1970, 1, 1, tzinfo=UTC)], ["2026-11.json"]),
        ([NOON, datetime(2038, 2, 1, tzinfo=UTC), NOON], ["2026-11.json", "2038-02.json"]),
    ],
)
def test_a_fact_goes_to_its_month_or_the_newest_and_order_is_by_number(moments, files, tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    for number, at in enumerate(moments):
        say(home.space("me"), str(number), at=at)
    home.close()
    home = open_home(tmp_path / "home", clock=Clock())
    say(home.space("me"), "last", at=moments[0])
    home.close()
    assert sorted(path.name for path in (tmp_path / "home/spaces/me/facts").iterdir()) == files
    assert reopened(tmp_path / "home").texts == (*map(str, range(len(moments))), "last")


def test_facts_newer_than_the_state_are_applied_on_load(tmp_path):
    """As after a crash between the two: facts are written first."""
    filled(tmp_path / "home", "first")
    state = tmp_path / "home/spaces/me/state.json"
    before = state.read_bytes()
    filled(tmp_path / "home", "second", "third")
    home = open_home(tmp_path / "home", clock=Clock())
    expected = home.space("me").load()
    home.close()
    state.write_bytes(before)
    home = open_home(tmp_path / "home", clock=Clock())
    assert home.space("me").load() == expected
    home.close()


def test_without_a_state_everything_is_worked_out_from_the_facts(tmp_path):
    filled(tmp_path / "home", "first", "second")
    (tmp_path / "home/spaces/me/state.json").unlink()
    assert reopened(tmp_path / "home").texts == ("first", "second")


def test_starting_reads_settings_and_state_and_only_the_first_lines_of_one_month(tmp_path, monkeypatch):
    for month in range(6):
        home = open_home(tmp_path / "home", clock=Clock(NOON + timedelta(days=30 * month)))
        say(home.space("me"), "x" * 5000, "y" * 5000, at=NOON + timedelta(days=30 * month))
        home.close()
    disk = Disk().install(monkeypatch)
    home = open_home(tmp_path / "home", clock=Clock(NOON + timedelta(days=200)))
    home.space("me").load()
    home.space("me").flush(20)
    months = [(path, size) for path, size in disk.reads if "/spaces/me/facts/" in path]
    assert months
    assert max(size for _, size in months) <= 1024
    assert len({path for path, _ in months}) == 1
    disk.listening = False
    home.close()


def test_a_save_in_year_ten_touches_what_a_save_in_the_first_month_does(tmp_path, monkeypatch):
    disk = Disk().install(monkeypatch)
    home = open_home(tmp_path / "home", clock=Clock())
    store = home.space("me")
    store.load()

    def calls_of_second_save(at):
        say(store, "one", at=at)
        store.flush(20)
        disk.calls.clear()
        say(store, "two", at=at)
        return [name for name, _ in disk.calls], {Path(path).parent.name for _, path in disk.calls}

    first = calls_of_second_save(NOON)
    for month in range(1, 120):
        say(store, "between", at=NOON + timedelta(days=30.5 * month))
    last = calls_of_second_save(NOON + timedelta(days=3700))
    assert last == first
    assert len(first[0]) < 40
    disk.listening = False
    home.close()


def test_two_spaces_share_nothing_but_the_origin(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    mine, yours = home.space("me"), home.space("you")
    say(mine, "mine")
    assert yours.facts() == ()
    assert home.space("me") is mine
    assert mine.origin == yours.origin
    for bad in ("", "../me", "Me", ".hidden", "a/b"):
        with pytest.raises(StoreError):
            home.space(bad)
    home.close()


def test_files_are_one_header_line_and_one_json_payload(tmp_path):
    """What a script outside coach can count on."""
    filled(tmp_path / "home", "first", draft="half", name="Ada")
    found = list((tmp_path / "home").rglob("*.json"))
    assert len(found) >= 4
    for path in found:
        header, payload = path.read_bytes().split(b"\n", 1)
        assert set(msgspec.json.decode(header)) == {"kind", "schema", "min_reader", "generation", "sha256"}
        assert isinstance(msgspec.json.decode(payload), dict)


def test_payloads_pass_through_the_codec(tmp_path):
    class Upside:
        def encode(self, data):
            return bytes(255 - byte for byte in data)

        decode = encode

    home = open_home(tmp_path / "home", clock=Clock(), codec=Upside())
    say(home.space("me"), "secret words")
    home.close()
    assert not [path for path in (tmp_path / "home").rglob("*.json") if b"secret" in path.read_bytes()]
    home = open_home(tmp_path / "home", clock=Clock(), codec=Upside())
    assert home.space("me").facts()[0].body.text == "secret words"
    home.close()


def test_the_memory_store_does_what_the_one_on_disk_does(tmp_path):
    home = open_home(tmp_path / "home", clock=Clock())
    homes: list[Home] = [home, MemoryHome()]
    seen = []
    for one in homes:
        store: Store = one.space("me")
        progress = store.load()
        new = fact(store, progress)
        progress = apply(progress, new)
        store.append([new], progress).result(20)
        store.append([new], progress).result(20)
        store.save_draft(Draft(key="a", text="x")).result(20)
        store.save_draft(Draft(key="b", text="y")).result(20)
        store.remove_draft("b").result(20)
        one.save_settings(Settings(name="Ada")).result(20)
        before = len(store.facts())
        store.purge([new.id, "a"]).result(20)
        seen.append(
            (before, store.facts(), store.draft("a"), store.draft("b"), one.settings(), store.flush(1), store.notices,
             store.read_only)
        )  # fmt: skip
        one.close()
    assert seen[0] == seen[1]
    assert MemoryStore().load() == Progress()
