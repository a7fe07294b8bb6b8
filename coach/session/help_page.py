"""The page for when things are not safe, part by part: what to do first, whom to call, who could see. Noted nowhere.

It needs no learner's data. Where data is open it can show a number of the learner's own before all others.
``printed`` is the same page for a terminal without screens.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Literal, assert_never

from msgspec import Struct

from coach.session import who_can_see
from coach.session.helplines import Country, Helpline, Helplines

Name = Literal["numbers", "fear", "dying", "own", "seen", "countries", "line"]

FEAR = "Someone frightens or hurts me"
DYING = "I think about dying"
OWN = "I am afraid of what I do"
SEEN = "Who could see that I was here"
LINE = "A number of your own"
CHOOSE_FIRST = "Press c and choose your country for more numbers."
CHOOSE = "Press c and choose your country for its numbers."
OTHERS = "For one country: coach numbers and its two letters."
STAYS = (
    "These lines stay in this window until it is closed or cleared, and the command in its history. Inside coach F2 "
    "shows the same page and leaves nothing behind."
)
"""What is said without screens instead of how to leave the page."""
PRINTED: tuple[Name, ...] = ("fear", "dying", "own", "seen")
"""The parts in that order; the first page itself only repeats them."""

DOORS: tuple[tuple[str, Name, str], ...] = (
    ("1", "fear", FEAR),
    ("2", "dying", DYING),
    ("3", "own", OWN),
    ("4", "seen", SEEN),
)
"""The parts that stand behind a digit, and how each is called."""


class Said(Struct, frozen=True):
    """A paragraph. ``now`` is what to do at once, ``own`` the learner's own words, ``quiet`` what can wait."""

    text: str
    how: Literal["now", "title", "plain", "own", "quiet"] = "plain"


class Told(Struct, frozen=True):
    """A number: what to dial, whose it is, how old the news of it is."""

    number: str
    words: str
    when: str


class Doors(Struct, frozen=True):
    """The other parts, each behind its digit."""


Block = Said | Told | Doors


def part(known: Helplines, name: Name, country: Country | None, own_line: str = "") -> tuple[Block, ...]:
    """What a part says, top to bottom; ``own_line`` is the learner's own number, where it may be seen.

    The list of countries and the field for an own number are the front end's to add.
    """
    match name:
        case "fear":
            return tuple(_fear(known, country, own_line))
        case "dying":
            return tuple(_dying(known, country, own_line))
        case "own":
            return tuple(_own(known, country))
        case "seen":
            return (Said(SEEN, "title"), *who_could_see())
        case "countries":
            return (Said("Which country are you in?", "title"),)
        case "line":
            return (
                Said(LINE, "title"),
                Said(
                    "A friend, a doctor, a house to go to. It stands before all other numbers here, and is kept with "
                    "your words. If somebody else uses this computer, only this page shows it."
                ),
            )
        case "numbers":
            return tuple(_numbers(known, country, own_line))


def who_could_see() -> tuple[Block, ...]:
    """The table of who could still see what."""
    rows = (block for who, what in who_can_see.ROWS for block in (Said(who, "title"), Said(what)))
    return (Said(who_can_see.FIRST), *rows, Said(who_can_see.WHAT_NOW, "title"), Said(who_can_see.LAST))


def _numbers(known: Helplines, country: Country | None, own_line: str) -> Iterator[Block]:
    yield from _danger(known, country)
    yield Said(known.danger)
    yield Doors()
    yield from _own_line(own_line)
    if country is None:
        yield Said(CHOOSE_FIRST, "title")
        yield Said(known.anywhere)
    else:
        for kind, title in (("partner", FEAR), ("crisis", DYING)):
            yield Said(f"{title} · {country.name}", "title")
            yield from _lines(known, country, kind, details=False)
        yield Said(known.undialled, "quiet")
    yield Said(known.traces, "quiet")


def _fear(known: Helplines, country: Country | None, own_line: str) -> Iterator[Block]:
    yield Said(FEAR, "title")
    yield from _danger(known, country)
    yield from _own_line(own_line)
    yield from _lines(known, country, "partner")
    yield from map(Said, (known.for_whom, *known.fear))
    yield Said(known.undialled, "quiet")


def _dying(known: Helplines, country: Country | None, own_line: str) -> Iterator[Block]:
    first, *rest = known.dying
    yield Said(DYING, "title")
    yield from _danger(known, country)
    yield Said(first)
    yield from _own_line(own_line)
    yield from _lines(known, country, "crisis")
    yield from map(Said, (*rest, known.low))
    yield Said(known.undialled, "quiet")


def _own(known: Helplines, country: Country | None) -> Iterator[Block]:
    warm, tonight, *rest = known.own
    yield Said(OWN, "title")
    yield from map(Said, (warm, tonight))
    yield Said(f"Is someone in danger from you now? Call {_emergency(known, country)}.", "now")
    yield from map(Said, rest)
    crisis = country.of("crisis") if country is not None else ()
    if crisis:
        yield Said(known.own_tonight)
        yield from (_told(line, details=True) for line in crisis)
        yield Said(known.undialled, "quiet")


def _danger(known: Helplines, country: Country | None) -> Iterator[Block]:
    yield Said(f"In danger now? Call {_emergency(known, country)}.", "now")
    if country is not None and country.silent:
        yield Said(country.silent)


def _own_line(own_line: str) -> Iterator[Block]:
    if own_line:
        yield Said(f"{LINE}:", "title")
        yield Said(own_line, "own")


def _lines(known: Helplines, country: Country | None, kind: str, *, details: bool = True) -> Iterator[Block]:
    """The country's numbers of a kind, or what to do where there are none."""
    lines = country.of(kind) if country is not None else ()
    if country is None:
        yield Said(CHOOSE)
    elif not lines:
        yield Said(known.no_partner_line if kind == "partner" else known.no_crisis_line)
    yield from (_told(line, details=details) for line in lines)


def _told(line: Helpline, *, details: bool) -> Told:
    words = "; ".join(filter(None, (line.whose, line.details))) if details else line.whose
    return Told(line.number, words, line.when)


def _emergency(known: Helplines, country: Country | None) -> str:
    return country.emergency if country is not None else known.emergency


# --- without screens -----------------------------------------------------------------------------------------


def printed(known: Helplines, country: Country | None, width: int) -> str:
    """The whole page as plain lines of at most ``width`` columns, parts one below the other."""
    first = [*_danger(known, country), Said(known.danger), *([] if country else [Said(known.anywhere)])]
    lines = [line for block in first for line in _plain(block, width)]
    once = {*first, *map(Said, (CHOOSE, CHOOSE_FIRST)), Said(known.undialled, "quiet")}
    for name in PRINTED:
        lines += [line for block in part(known, name, country) if block not in once for line in _plain(block, width)]
    countries = ", ".join(f"{one.id} {one.name}" for one in known.countries)
    for text in (known.undialled, f"{OTHERS} {countries}.", STAYS):
        lines += ["", *wrap(text, width)]
    return "\n".join(lines) + "\n"


def _plain(block: Block, width: int) -> list[str]:
    match block:
        case Told():
            text = f"{block.number}: {block.words} ({block.when})"
            return wrap(text, width, initial_indent="  ", subsequent_indent="    ")
        case Said():
            return [*([""] if block.how == "title" else []), *wrap(block.text, width)]
        case Doors():
            return []
        case _:
            assert_never(block)
