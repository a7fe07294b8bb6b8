"""The lexicons compiled: everything cut, parsed, checked and put in order, so that a first review need not.

``python -m coach.feedback.compiled`` writes it to ``lexicons/compiled.json``; a test keeps that current. While the
YAML files differ from those it was made of, they are compiled anew in memory, so that an edit tells at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Raw

from coach.errors import CourseError
from coach.feedback.lexicon import (
    COMPILED,
    FILES,
    SAME,
    THEN,
    Compiled,
    Condition,
    Names,
    Ready,
    Rule,
    digest,
    lexicon_file,
    listed,
)  # fmt: skip
from coach.feedback.machine import LONG, NEEDS, PLACES, SECOND, Table
from coach.feedback.phrase import END, GAP, Phrase, PhraseError, Symbols, phrase

_WORD = re.compile(r"[^\W\d_]+")
_MERE_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_GRAMMAR = frozenset({"so", "am", "common", "unsaid", "faint", "mend"})


class Lists:
    """The lists there are, ``<name>`` each, and what their entries begin with.

    ``names`` has for a word the lists as it stands in them (:class:`~coach.feedback.machine.Table`); in those of
    ``long`` an entry may have more than a word, in the ``odd`` ones it may be more than words.
    """

    def __init__(self) -> None:
        self.heads: dict[str, dict[str, list[str | int]]] = {}
        self.entries: list[Phrase] = []
        self.names: dict[str, dict[str, None]] = {}
        self.long: set[str] = set()
        self.odd: set[str] = set()
        self._begin: dict[str, dict[str, None]] = {}
        self._plain: dict[str, list[str]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._begin

    def put(self, name: str, entries: Sequence[str]) -> None:
        """Take in a list. Raises PhraseError for an entry that is not in the language."""
        self._begin[name] = {}
        self._plain[name] = [one for entry in entries for one in self._plain.get(entry, (entry,))]
        for entry in dict.fromkeys(self._plain[name]):
            if _MERE_WORDS.fullmatch(entry):
                head, *rest = entry.split(" ")
                self._head(head, name, " ".join(rest), LONG if rest else "")
                if rest:
                    self.long.add(name)
                    self.names.setdefault(rest[0], {})[name + SECOND] = None
                continue
            read = phrase(entry, self)
            for head in self.words(_symbols(read, read.follows[0])):
                self._head(head, name, len(self.entries), LONG)
            self.long.add(name)
            self.odd.add(name)
            self.entries.append(read)

    def either(self, symbols: Iterable[str]) -> Symbols:
        """Some symbols, lists as entries of one word and of more."""
        found = set(symbols)
        return frozenset(found | {name + LONG for name in found & self.long})

    def _head(self, head: str, name: str, rest: str | int, kind: str) -> None:
        self._begin[name][head] = None
        self.heads.setdefault(head, {}).setdefault(name, []).append(rest)
        self.names.setdefault(head, {})[name + kind] = None

    def words(self, symbols: Iterable[str]) -> dict[str, None]:
        """Some words, and those that the lists among them may begin with."""
        found: dict[str, None] = {}
        for symbol in symbols:
            found.update(self._begin.get(symbol) or {symbol: None})
        return found


def _symbols(read: Phrase, units: Iterable[int]) -> list[str]:
    """The words and lists among some units of a phrase; its gaps and beginnings of words are none."""
    found: list[str] = []
    for at in units:
        unit = read.units[at]
        if unit != GAP and "*" not in unit:
            found += unit.split()
    return found


def table(lines: Sequence[Phrase], lists: Lists) -> Table:
    """What the machine needs of phrases, in the order of their numbers."""
    symbols: dict[str, list[list[int]]] = {}
    loose: list[list[int]] = [[] for _ in range(PLACES + NEEDS)]

    def note(number: int, at: int, names: Iterable[str] | None) -> None:
        if names is None:
            loose[at].append(number)
            return
        for name in names:
            symbols.setdefault(name, [[] for _ in loose])[at].append(number)

    common = Counter(name for read in lines for unit in read.units for name in unit.split())
    of: list[int] = []
    by: list[int] = []
    exact: list[int] = []
    gaps: list[int] = []
    opens: list[int] = []
    for number, read in enumerate(lines):
        weighed = sorted(
            (sum(map(common.__getitem__, lists.words(need))), sorted(need)) for need in dict.fromkeys(read.needs)
        )
        rare = [lists.either(need) for _, need in weighed[:NEEDS]]
        for unit in read.follows[0]:
            for begun in _begun(read, unit, lists):
                for at, names in enumerate(begun.places):
                    note(len(of), at, names)
                for at in range(NEEDS):
                    note(len(of), PLACES + at, rare[at] if at < len(rare) and not begun.exact else None)
                if read.opens:
                    opens.append(len(of))
                of.append(number)
                by.append(unit)
                exact.append(begun.exact)
                gaps.append(begun.gaps)
    return Table(
        phrases=[_raw((read.closes, read.units, read.follows)) for read in lines],
        entries=[_raw((False, read.units, read.follows)) for read in lists.entries],
        of=tuple(of),
        by=tuple(by),
        exact=tuple(exact),
        gaps=tuple(gaps),
        symbols={name: _raw(places) for name, places in sorted(symbols.items())},
        loose=tuple(map(tuple, loose)),
        opens=tuple(opens),
        names={word: _raw([*found]) for word, found in lists.names.items()},
        heads={head: _raw(found) for head, found in lists.heads.items()},
    )


def _raw(value: object) -> Raw:
    return Raw(msgspec.json.encode(value))


class _Begun(NamedTuple):
    """A beginning of a phrase: the words and lists it may have in each of its first places, commas not counted, None
    for anything; how many words these are when they tell the phrase in full, else 0, and how many of any kind may
    follow those.
    """

    places: tuple[Symbols | None, ...]
    exact: int = 0
    gaps: int = 0


def _begun(read: Phrase, unit: int, lists: Lists) -> Iterator[_Begun]:
    """The beginnings of a phrase with one of its units: apart where a list may be one word, or more."""
    if read.units[unit] in lists.long:
        name = read.units[unit]
        second = None if name in lists.odd else frozenset((name + SECOND,))
        yield _Begun((frozenset((name + LONG,)), second, *([None] * (PLACES - 2))))
    yield _places(read, unit, lists)


def _places(read: Phrase, unit: int, lists: Lists) -> _Begun:
    """The beginning of a phrase with a unit which is one word."""
    found: list[Symbols | None] = []
    units = {unit: None}
    anything, full = False, not read.closes
    for place in range(PLACES):
        here = dict.fromkeys(units)
        commas = [unit for unit in here if read.units[unit] == ","]
        full = full and not commas and END not in here
        while commas:
            behind = [then for then in read.follows[commas.pop()] if then not in here]
            here.update(dict.fromkeys(behind))
            commas += [then for then in behind if read.units[then] == ","]
        named = [unit for unit in here if unit != END]
        anything = anything or END in here
        loose = any(read.units[unit] == GAP or "*" in read.units[unit] for unit in named)
        symbols = _symbols(read, named)
        long = place > 0 and not lists.long.isdisjoint(symbols)
        found.append(None if anything or loose else lists.either(symbols) if place else frozenset(symbols))
        follows = {read.follows[unit] for unit in named}
        anything = anything or long or any(read.units[unit] == "," and not place for unit in named)
        full = full and not loose and not anything and len(follows) == 1
        units = {then: None for behind in follows for then in behind}
        if full and END in units:
            gaps = _gaps(read, units)
            if gaps is not None:
                return _Begun((*found, *([None] * (PLACES - len(found)))), place + 1, gaps)
    return _Begun(tuple(found))


def _gaps(read: Phrase, units: Iterable[int]) -> int | None:
    """How many words of any kind may follow before a phrase ends; None when something else may follow."""
    gaps = 0
    then = [unit for unit in units if unit != END]
    while then:
        if len(then) > 1 or read.units[then[0]] != GAP or END not in read.follows[then[0]]:
            return None
        gaps += 1
        then = [unit for unit in read.follows[then[0]] if unit != END]
    return gaps


def _conditions(written: str) -> tuple[Condition, ...]:
    pairs = (word.rpartition(":") for word in written.split())
    return tuple(Condition(where or "sentence", name) for where, _, name in pairs)


def _ready(rule_id: str, rule: Rule) -> Ready:
    return Ready(
        rule_id, (rule_id, *rule.tells.split()), _conditions(rule.needs), _conditions(rule.unless), rule.each,
        rule.soft, rule.negated, rule.quoted, rule.to_end, rule.whole,
    )  # fmt: skip


def _order(rules: list[Ready], before: int) -> list[int]:
    """All rules, those ``before`` a number first, every one after those its conditions lean on.

    Raises CourseError when rules lean on one another in a ring, or one of the former on one of the latter.
    """
    tellers: dict[str, list[int]] = {}
    for number, ready in enumerate(rules):
        for name in ready.tells:
            tellers.setdefault(name, []).append(number)
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for number, ready in enumerate(rules):
        wanted = [condition.name for condition in (*ready.needs, *ready.unless)] + [ready.each]
        others = [other for name in wanted for other in tellers.get(name, ())]
        late = [rules[other].id for other in others if number < before <= other]
        if late:
            raise CourseError(f"The rule {ready.id} leans on {late[0]}, which runs later. Your words are safe.")
        sorter.add(number, *others)
    try:
        order = list(sorter.static_order())
    except CycleError as error:
        ring = " -> ".join(rules[number].id for number in error.args[1])
        raise CourseError(f"The rules {ring} lean on one another in a ring. Your words are safe.") from error
    return sorted(order, key=lambda number: number >= before)


def _worth_mending(lists: Mapping[str, Names]) -> list[str]:
    """Words of feeling and those of the list ``mend``, but none that would accuse when it is read by mistake."""
    accusing = {word for name in ("trait", "insult") for entry in lists[name] for word in entry.split()}
    words = {*lists["mend"], *(word for name, told in lists.items() if name.startswith("feel-") for word in told)}
    return sorted(word for word in words - accusing if word.isalpha() and len(word) > 4)


def _kinds(lists: Mapping[str, Names]) -> dict[str, list[str]]:
    """The kinds a word is of: the names of the lists it stands in by itself, grammar left out."""
    found: dict[str, list[str]] = {}
    for name, entries in lists.items():
        if name not in _GRAMMAR and not name.startswith(SAME):
            for word in filter(str.isalpha, entries):
                found.setdefault(word, []).append(f"<{name}>")
    return found


def compile_lexicons() -> bytes:
    """All lexicons as they are written to ``compiled.json``. Raises CourseError with all that is faulty in them."""
    lists: dict[str, Names] = {}
    ready = Lists()
    spelling: dict[str, str] = {}
    rules: list[Ready] = []
    lines: list[Phrase] = []
    owners: list[int] = []
    problems: list[str] = []
    words: dict[str, None] = {}
    before = 0

    for name in FILES:
        before = len(rules) if name == THEN else before
        file = lexicon_file(name)
        for one, written in file.lists.items():
            if one in lists:
                problems.append(f"{name}.yaml: list {one}: another file has a list of this name")
            lists[one] = listed(written)
            try:
                ready.put(f"<{one}>", lists[one])
            except PhraseError as error:
                problems.append(f"{name}.yaml: list {one}: {error}")
        spelling.update((other, right) for right, others in file.spelling.items() for other in listed(others))
        for rule_id, rule in file.rules.items():
            words.update(dict.fromkeys(_WORD.findall(rule.find)))
            for line in rule.find.splitlines():
                try:
                    lines.append(phrase(line, ready))
                    owners.append(len(rules))
                except PhraseError as error:
                    problems.append(f"{name}.yaml: rule {rule_id}: {error}")
            rules.append(_ready(rule_id, rule))
    if problems:
        raise CourseError("A lexicon has a mistake in it and cannot be used. Your words are safe.", tuple(problems))
    known = {word for entries in lists.values() for word in " ".join(entries).split() if word.isalpha()}
    for read in lines:
        known.update(filter(str.isalpha, ready.words(_symbols(read, read.follows[0]))))
    order = _order(rules, before)
    place = {number: at for at, number in enumerate(order)}
    kinds = _kinds(lists)
    several = list(dict.fromkeys(map(tuple, kinds.values())))
    numbered = {names: number for number, names in enumerate(several)}
    compiled = Compiled(
        digest=digest(),
        rules=tuple(rules[number] for number in order),
        first=before,
        owners=tuple(place[number] for number in owners),
        table=table(lines, ready),
        spelling=spelling,
        known=" ".join(sorted(known)),
        mend=_worth_mending(lists),
        in_rules=" ".join(sorted(words)),
        kinds={word: numbered[tuple(names)] for word, names in kinds.items()},
        several=several,
        lists=lists,
    )
    return msgspec.json.encode(compiled) + b"\n"


def write(folder: Path) -> None:
    """Write ``compiled.json`` into ``folder``."""
    (folder / COMPILED).write_bytes(compile_lexicons())


if __name__ == "__main__":
    write(Path(__file__).parent / "lexicons")
