"""The small language rules are written in: a phrase is a line of words, matched word by word.

``word``          that word                          ``word*``       any word that begins so
``(a|b c|d)``     one of these                       ``<list>``      one of a named list of words
``x?``            x or nothing                       ``_3``          up to three words of the same clause
``^``             the sentence begins here (first)   ``$``           the sentence ends here (last)
``,`` ``?``       that stop; a comma after any word is let pass
``#``             anything in digits: 7, £300, 8:30

Nothing repeats without bound and nothing is tried twice, so matching at a place takes bounded time. A phrase must
begin with words that can be counted: they are its anchors, and it is tried only where one stands (decision 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

NUMBER = "#"
"""Stands for anything written in digits, in a phrase and among the anchors."""
STOPS = frozenset(",.?!")

_PART = re.compile(r"\(|\)\??|\||<[a-z-]+>\??|[^\s()<>|]+")
_HYPHEN = re.compile(r"-(?![^<>]*>)")
"""A text is cut at its hyphens, so a phrase is too; the name of a list keeps its own."""
_ANYTHING = "*"
_SENTENCE_ENDS = frozenset(".?!")


class PhraseError(ValueError):
    """A phrase that is not in the language; the message says why."""


class _State:
    """A place in a phrase, and what leads on from it."""

    __slots__ = ("gap", "lists", "nothing", "prefixes", "words")

    def __init__(self) -> None:
        self.words: dict[str, list[_State]] = {}
        self.nothing: list[_State] = []
        # Rare, and there are thousands of states: nothing is made for them until it is needed.
        self.gap: tuple[_State, ...] = ()
        self.prefixes: tuple[tuple[str, _State], ...] = ()
        self.lists: tuple[tuple[Phrase, _State], ...] = ()


class Phrase(NamedTuple):
    """A phrase ready to be matched: the words it may begin with, its first and last state, and its bounds.

    ``seconds`` remembers, for each anchor met so far, the words that may come next; None when any may.
    """

    anchors: frozenset[str]
    start: _State
    final: _State
    opens: bool
    closes: bool
    seconds: dict[str, frozenset[str] | None]

    def may_go_on(self, anchor: str, word: str) -> bool:
        """Whether ``word`` may come second when the phrase begins with ``anchor``."""
        if anchor not in self.seconds:
            self.seconds[anchor] = _firsts(_after(self, anchor))
        seconds = self.seconds[anchor]
        return seconds is None or word in seconds


def _reached(states: Iterable[_State]) -> list[_State]:
    """These states and all that nothing stands before."""
    found: dict[int, _State] = {}
    waiting = list(states)
    while waiting:
        state = waiting.pop()
        if id(state) not in found:
            found[id(state)] = state
            waiting += state.nothing
    return list(found.values())


def _after(phrase: Phrase, anchor: str) -> list[_State]:
    """The states one word into a phrase; a list that may go on inside itself gives its own."""
    then: list[_State] = []
    for state in _reached([phrase.start]):
        then += state.words.get(anchor, ())
        for inner, end in state.lists:
            if anchor in inner.anchors:
                inside = _reached(_after(inner, anchor))
                then += [end] if inner.final in inside else []
                then += [one for one in inside if one is not inner.final]
    return then


def _firsts(states: list[_State]) -> frozenset[str] | None:
    """The words that lead on from these states; None when any may, or none need."""
    found: set[str] = set()
    for state in _reached(states):
        if state.gap or state.prefixes or not (state.words or state.lists or state.nothing):
            return None
        found.update(state.words)
        for inner, _ in state.lists:
            found.update(inner.anchors)
    return frozenset(found)


def _key(word: str) -> str:
    return NUMBER if word[0] in "0123456789£$€" else word


class Words:
    """The words of one text, and what the lists were found to match in it so far."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._ends: dict[tuple[int, int], frozenset[int]] = {}

    def _listed(self, phrase: Phrase, place: int) -> frozenset[int]:
        """Where a list that begins at ``place`` may end."""
        key = (id(phrase.final), place)
        if key not in self._ends:
            self._ends[key] = self._run(phrase, place)
        return self._ends[key]

    def _run(self, phrase: Phrase, place: int) -> frozenset[int]:
        """Every place just after the phrase, begun at ``place``; no state is visited twice at one place."""
        words, count = self._words, len(self._words)
        ends: set[int] = set()
        seen: set[tuple[int, int]] = set()
        waiting = [(phrase.start, place)]
        while waiting:
            state, here = waiting.pop()
            if (id(state), here) in seen:
                continue
            seen.add((id(state), here))
            if state is phrase.final:
                ends.add(here)
                continue
            waiting += [(then, here) for then in state.nothing]
            if here == count:
                continue
            word = words[here]
            after = [here + 1, here + 2] if here + 1 < count and words[here + 1] == "," else [here + 1]
            if word in STOPS:
                after = after[:1]
            elif state.gap:
                waiting += [(then, here + 1) for then in state.gap]
            key = _key(word)
            waiting += [(then, at) for then in state.words.get(key, ()) for at in after]
            waiting += [(then, at) for start, then in state.prefixes if word.startswith(start) for at in after]
            for inner, then in state.lists:
                if key in inner.anchors:
                    waiting += [(then, at) for at in self._listed(inner, here)]
        return frozenset(ends)

    def match(self, phrase: Phrase, place: int) -> int | None:
        """The last place of the longest match that begins at ``place``, or None."""
        words, then = self._words, place + 1
        if then + 1 < len(words) and words[then] == "," and not phrase.may_go_on(_key(words[place]), ","):
            then += 1
        if not phrase.may_go_on(_key(words[place]), _key(words[then]) if then < len(words) else ""):
            return None
        ends = self._run(phrase, place)
        if phrase.closes:
            count = len(self._words)
            ends = frozenset(end for end in ends if end == count or self._words[end] in _SENTENCE_ENDS)
        if not ends:
            return None
        last = max(ends) - 1
        return last - 1 if self._words[last] == "," and last > place else last


