"""The numbers: every record whole, every number one that can be dialled, and none that the sources left in doubt."""

from __future__ import annotations

import re

import pytest

from coach.errors import CoachError
from coach.session import help_page, helplines
from coach.session.help_page import Said, Told, part
from coach.session.helplines import Country, Helpline
from coach.strictyaml import parse

IN_DOUBT = (
    "116 123", "85258", "0808 80 10 800", "0808 802 1414", "50808", "554 3811", "0477 13 11 14", "0458 737 732",
    "1737", "14416", "0800 567 567", "3114", "024", "0800-2000", "90101", "99610", "188", "079", "800 911 2000",
    "0120-783-556", "1-866-863-0511", "363-9010", "044 455",
)  # fmt: skip
LINES = [(country.id, line) for country in helplines.load().countries for line in country.lines]
DIALLED = re.compile(r"(?<![A-Za-z\d])[*#]?\d[\d *#-]*\d|\d")


def numbers(line: Helpline) -> list[str]:
    """Every number of a record, of its own and in its details."""
    return [
        found for text in (line.number, line.also, line.text) for found in DIALLED.findall(text) if len(found) > 1
    ]


def test_every_country_has_an_emergency_number_and_ids_are_unique():
    known = helplines.load()
    for country in known.countries:
        assert re.fullmatch(r"\d{2,5}( or \d{3})?", country.emergency), country.id
    assert len({country.id for country in known.countries}) == len(known.countries) == 20


def test_countries_stand_in_the_order_of_their_names():
    names = [country.name for country in helplines.load().countries]
    assert names == sorted(names)


@pytest.mark.parametrize(("country", "line"), LINES, ids=lambda one: one if isinstance(one, str) else one.number)
def test_every_record_says_what_is_asked_of_one_and_its_numbers_parse(country: str, line: Helpline):
    assert line.kind in ("partner", "crisis")
    assert line.name
    assert line.found.startswith(("on ", "in "))
    assert numbers(line)
    for number in numbers(line):
        assert 2 <= sum(sign.isdigit() for sign in number) <= 15, number
    for text in (line.also, line.hours, line.cost, line.languages, line.bill):
        assert text == text.strip()
    assert "?" not in f"{line.number}{line.details}"


@pytest.mark.parametrize("wrong", ["call us", "call 12", "12?", "", "text to 12", "12; rm"])
def test_a_number_that_does_not_parse_is_refused(wrong: str):
    source = helplines.FILE.read_text(encoding="utf-8").replace('number: "144"', f'number: "{wrong}"')
    with pytest.raises(CoachError):
        parse(source.encode(), "planted.yaml").convert(helplines.Helplines)


@pytest.mark.parametrize("number", IN_DOUBT)
def test_a_number_in_doubt_is_left_out(number):
    for _, line in LINES:
        assert number not in numbers(line)
        assert number not in line.number or line.number == "3919"


def test_every_number_is_shown_with_the_date_it_was_last_seen_and_that_nobody_has_dialled_it():
    known = helplines.load()
    for country in known.countries:
        for name in ("numbers", "fear", "dying", "own"):
            blocks = part(known, name, country)
            told = [block for block in blocks if isinstance(block, Told)]
            assert all(block.when.startswith("seen") for block in told)
            assert not told or Said(known.undialled, "quiet") in blocks, (country.id, name)


def test_no_line_for_the_one_who_is_hurt_stands_on_the_page_for_the_one_who_hurts():
    known = helplines.load()
    for country in known.countries:
        told = [block.number for block in part(known, "own", country) if isinstance(block, Told)]
        assert told == [line.number for line in country.of("crisis")]


def test_a_country_is_found_by_its_letters_or_its_name_in_any_case():
    known = helplines.load()
    for asked in ("gb", "GB", "united kingdom", "United Kingdom"):
        assert isinstance(known.country(asked), Country)


def test_an_unknown_country_is_none():
    assert helplines.load().country("xx") is None
    assert helplines.load().country("") is None


def test_a_missing_file_still_names_the_emergency_number(monkeypatch, tmp_path):
    monkeypatch.setattr(helplines, "FILE", tmp_path / "none.yaml")
    with pytest.raises(CoachError, match="112"):
        helplines.load()


@pytest.mark.parametrize("width", [38, 76])
def test_the_printed_page_begins_with_what_to_do_and_fits(width: int):
    known = helplines.load()
    for country in (None, *known.countries):
        lines = help_page.printed(known, country, width).splitlines()
        assert lines[0].startswith("In danger now?")
        assert max(map(len, lines)) <= width
        page = " ".join(" ".join(lines).split())
        for line in country.lines if country else ():
            assert f"{line.number}: {line.whose}" in page
        for words in (help_page.FEAR, help_page.DYING, help_page.OWN, help_page.SEEN, known.undialled):
            assert words in page
        assert "Press c" not in page
