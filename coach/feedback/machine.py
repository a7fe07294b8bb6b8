"""All phrases matched in one pass over the words of a text.

Which phrases may match at a place is told by numbers used as sets, one bit a phrase: those that may begin with the
word that stands there, that may have the next words in second, third and fourth place, and whose other words stand
later in the sentence. Few are left, and only those are followed word by word. What a text costs is in step with its
length, whether its words were met before or not.

What is known of words, lists and phrases (:mod:`coach.feedback.compiled` writes it) is decoded when first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Raw, Struct

from coach.feedback.phrase import END, GAP, NUMBER, SENTENCE_ENDS, STOPS

_DIGITS = frozenset("0123456789£$€")
PLACES = 4
"""How many words of a phrase are looked at before it is followed."""
LONG, SECOND = "+", "2"
NEEDS = 2
"""How many of the later words a phrase needs are looked for before it is followed."""

Numbers = tuple[int, ...]
Masks = tuple[int, ...]
"""Phrases as bits: who may have a word in each of the ``PLACES``, then whose need it meets, of ``NEEDS``."""
Heads = dict[str, tuple[str | int, ...]]


class Table(Struct, frozen=True, kw_only=True):
    """Phrases and lists as the machine needs them.

    ``phrases`` and ``entries`` (of lists, where they are more than words) are each whether it must close the
    sentence, its units and what follows each. A beginning is a phrase begun with one of its units: ``of`` has the
    phrase of each, ``by`` the unit, ``exact`` how many words it has when the ``PLACES`` tell it in full, else 0, and
    ``gaps`` how many of any kind may follow them. ``symbols`` has for words and lists the beginnings that may have
    them in each place, or need them; ``loose`` those that may have anything there, or need nothing. ``opens`` are
    those that must open the sentence. ``names`` has for a word the lists of which it is an entry, marked ``LONG``
    those of which it begins one of more words, ``SECOND`` those of which it is the second word of one. ``heads`` has
    for each word with which list entries begin the lists, and for each entry the words behind it, or its number in
    ``entries``.
    """

    phrases: list[Raw]
    entries: list[Raw]
    of: Numbers
    by: Numbers
    exact: Numbers
    gaps: Numbers
    symbols: dict[str, Raw]
    loose: tuple[Numbers, ...]
    opens: Numbers
    names: dict[str, Raw]
    heads: dict[str, Raw]


Written = tuple[bool, tuple[str, ...], tuple[Numbers, ...]]


class _Way(Struct, frozen=True, gc=False):
    """What leads on in a phrase: to which unit, by a ``list``, any word, one that ``begins`` so, or one of some.

    There come to be many of these; none leads back to itself, so the garbage collector need not look at them.
    """

    then: int
    words: dict[str, None]
    other: str


class _Followed(Struct, frozen=True, gc=False):
    """A phrase decoded: whether it must close the sentence, the way to each unit, the ways on from it, and whether
    it may end there."""

    closes: bool
    units: tuple[_Way, ...]
    ways: tuple[tuple[_Way, ...], ...]
    ends: tuple[bool, ...]


_WRITTEN = msgspec.json.Decoder(Written)
_SYMBOL = msgspec.json.Decoder(tuple[Numbers, ...])
_NAMES = msgspec.json.Decoder(tuple[str, ...])
_HEADS = msgspec.json.Decoder(Heads)
_NOTHING: Heads = {}


def key(word: str) -> str:
    """A word of a text as phrases see it, unless they ask how it begins: anything written in digits is one word."""
    return NUMBER if word[0] in _DIGITS else word


def _mask(numbers: Numbers, size: int) -> int:
    bits = bytearray(size)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _numbers(mask: int) -> list[int]:
    """The numbers in a mask, lowest first."""
    found = []
    while mask:
        top = mask.bit_length() - 1
        found.append(top)
        mask ^= 1 << top
    return found[::-1]


class Machine:
    """Phrases matched together."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._size = len(table.of) // 8 + 1
        self._loose: Masks = tuple(_mask(numbers, self._size) for numbers in table.loose)
        self._anywhere = ~_mask(table.opens, self._size)
        self._words: dict[str, Masks] = {}
        self._heads: dict[str, Heads] = {}
        self._phrases: dict[int, _Followed] = {}
        self._entries: dict[int, _Followed] = {}
        self._lists: dict[str, Masks] = {}

    def matches(self, words: Sequence[str], bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
        """Where phrases match, in order: the place, the number of the phrase, the last place of its longest match.

        ``bounds`` has the first and last place of each sentence.
        """
        keys = [key(word) for word in words]
        text = _Text(self, words, keys)
        of, by = self._table.of, self._table.by
        exact, gaps = self._table.exact, self._table.gaps
        found: list[tuple[int, int, int]] = []
        for place, mask in reversed(self._thinkable(keys, bounds)):
            lasts: dict[int, int] = {}
            for begun in _numbers(mask):
                number = of[begun]
                if exact[begun]:
                    lasts[number] = max(lasts.get(number, -1), text.ahead(place, exact[begun] - 1, gaps[begun]))
                else:
                    phrase = self._phrases.get(number) or self.phrase(number)
                    last = text.last(phrase, place, by[begun])
                    if last > lasts.get(number, -1):
                        lasts[number] = last
            found += [(place, number, last) for number, last in lasts.items()]
        return found

    def _thinkable(self, keys: list[str], bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The phrases that may match at each place, last place first."""
        known, learn, anywhere = self._words, self._learn, self._anywhere
        loose = self._loose
        second, third, fourth = loose[1:PLACES]
        after = later = loose
        found: list[tuple[int, int]] = []
        for first, last in reversed(bounds):
            need, other = loose[PLACES:]
            for place in range(last, first - 1, -1):
                word = keys[place]
                masks = known.get(word) or learn(word)
                mask = masks[0] & second & third & fourth & need & other
                if mask and place != first:
                    mask &= anywhere
                if mask:
                    found.append((place, mask))
                if word != ",":
                    second, third, fourth = masks[1], after[2], later[3]
                    after, later = masks, after
                    need |= masks[4]
                    other |= masks[5]
        return found

    def _learn(self, word: str) -> Masks:
        """What a word tells of the phrases."""
        raw = self._table.names.get(word)
        if raw is None and word not in self._table.symbols:
            return self._loose
        names = _NAMES.decode(raw) if raw else ()
        masks = list(self._loose)
        for symbol in (word, *names):
            for at, mask in enumerate(self._symbol(symbol)):
                masks[at] |= mask
        self._words[word] = tuple(masks)
        return self._words[word]

    def _symbol(self, symbol: str) -> Masks:
        if symbol in self._lists:
            return self._lists[symbol]
        raw = self._table.symbols.get(symbol)
        masks = tuple(_mask(numbers, self._size) if numbers else 0 for numbers in _SYMBOL.decode(raw)) if raw else ()
        if symbol[0] == "<":
            self._lists[symbol] = masks
        return masks

    def heads(self, word: str) -> Heads:
        """The lists that have entries which begin with a word, and what stands behind it in each."""
        heads = self._heads.get(word)
        if heads is None:
            raw = self._table.heads.get(word)
            if raw is None:
                return _NOTHING
            heads = self._heads[word] = _HEADS.decode(raw)
        return heads

    def phrase(self, number: int) -> _Followed:
        """A phrase, decoded."""
        if number not in self._phrases:
            self._phrases[number] = _followed(self._table.phrases[number])
        return self._phrases[number]

    def entry(self, number: int) -> _Followed:
        """An entry of a list that is more than words, decoded."""
        if number not in self._entries:
            self._entries[number] = _followed(self._table.entries[number])
        return self._entries[number]


def _followed(raw: Raw) -> _Followed:
    closes, units, follows = _WRITTEN.decode(raw)
    ways = [_way(number, unit) for number, unit in enumerate(units)]
    return _Followed(
        closes,
        tuple(ways),
        tuple(tuple([ways[then] for then in thens if then != END]) for thens in follows),
        tuple([END in thens for thens in follows]),
    )


def _way(number: int, unit: str) -> _Way:
    if unit == GAP or unit[:1] == "<" or "*" in unit:
        return _Way(number, {}, unit)
    return _Way(number, dict.fromkeys(unit.split()), "")


class _Text:
    """One text, in which phrases are followed."""

    def __init__(self, machine: Machine, words: Sequence[str], keys: list[str]) -> None:
        self._machine = machine
        self._words = words
        self._keys = keys
        self._spans: dict[tuple[str, int], list[tuple[int, bool]]] = {}

    def last(self, phrase: _Followed, place: int, by: int) -> int:
        """The last place of the longest match of a phrase begun by a unit, or -1."""
        words = self._words
        count = len(words)
        after = -1
        for here, _ in self._follow(phrase, place, (phrase.units[by],)):
            if here > after and (not phrase.closes or here == count or words[here] in SENTENCE_ENDS):
                after = here
        return after - 2 if after > place + 1 and words[after - 1] == "," else after - 1 if after > 0 else -1

    def ahead(self, place: int, words: int, gaps: int) -> int:
        """The place so many words further on, commas not counted, and as many more as may follow there."""
        keys, count = self._keys, len(self._keys)
        while words:
            place += 1
            words -= keys[place] != ","
        if gaps:
            here = place + 1
            if here < count and keys[here] == ",":
                here += 1
            while gaps and here < count and keys[here] not in STOPS:
                place, here, gaps = here, here + 1, gaps - 1
        return place

    def _follow(self, phrase: _Followed, place: int, begun: tuple[_Way, ...]) -> list[tuple[int, bool]]:
        """The places behind the matches of a phrase ``begun`` so, and whether a comma may be let pass there."""
        words, keys = self._words, self._keys
        count = len(words)
        ways, ends = phrase.ways, phrase.ends
        found: list[tuple[int, bool]] = []
        waiting = [(0, place, False)]
        seen: set[tuple[int, int, bool]] = set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            unit, here, free = one
            if ends[unit]:
                found.append((here, free))
            if here == count:
                continue
            word, seen_as = words[here], keys[here]
            if free and word == ",":
                waiting.append((unit, here + 1, False))
            for way in ways[unit] if unit else begun:
                then, other = way.then, way.other
                if not other:
                    if seen_as in way.words:
                        waiting.append((then, here + 1, word not in STOPS))
                elif other == GAP:
                    if word not in STOPS:
                        waiting.append((then, here + 1, False))
                elif other[0] == "<":
                    if other in self._machine.heads(seen_as):
                        waiting += [(then, after, freely) for after, freely in self._span(other, here)]
                elif word.endswith(other[1:]) if other[0] == "*" else word.startswith(other[:-1]):
                    waiting.append((then, here + 1, True))
        return found

    def _span(self, name: str, place: int) -> list[tuple[int, bool]]:
        """The places behind the entries of a list that stand here, and whether a comma may be let pass there."""
        spans = self._spans.get((name, place))
        if spans is None:
            spans = self._spans[name, place] = []
            for rest in self._machine.heads(self._keys[place]).get(name, ()):
                if rest == "":
                    spans.append((place + 1, self._words[place] not in STOPS))
                elif isinstance(rest, str):
                    after = self._behind(rest.split(), place + 1)
                    if after:
                        spans.append((after, True))
                else:
                    entry = self._machine.entry(rest)
                    spans += self._follow(entry, place, entry.ways[0])
        return spans

    def _behind(self, rest: list[str], here: int) -> int:
        """The place behind the rest of an entry, commas let pass; 0 when it does not stand here."""
        keys, count = self._keys, len(self._keys)
        for word in rest:
            if here < count and keys[here] == ",":
                here += 1
            if here >= count or keys[here] != word:
                return 0
            here += 1
        return here
