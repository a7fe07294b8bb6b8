"""The numbers: every record whole, and none that the sources left in doubt."""

from __future__ import annotations

import pytest

from coach.errors import CoachError
from coach.session import helplines

IN_DOUBT = (
    "116 123", "85258", "0808 80 10 800", "0808 802 1414", "50808", "554 3811", "0477 13 11 14", "0458 737 732",
    "1737", "14416", "0800 567 567", "3114", "024", "0800-2000", "90101", "99610", "188", "079", "800 911 2000",
    "0120-783-556", "1-866-863-0511", "363-9010", "044 455",
)  # fmt: skip


def test_every_country_has_an_emergency_number_and_ids_are_unique():
    known = helplines.load()
    assert all(any(sign.isdigit() for sign in country.emergency) for country in known.countries)
    assert len({country.id for country in known.countries}) == len(known.countries) == 20


def test_countries_stand_in_the_order_of_their_names():
    names = [country.name for country in helplines.load().countries]
    assert names == sorted(names)


@pytest.mark.parametrize("number", IN_DOUBT)
def test_a_number_in_doubt_is_left_out(number):
    lines = [line for country in helplines.load().countries for line in country.lines]
    assert not any(number in f"{line.number} {line.note}".split(", ") or number == line.number for line in lines)
    assert all(number not in line.number or line.number == "3919" for line in lines)


def test_an_unknown_country_is_none():
    assert helplines.load().country("xx") is None


def test_a_missing_file_still_names_the_emergency_number(monkeypatch, tmp_path):
    monkeypatch.setattr(helplines, "FILE", tmp_path / "none.yaml")
    with pytest.raises(CoachError, match="112"):
        helplines.load()
