"""Words with marks under them: the one layout for the practice screen and for ``coach review``.

Each line of the learner's words may have a lane below it, where a bracket under the marked words says what they do:

    I feel like you never think of me at work. I was scared at three in the
    └── a verdict, not a feeling ───┘                └────┘ a feeling, yours

So marks need no colour and are read aloud well. Where marks overlap, a label finds no room, or more than two stand
on one line, the bracket holds a number and a note below tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple, Protocol

from msgspec import Struct

from coach.glyphs import Cluster, cells, clusters, shown

MOST_LABELS = 2
"""More marks than this on one line are told by numbers."""
QUOTED = 30
"""Cells a note gives to the words it is about, at most."""
_UNBROKEN_SPACES = "\u00a0\u2007\u202f"


class Mark(Protocol):
    """A stretch of words, half-open offsets in code points, and what is said of it."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102


class Span(Struct, frozen=True):
    """Characters of one line that belong to a mark of that kind; half-open offsets into the line."""

    start: int
    end: int
    kind: str


class Row(Struct, frozen=True, kw_only=True):
    """One line of the words and the lane under it (empty when nothing is marked).

    ``start`` is the offset of the line in the words. The spans say where a front end may add colour, which is
    never needed; those of ``text`` may overlap, those of ``lane`` do not.
    """

    start: int
    text: str
    spans: tuple[Span, ...] = ()
    lane: str = ""
    lane_spans: tuple[Span, ...] = ()


class Note(Struct, frozen=True, kw_only=True):
    """What a numbered mark says, wrapped; the number stands at the start of the first line."""

    lines: tuple[str, ...]
    kind: str


class Layout(Struct, frozen=True, kw_only=True):
    """The words line by line, then the notes; no line is wider than asked for."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


class _Wanted(NamedTuple):
    """A mark as it will be drawn."""

    start: int
    end: int
    label: str
    kind: str


class _Label(NamedTuple):
    """A label's place: line and cell."""

    line: int
    cell: int
    text: str


class _Line(Struct, frozen=True):
    """One wrapped line: where it starts in the words, and its clusters."""

    start: int
    clusters: tuple[Cluster, ...]

    @property
    def end(self) -> int:
        return self.clusters[-1].end if self.clusters else self.start


class _Piece(Struct, frozen=True, kw_only=True):
    """The part of one mark on one line: the mark's place in reading order, half-open cells and characters."""

    mark: int
    first: int
    last: int
    span: tuple[int, int]
    opens: bool
    closes: bool


