"""The felt-safety trace: one row a turn, one column a level, a ● where the partner was after it.

Where the columns do not fit, each turn takes two lines and the level is said in its word; no colour is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from coach.session.views import TraceRow
from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import Drawing, one_line, padded, wrapped

SIGN = "●"
ELSEWHERE = "·"
START = "at the start"
_WORDS_AT_LEAST = 20
_WHY_AT_LEAST = 9
_GAP = "  "
_LINES = 2


class Trace(Drawing):
    """How safe the partner felt, from the start to the last turn. ``levels`` name the columns, left to right."""

    def __init__(self, heading: str, levels: tuple[str, ...], start_level: int, rows: tuple[TraceRow, ...]) -> None:
        super().__init__()
        self.heading = heading
        self.levels = levels
        self.start_level = start_level
        self.rows = rows

    def draw(self, width: int) -> list[Content]:
        """Columns when heading, levels and whys fit side by side, else two lines a turn."""
        names = [one_line(level) for level in self.levels]
        spare = width - sum(name.cell_length + 1 for name in names) - 2 * len(_GAP)
        if spare < _WORDS_AT_LEAST + _WHY_AT_LEAST:
            return self._in_words(width)
        said = [one_line(self.heading), *(show(f"{row.turn} “{row.text}”") for row in self.rows)]
        whys = min(_longest([show(row.why) for row in self.rows], _WHY_AT_LEAST), spare - _WORDS_AT_LEAST)
        words = min(_longest(said, _WORDS_AT_LEAST), spare - whys)
        return self._in_columns(names, words, whys)

    def _in_columns(self, names: list[Content], words: int, whys: int) -> list[Content]:
        head = Content(" ").join(names)
        lines = [assemble(padded(one_line(self.heading), words), _GAP, head.stylize("$quiet"))]
        lines += self._row([Content(START)], self.start_level, names, words)
        for row in self.rows:
            why = wrapped(show(row.why), whys)[:_LINES]
            lines += self._row(_numbered(row, words), row.level, names, words, why)
        return lines

    def _row(
        self, said: list[Content], level: int, names: list[Content], words: int, why: Sequence[Content] = ()
    ) -> list[Content]:
        """One turn: the ● under its level on the first line, words and why wrapped beside it."""
        signs = Content(" ").join(
            [
                show(
                    (SIGN if index == level else ELSEWHERE).center(name.cell_length),
                    "" if index == level else "$quiet",
                )
                for index, name in enumerate(names)
            ]
        )
        blank = Content(" " * signs.cell_length)
        return [
            assemble(
                padded(mine or Content(""), words), _GAP, signs if at == 0 else blank, _GAP, theirs or ""
            ).rstrip()
            for at, (mine, theirs) in enumerate(zip_longest(said, why))
        ]

    def _in_words(self, width: int) -> list[Content]:
        start = show(f"{START}: {self._level(self.start_level)}")
        lines = [*wrapped(show(self.heading), width), *wrapped(start, width)]
        for row in self.rows:
            lines += _numbered(row, width)
            after = assemble(SIGN, " ", show(row.word or self._level(row.level)))
            if row.why:
                after = assemble(after, " · ", show(row.why))
            lines.extend(assemble("    ", line) for line in wrapped(after, width - 4))
        return lines

    def _level(self, level: int) -> str:
        return self.levels[level] if 0 <= level < len(self.levels) else ""


def _longest(contents: list[Content], at_least: int) -> int:
    return max([at_least, *(content.cell_length for content in contents)])


def _numbered(row: TraceRow, width: int) -> list[Content]:
    """The turn's number and the learner's words in quotes, in two lines at the most."""
    before = f"{row.turn} "
    quoted = assemble("“", one_line(row.text, "$own-words"), "”")
    lines = wrapped(quoted, width - len(before))
    if len(lines) > _LINES:
        last = lines[_LINES - 1]
        lines = [*lines[: _LINES - 1], assemble(last.truncate(max(1, width - len(before) - 2)), "…”")]
    return [assemble(before if at == 0 else " " * len(before), line) for at, line in enumerate(lines)]
