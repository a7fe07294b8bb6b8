"""Files that are not as they were left: harmed one by one and by the handful, or replaced while coach is open."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from coach.progress.model import Draft
from coach.store import care
from coach.store.files import seal, unseal
from coach.store.home import open_home
from tests.long import scratch
from tests.store.store_homes import Clock, filled, reopened, say, temporary_files

MONTH = "spaces/me/facts/2026-11.json"
STATE = "spaces/me/state.json"
NESTED = b'{"a":' * 5000 + b"1" + b"}" * 5000


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def nul_filled(data: bytes, chance: random.Random) -> bytes:
    """From somewhere on there are NULs."""
    start = chance.randrange(len(data))
    return data[:start] + bytes(len(data) - start)


def doubled_key(data: bytes, chance: random.Random) -> bytes:
    """A key of the header is there twice."""
    return data.replace(b'{"kind":', b'{"schema":1,"kind":', 1)


HARM: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "empty": lambda data, chance: b"",
    "cut": lambda data, chance: data[: chance.randrange(1, len(data))],
    "cut in the header": lambda data, chance: data[: chance.randrange(1, 100)],
    "flipped": flipped,
    "flipped in the header": lambda data, chance: flipped(data[:110], chance) + data[110:],
    "NUL filled": nul_filled,
    "all NUL": lambda data, chance: bytes(len(data)),
    "trailing": lambda data, chance: data + data[-7:],
    "doubled": lambda data, chance: data + data,
    "a doubled key": doubled_key,
    "BOM": lambda data, chance: b"\xef\xbb\xbf" + data,
    "UTF-16": lambda data, chance: data.decode().encode("utf-16"),
    "other text": lambda data, chance: b"Dear diary,\n",
    "nested": lambda data, chance: NESTED,
    "another file": lambda data, chance: seal(b'{"facts":{}}', kind="purse", schema=1, min_reader=1, generation=3)[1],
}
"""How a file is harmed; the checksum fits only in the last."""


def asides(path: Path, name: str) -> list[Path]:
    """What was kept beside a file."""
    return [found for found in (path / name).parent.iterdir() if found.name.startswith((path / name).name + ".")]


def damaged(count: int, seed: int) -> str:
    """Harm that many files: nothing fails, each is kept byte for byte, the last good copy is used and named."""
    chance = random.Random(seed)
    with scratch() as folder:
        made = folder / "made"
        filled(made, "first", "second", draft="half", name="Ada")
        draft = next((made / "spaces/me/drafts").iterdir()).relative_to(made).as_posix()
        for number in range(count):
            path = shutil.copytree(made, folder / "home")
            name = chance.choice((MONTH, STATE, "settings.json", draft))
            harm = list(HARM)[number % len(HARM)]
            harmed = HARM[harm]((path / name).read_bytes(), chance)
            (path / name).write_bytes(harmed)
            _check(path, name, harmed, f"{name} {harm}", by_doctor=chance.random() < 0.3)
            shutil.rmtree(path)
    return f"{count} damaged files, each kept as it was, the last good copy in use"


def _check(path: Path, name: str, harmed: bytes, what: str, *, by_doctor: bool) -> None:
    lost_draft = "drafts" in name
    told = ""
    if by_doctor:
        told, well = care.doctor(path, Clock())
        assert not well, what
        assert "21 November 2026" in told or lost_draft, what
        assert care.doctor(path, Clock(), mend=True)[1] or lost_draft, what
    found = reopened(path)
    assert found.texts == ("first", "second"), what
    assert found.name == "Ada", what
    assert found.draft == (None if lost_draft else "half"), what
    if not by_doctor:
        assert ["damaged" in notice for notice in found.notices] == [True], what
        assert "2026-11-21" in found.notices[0] or lost_draft, what
    assert [aside.read_bytes() for aside in asides(path, name)] == [harmed], what
    assert temporary_files(path) == [], what
    assert reopened(path).notices == (), what


def theirs(path: Path, text: str, generation: int = 7) -> bytes:
    """The month as another program would leave it: the first fact and one of its own."""
    _, payload = unseal((path / MONTH).read_bytes())
    tables = msgspec.json.decode(payload)
    first = next(iter(tables["facts"].values()))
    other = first | {"id": "f" * 32, "origin": "e" * 32, "body": {"type": "entry", "text": text}}
    tables["facts"] = {first["id"]: first, other["id"]: other}
    return seal(msgspec.json.encode(tables), kind="facts", schema=1, min_reader=1, generation=generation)[1]


def replace(path: Path, data: bytes) -> None:
    """As a sync client does it."""
    path.with_name("new").write_bytes(data)
    path.with_name("new").chmod(0o600)
    path.with_name("new").rename(path)


def changed_underneath(count: int, seed: int) -> str:
    """Replace a file between load and save, that often: neither version is lost, and the learner is told."""
    chance = random.Random(seed)
    with scratch() as folder:
        made = folder / "made"
        filled(made, "first", "second", draft="half", name="Ada")
        filled(made, "third")
        for number in range(count):
            path = shutil.copytree(made, folder / "home")
            _change(path, chance, number)
            shutil.rmtree(path)
    return f"{count} files replaced while coach was open, both versions kept each time"


def _change(path: Path, chance: random.Random, number: int) -> None:
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    store.flush(20)
    mine = [f"mine {n}" for n in range(chance.randrange(3))]
    if mine:
        progress = say(store, *mine)
    what = ("month", "older month", "state", "draft")[number % 4]
    if what == "month":
        name, put = MONTH, theirs(path, "theirs")
    elif what == "older month":
        copy = path / "backups" / sorted(found.name for found in (path / "backups").iterdir())[0]
        name, put = MONTH, (copy / "me.facts.2026-11.json").read_bytes()
    elif what == "state":
        name, put = STATE, seal(b'{"progress":{}}', kind="state", schema=1, min_reader=1, generation=99)[1]
    else:
        name = next((path / "spaces/me/drafts").iterdir()).relative_to(path).as_posix()
        put = seal(b'{"key":"field","text":"theirs"}', kind="draft", schema=1, min_reader=1, generation=99)[1]
        store.save_draft(Draft(key="field", text="mine")).result(20)
    replace(path / name, put)
    if what == "draft":
        store.save_draft(Draft(key="field", text="mine, and more")).result(20)
    elif what == "state":
        store.save_progress(progress).result(20)
    else:
        say(store, "later")
    assert any("changed by another program" in notice for notice in store.notices), what
    home.close()
    assert put in [aside.read_bytes() for aside in asides(path, name)], what
    found = reopened(path)
    expected = {"first", "second", "third", *mine}
    expected |= {"later"} if "month" in what else set()
    expected |= {"theirs"} if what == "month" else set()
    assert set(found.texts) == expected, what
    assert found.draft == ("mine, and more" if what == "draft" else "half"), what
    told, well = care.doctor(path, Clock())
    assert well, f"{what}: {told}"