class _Lane:
    """Cells under one line: a character each (empty for the second cell of a wide one), and whose mark it is."""

    def __init__(self, width: int) -> None:
        self.cells = [" "] * width
        self.owners: list[int | None] = [None] * width

    def put(self, at: int, text: str, owner: int) -> None:
        """Draw ``text`` from cell ``at`` on."""
        for cluster in clusters(text):
            if cluster.cells:
                self.cells[at : at + cluster.cells] = [text[cluster.start : cluster.end]] + [""] * (cluster.cells - 1)
                self.owners[at : at + cluster.cells] = [owner] * cluster.cells
                at += cluster.cells

    def bracket(self, piece: _Piece) -> None:
        """Draw ``└──┘`` under the piece, open towards the line it comes from or goes on to."""
        line = ["─"] * (piece.last - piece.first)
        if line and piece.closes:
            line[-1] = "┘"
        if line and piece.opens:
            line[0] = "└"
        self.put(piece.first, "".join(line), piece.mark)

    def number(self, piece: _Piece, number: str) -> None:
        """Set ``number`` into the bracket of ``piece`` where there is room, or nowhere: the note quotes the words."""
        own = [at for at in range(piece.first, piece.last) if self.owners[at] == piece.mark]
        for free in ([at for at in own if self.cells[at] == "─"], own):
            for at in free:
                if set(range(at, at + len(number))) <= set(free):
                    self.put(at, number, piece.mark)
                    return

    def drawn(self, kinds: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
        """The lane as text without blanks at its end, and the characters of each mark in it."""
        spans = []
        end = 0
        for owner, group in groupby(zip(self.owners, self.cells, strict=True), key=itemgetter(0)):
            start, end = end, end + sum(len(character) for _, character in group)
            if owner is not None:
                spans.append(Span(start, end, kinds[owner]))
        return "".join(self.cells).rstrip(" "), tuple(spans)


def lay_out(text: str, marks: Iterable[Mark], width: int) -> Layout:
    """Wrap ``text`` to ``width`` cells (at least 8; from 20 on it looks well) and set ``marks`` under it.

    Newlines are kept, lines break at spaces (which are then not drawn), longer words where they must. A mark across
    a break goes on in the next line. Offsets outside the text are cut to it, a mark on nothing but blanks is left
    out, marks on the very same words share one bracket. Text and labels are made safe to draw.
    """
    width = max(width, 8)
    words = shown(text)
    wanted = _merged(words, marks)
    kinds = [kind for _, _, _, kind in wanted]
    lines = list(_wrapped(words, width))
    pieces = [list(_pieces(line, wanted)) for line in lines]
    labelled = _labelled(pieces, [label for _, _, label, _ in wanted], width)
    numbers = {mark: str(at) for at, mark in enumerate((m for m in range(len(wanted)) if m not in labelled), 1)}
    rows = []
    for number, (line, on_line) in enumerate(zip(lines, pieces, strict=True)):
        lane = _Lane(width)
        longest_first = sorted(on_line, key=lambda piece: piece.first - piece.last)
        for piece in longest_first:
            lane.bracket(piece)
        for piece in reversed(longest_first):
            if piece.mark in numbers:
                lane.number(piece, numbers[piece.mark])
            elif labelled[piece.mark].line == number:
                lane.put(labelled[piece.mark].cell, labelled[piece.mark].text, piece.mark)
        lane_text, lane_spans = lane.drawn(kinds)
        spans = tuple(Span(*piece.span, kinds[piece.mark]) for piece in on_line)
        drawn = words[line.start : line.end]
        rows.append(Row(start=line.start, text=drawn, spans=spans, lane=lane_text, lane_spans=lane_spans))
    notes = tuple(_note(words, wanted[mark], number, width) for mark, number in numbers.items())
    return Layout(rows=tuple(rows), notes=notes)


def _merged(words: str, marks: Iterable[Mark]) -> list[_Wanted]:
    """The marks in reading order, without blanks at their ends, those on the same words made one."""
    found: dict[tuple[int, int], _Wanted] = {}
    for mark in marks:
        start, end = max(0, mark.start), min(len(words), mark.end)
        while start < end and words[start].isspace():
            start += 1
        while start < end and words[end - 1].isspace():
            end -= 1
        if start < end:
            label = " ".join(shown(mark.label).split())
            if (start, end) in found:
                before = found[start, end]
                labels = dict.fromkeys(one for one in (before.label, label) if one)
                found[start, end] = before._replace(label="; ".join(labels))
            else:
                found[start, end] = _Wanted(start, end, label, mark.kind)
    return sorted(found.values())


def _wrapped(words: str, width: int) -> Iterator[_Line]:
    """``words`` cut into lines of at most ``width`` cells, at newlines, else at spaces, else anywhere."""
    start = 0
    for paragraph in words.split("\n"):
        rest = [Cluster(at + start, end + start, wide) for at, end, wide in clusters(paragraph)]
        blank = [words[at:end].isspace() and words[at] not in _UNBROKEN_SPACES for at, end, _ in rest]
        begin = 0
        while True:
            used, end = 0, begin
            while end < len(rest) and used + rest[end].cells <= width:
                used += rest[end].cells
                end += 1
            cut = end
            if end < len(rest) and not blank[end]:
                while cut > begin and not blank[cut - 1]:
                    cut -= 1
                cut = end if all(blank[begin:cut]) else cut
            last = cut
            while end < len(rest) and last > begin and blank[last - 1]:
                last -= 1
            line = tuple(rest[begin:last])
            yield _Line(line[0].start if line else start, line)
            while cut < len(rest) and blank[cut]:
                cut += 1
            if cut >= len(rest):
                break
            begin = cut
        start += len(paragraph) + 1


def _pieces(line: _Line, wanted: Sequence[_Wanted]) -> Iterator[_Piece]:
    """The parts of the marks that fall on ``line``, whole clusters each."""
    for mark, (start, end, _, _) in enumerate(wanted):
        inside = [at for at, cluster in enumerate(line.clusters) if cluster.start < end and cluster.end > start]
        if inside:
            first, last = line.clusters[inside[0]], line.clusters[inside[-1]]
            before = sum(cluster.cells for cluster in line.clusters[: inside[0]])
            yield _Piece(
                mark=mark,
                first=before,
                last=before + sum(line.clusters[at].cells for at in inside),
                span=(first.start - line.start, last.end - line.start),
                opens=first.start <= start,
                closes=last.end >= end,
            )


def _labelled(pieces: Sequence[Sequence[_Piece]], labels: Sequence[str], width: int) -> dict[int, _Label]:
    """Where each label stands, for the marks whose label has room; the others need a number."""
    numbered: set[int] = set()
    for on_line in pieces:
        overlap = any(later.first < earlier.last for earlier, later in pairwise(on_line))
        if overlap or len(on_line) > MOST_LABELS:
            numbered.update(piece.mark for piece in on_line)
    found: dict[int, _Label] = {}
    for number, on_line in enumerate(pieces):
        for at, piece in enumerate(on_line):
            if piece.mark in numbered or piece.mark in found:
                continue
            label = labels[piece.mark]
            needs, room = cells(label), piece.last - piece.first
            limit = on_line[at + 1].first - 1 if at + 1 < len(on_line) else width
            if room >= needs + 4:
                dashes = min(2, room - needs - 4)
                found[piece.mark] = _Label(number, piece.first + 1 + dashes, f" {label} ")
            elif piece.last + 1 + needs <= limit:
                found[piece.mark] = _Label(number, piece.last + 1, label)
    return found


def _note(words: str, wanted: _Wanted, number: str, width: int) -> Note:
    """The note of a numbered mark: its number, the words it is about, what they do."""
    quote = " ".join(words[wanted.start : wanted.end].split())
    whole = clusters(quote)
    end, used = 0, 0
    for cluster in whole:
        used += cluster.cells
        if used > QUOTED:
            break
        end = cluster.end
    quote = quote if end == len(quote) else quote[:end].rstrip() + "…"
    text = f"“{quote}” {wanted.label}"
    indent = len(number) + 1
    lines = [text[line.start : line.end] for line in _wrapped(text, width - indent)]
    return Note(
        lines=tuple(f"{'' if at else number:<{indent}}{line}" for at, line in enumerate(lines)), kind=wanted.kind
    )