class _Piece(NamedTuple):
    """Part of a phrase: where it ends, the words it may begin with, and whether it may match nothing."""

    end: _State
    firsts: frozenset[str]
    empty: bool


class _Parser:
    """Reads one line of the language into states."""

    def __init__(self, line: str, lists: Mapping[str, Phrase]) -> None:
        self.parts = _PART.findall(line)
        self.lists = lists
        self.at = 0

    def options(self, start: _State, closing: bool) -> tuple[_Piece, bool]:
        """Runs apart by ``|``, to the end or, with ``closing``, to a bracket; and whether that had a ``?``."""
        end = _State()
        firsts: frozenset[str] = frozenset()
        empty = optional = False
        while True:
            run, stopped_at = self._run(start, end)
            firsts |= run.firsts
            empty |= run.empty
            if stopped_at != "|":
                break
        if closing != (stopped_at[:1] == ")"):
            raise PhraseError("a bracket is not closed, or was never opened")
        if stopped_at == ")?":
            optional = True
        return _Piece(end, firsts, empty), optional

    def _run(self, start: _State, end: _State) -> tuple[_Piece, str]:
        """Pieces one after the other, from ``start`` to ``end``; and the part that stopped them."""
        here, firsts, empty, stopped_at = start, frozenset[str](), True, ""
        pieces = []
        while self.at < len(self.parts):
            part = self.parts[self.at]
            self.at += 1
            if part == "|" or part[0] == ")":
                stopped_at = part
                break
            last = self.at == len(self.parts) or self.parts[self.at][0] in "|)"
            piece = self.piece(part, here, end if last else None)
            pieces.append(part)
            if empty:
                firsts |= piece.firsts
            empty &= piece.empty
            here = piece.end
        if not pieces:
            raise PhraseError("a group has an empty way in it; put a ? behind it instead")
        if here is not end:
            here.nothing.append(end)
        return _Piece(end, firsts, empty), stopped_at

    def piece(self, part: str, start: _State, end: _State | None) -> _Piece:
        """One piece from ``start``, to ``end`` if that is given; groups are read to their closing bracket."""
        if part == "(":
            group, optional = self.options(start, closing=True)
            if group.empty:
                raise PhraseError("a group may not be empty in one of its ways; put a ? behind it instead")
            if optional:
                start.nothing.append(group.end)
            return group._replace(empty=optional)
        end = end or _State()
        optional = part[-1] == "?" and len(part) > 1
        part = part[:-1] if optional else part
        if optional:
            start.nothing.append(end)
        return _Piece(end, *self._single(part, start, end, optional))

    def _single(self, part: str, start: _State, end: _State, optional: bool) -> tuple[frozenset[str], bool]:
        """A word, list, gap, number or beginning of a word."""
        if part[0] == "<":
            if part[1:-1] not in self.lists:
                raise PhraseError(f"there is no list {part[1:-1]!r}")
            inner = self.lists[part[1:-1]]
            start.lists += ((inner, end),)
            return inner.anchors, optional
        if part[0] == "_" and part[1:].isdigit():
            here = start
            for _ in range(int(part[1:])):
                here.nothing.append(end)
                then = _State()
                here.gap += (then,)
                here = then
            here.nothing.append(end)
            return frozenset({_ANYTHING}), True
        if part.endswith("*"):
            start.prefixes += ((part[:-1], end),)
            return frozenset({_ANYTHING}), optional
        start.words.setdefault(part, []).append(end)
        return frozenset({part}), optional


def word_list(entries: Iterable[str], lists: Mapping[str, Phrase]) -> Phrase:
    """A list made ready to stand in phrases. An entry may itself be a phrase, and name a list before it.

    Raises PhraseError for an entry that is not in the language.
    """
    return compiled("|".join(entries), lists)


def compiled(line: str, lists: Mapping[str, Phrase]) -> Phrase:
    """The phrase written in ``line``. Raises PhraseError for one that is not in the language."""
    line = _HYPHEN.sub(" ", line.strip())
    opens, closes = line.startswith("^"), line.endswith("$")
    start = _State()
    piece, _ = _Parser(line.removeprefix("^").removesuffix("$"), lists).options(start, closing=False)
    if piece.empty or not piece.firsts or _ANYTHING in piece.firsts:
        raise PhraseError(f"{line!r} must begin with whole words")
    return Phrase(piece.firsts, start, piece.end, opens, closes, {})
