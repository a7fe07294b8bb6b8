"""A number of the learner's own: kept with their words, shown first, gone for good when they take it away."""

from __future__ import annotations

import json

import pytest

from coach.errors import StoreError
from coach.session.activity import Go
from coach.session.export import export
from coach.session.own_line import KEY, OwnNumber
from coach.session.visit import Visit
from coach.store.home import open_home
from tests.session.sittings import Sittings

MINE = "Zainab 0151 496 0000"


def on_disk(sittings: Sittings) -> str:
    """Every byte of the data folder."""
    files = [path for path in sorted(sittings.folder.rglob("*")) if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


async def test_it_is_kept_as_a_fact_and_not_in_the_settings(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await OwnNumber(visit).keep(f"  {MINE} ")
    assert OwnNumber(visit).text == MINE
    assert "Zainab" not in (sittings.folder / "settings.json").read_text(encoding="utf-8")
    assert OwnNumber(sittings.open()).text == MINE


async def test_the_later_one_counts(sittings: Sittings) -> None:
    own = OwnNumber(sittings.welcomed())
    await own.keep(MINE)
    await own.keep("Kwame 0151 496 0001")
    assert own.text == "Kwame 0151 496 0001"


async def test_half_typed_words_wait_and_words_as_kept_leave_no_draft(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    own = OwnNumber(visit)
    own.write("Zai", 0, 3)
    assert OwnNumber(visit).field().draft.text == "Zai"
    await own.keep(MINE)
    own.write(MINE, 0, 4)
    assert visit.draft(KEY).text == ""


async def test_taken_away_it_is_in_no_file_any_more(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    own = OwnNumber(visit)
    await own.keep(MINE)
    sittings.open()
    visit = sittings.open()
    own = OwnNumber(visit)
    await own.keep(f"{MINE} or 0151 496 0002")
    own.write("Zainab half typed", 0, 3)
    assert visit.flush(10)
    assert "Zainab" in on_disk(sittings)
    await own.remove()
    assert own.text == own.field().draft.text == ""
    assert visit.flush(10)
    assert "Zainab" not in on_disk(sittings)
    assert OwnNumber(sittings.open()).text == ""


async def test_it_is_hidden_where_somebody_else_uses_this_computer(sittings: Sittings) -> None:
    assert not OwnNumber(sittings.welcomed()).hidden
    assert OwnNumber(sittings.welcomed(others="somebody")).hidden


async def test_it_stands_in_no_list_of_what_was_written_and_in_the_whole_export(sittings: Sittings) -> None:
    visit = sittings.welcomed()
    await OwnNumber(visit).keep(MINE)
    assert "Zainab" not in str(visit.open(Go(to="journal")).view())
    assert "Zainab" not in str(visit.open(Go(to="handbook")).view())
    assert any(fact["body"].get("text") == MINE for fact in json.loads(export(visit, "json"))["facts"])


async def test_what_cannot_be_read_is_as_if_there_were_none(sittings: Sittings, monkeypatch) -> None:
    visit = sittings.welcomed()

    def broken(self: Visit) -> None:
        raise StoreError("That folder cannot be read.")

    monkeypatch.setattr(Visit, "history", broken)
    assert OwnNumber(visit).text == ""


async def test_a_save_that_fails_is_told_and_the_words_stay(sittings: Sittings) -> None:
    sittings.welcomed()
    looking = Visit(_second(sittings), sittings.lessons, clock=sittings.clock)
    own = OwnNumber(looking)
    own.write("Zai", 0, 3)
    with pytest.raises(StoreError):
        await own.keep("Zainab")
    assert own.field().draft.text == "Zai"


def _second(sittings: Sittings):
    """The same folder in a second window, which can only look."""
    return open_home(sittings.folder, clock=sittings.clock)
