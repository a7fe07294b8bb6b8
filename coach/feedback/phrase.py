"""The small language rules are written in: a phrase is a line of words, matched word by word.

``word``          that word                          ``word*``       any word that begins so; ``*ed`` that ends so
``(a|b c|d)``     one of these                       ``<list>``      one of a named list of words
``x?``            x or nothing                       ``_3``          up to three words of the same clause
``^``             the sentence begins here (first)   ``$``           the sentence ends here (last)
``,`` ``?``       that stop; a comma after any word is let pass
``#``             anything in digits: 7, £300, 8:30

Nothing repeats without bound. A phrase must begin with words or lists that can be counted: it is thought of only
where one of them stands (decision 8). Here a line is read into units and what may follow each of them;
:mod:`coach.feedback.machine` matches them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import pairwise
from typing import NamedTuple

NUMBER = "#"
"""Stands for anything written in digits, in a phrase and among the words of a text."""
STOPS = frozenset(",.?!")
SENTENCE_ENDS = frozenset(".?!")
GAP = "_"
END = 0
"""Stands among the units that may follow when nothing need follow."""

_PART = re.compile(r"\(|\)\??|\||<[a-z-]+>\??|[^\s()<>|]+")
_HYPHEN = re.compile(r"-(?![a-z-]*>)")
"""A text is cut at its hyphens, so a phrase is too; the name of a list keeps its own."""
_GAPS = re.compile(r"_(\d+)\??")

Symbols = frozenset[str]
"""Words and lists (``<name>``), one of which stands somewhere."""


class PhraseError(ValueError):
    """A phrase that is not in the language; the message says why."""


class Phrase(NamedTuple):
    """One line, read: ``units`` are words apart by spaces, ``<list>``, ``begins*``, ``*ends`` or ``_`` for any word;
    the first is none and stands for the beginning. ``follows`` has for each the numbers of those that may come behind
    it, ``END`` where the phrase may end. ``needs`` are symbols that must all stand behind the first word, in the same
    sentence. ``opens`` and ``closes`` are its bounds.
    """

    units: tuple[str, ...]
    follows: tuple[tuple[int, ...], ...]
    needs: tuple[Symbols, ...]
    opens: bool
    closes: bool


class _Piece(NamedTuple):
    """A part of a phrase: whether it may be nothing, the units it may begin and end with, what it needs, and whether
    a sentence may end within.
    """

    empty: bool
    firsts: tuple[int, ...] = ()
    lasts: tuple[int, ...] = ()
    needs: tuple[Symbols, ...] = ()
    ends: bool = False


def phrase(line: str, lists: Container[str]) -> Phrase:
    """Read a line; ``lists`` has the lists there are, ``<name>`` each. Raises PhraseError for anything in it that is
    not in the language.
    """
    line = line.strip()
    opens, closes = line.startswith("^"), line.endswith("$")
    return _Reader(_HYPHEN.sub(" ", line.removeprefix("^").removesuffix("$")).strip(), lists).read(opens, closes)


class _Reader:
    def __init__(self, line: str, lists: Container[str]) -> None:
        self._line = line
        self._lists = lists
        self._parts = _PART.findall(line)
        self._at = 0
        self._units = [""]
        self._follows: list[dict[int, None]] = [{}]

    def read(self, opens: bool, closes: bool) -> Phrase:
        pieces = self._pieces()
        if self._at < len(self._parts):
            raise PhraseError("a bracket was never opened, or a | stands outside brackets")
        whole = self._joined(pieces)
        odd = [unit for unit in map(self._units.__getitem__, whole.firsts) if unit == GAP or "*" in unit]
        if whole.empty or odd:
            raise PhraseError(f"{self._line!r} must begin with whole words")
        self._follow((0,), whole.firsts)
        self._follow(whole.lasts, (END,))
        start = next(at for at, piece in enumerate(pieces) if not piece.empty)
        needs = self._joined(pieces[start + 1 :], link=False).needs if not _any_ends(pieces[: start + 1]) else ()
        return Phrase(tuple(self._units), tuple(map(tuple, self._follows)), needs, opens, closes)

    def _pieces(self) -> list[_Piece]:
        """The pieces up to the end of a way, a group or the line."""
        found = []
        while self._at < len(self._parts) and self._parts[self._at] not in ("|", ")", ")?"):
            part = self._parts[self._at]
            self._at += 1
            found.append(self._group() if part == "(" else self._one(part))
        return found

    def _group(self) -> _Piece:
        ways: list[_Piece] = []
        words: list[str] = []
        closing = "|"
        while closing == "|":
            begun = self._at
            pieces = self._pieces()
            if self._at == len(self._parts):
                raise PhraseError("a bracket is not closed")
            closing = self._parts[self._at]
            self._at += 1
            if self._at == begun + 2 and _mere_word(self._parts[begun]):
                words.append(self._units.pop())
                self._follows.pop()
                continue
            way = self._joined(pieces)
            if way.empty:
                raise PhraseError("a group may not be empty in one of its ways; put a ? behind it instead")
            ways.append(way)
        if words:
            ways.append(self._unit(" ".join(dict.fromkeys(words)), frozenset(words)))
        needs = [min(way.needs, key=len) for way in ways if way.needs]
        return _Piece(
            closing == ")?",
            tuple(unit for way in ways for unit in way.firsts),
            tuple(unit for way in ways for unit in way.lasts),
            (frozenset().union(*needs),) if len(needs) == len(ways) and closing == ")" else (),
            _any_ends(ways),
        )

    def _one(self, part: str) -> _Piece:
        """A word, list, gap or beginning of a word."""
        if gaps := _GAPS.fullmatch(part):
            units = [self._unit(GAP).firsts[0] for _ in range(int(gaps[1]))]
            for unit, then in pairwise(units):
                self._follow((unit,), (then,))
            return _Piece(True, tuple(units[:1]), tuple(units))
        bare = part[:-1] if part[-1] == "?" and len(part) > 1 else part
        if bare[0] == "<" and bare not in self._lists:
            raise PhraseError(f"there is no list {bare[1:-1]!r}")
        piece = self._unit(bare, frozenset() if bare == GAP or bare == "," or "*" in bare else frozenset((bare,)))
        return piece if bare == part else piece._replace(empty=True, needs=())

    def _unit(self, unit: str, need: Symbols = frozenset()) -> _Piece:
        self._units.append(unit)
        self._follows.append({})
        number = (len(self._units) - 1,)
        ends = unit != GAP and unit[0] != "<" and not SENTENCE_ENDS.isdisjoint(unit.split())
        return _Piece(False, number, number, (need,) if need else (), ends)

    def _joined(self, pieces: list[_Piece], link: bool = True) -> _Piece:
        """Pieces one behind the other."""
        firsts: tuple[int, ...] = ()
        lasts: tuple[int, ...] = ()
        needs: tuple[Symbols, ...] = ()
        empty, ends = True, False
        for piece in pieces:
            if link:
                self._follow(lasts, piece.firsts)
            firsts = firsts + piece.firsts if empty else firsts
            lasts = lasts + piece.lasts if piece.empty else piece.lasts
            needs = needs if ends else needs + piece.needs
            empty, ends = empty and piece.empty, ends or piece.ends
        return _Piece(empty, firsts, lasts, needs, ends)

    def _follow(self, units: Iterable[int], then: Iterable[int]) -> None:
        for unit in units:
            self._follows[unit].update(dict.fromkeys(then))


def _mere_word(part: str) -> bool:
    """Whether a part of a group is a word by itself, in no way special."""
    return (
        part not in STOPS and part != GAP and part[0] not in "<*" and part[-1] not in "?*" and not _GAPS.match(part)
    )


def _any_ends(pieces: Iterable[_Piece]) -> bool:
    return any(piece.ends for piece in pieces)
