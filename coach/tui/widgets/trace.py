"""The felt-safety trace: a row a turn, a column a level, a ● where the partner was after it; below it, what did it.

Where the columns do not fit, the level is said in its word; no colour is needed.
"""

from __future__ import annotations

from textual.content import Content

from coach.session.views import TraceRow
from coach.tui.text import assemble, show
from coach.tui.widgets.drawing import Drawing, one_line, padded, wrapped

SIGN = "●"
ELSEWHERE = "·"
START = "at the start"
_WORDS_AT_LEAST = 20
_GAP = "  "
_BELOW = "    "
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
        """Columns when the levels fit beside the words, else the level in its word below them."""
        names = [one_line(level) for level in self.levels]
        words = width - sum(name.cell_length + 1 for name in names) - len(_GAP)
        return self._in_columns(names, words, width) if words >= _WORDS_AT_LEAST else self._in_words(width)

    def _in_columns(self, names: list[Content], words: int, width: int) -> list[Content]:
        """One line a turn with its ●, and below it, as wide as it likes, what moved the partner."""
        head = Content(" ").join(names).stylize("$quiet")
        lines = [assemble(padded(one_line(self.heading), words), _GAP, head)]
        lines.append(assemble(padded(Content(START), words), _GAP, self._signs(self.start_level, names)).rstrip())
        for row in self.rows:
            said = assemble(f"{row.turn} ", _quoted(row.text, words - len(f"{row.turn} ")))
            lines.append(assemble(padded(said, words), _GAP, self._signs(row.level, names)).rstrip())
            lines += [
                assemble(_BELOW, line) for line in wrapped(show(row.why, "$quiet"), width - len(_BELOW)) if row.why
            ]
        return lines

    def _signs(self, level: int, names: list[Content]) -> Content:
        """The ● under its level and a dot under every other."""
        signs = [SIGN if index == level else ELSEWHERE for index in range(len(names))]
        return Content(" ").join(
            show(sign.center(name.cell_length), "" if sign == SIGN else "$quiet")
            for sign, name in zip(signs, names, strict=True)
        )

    def _in_words(self, width: int) -> list[Content]:
        start = show(f"{START}: {self._level(self.start_level)}")
        lines = [*wrapped(show(self.heading), width), *wrapped(start, width)]
        for row in self.rows:
            lines += _numbered(row, width)
            after = assemble(SIGN, " ", show(row.word or self._level(row.level)))
            if row.why:
                after = assemble(after, " · ", show(row.why))
            lines.extend(assemble(_BELOW, line) for line in wrapped(after, width - len(_BELOW)))
        return lines

    def _level(self, level: int) -> str:
        return self.levels[level] if 0 <= level < len(self.levels) else ""


def _quoted(text: str, width: int) -> Content:
    """The learner's words in quotes on one line."""
    words = one_line(text, "$own-words")
    fits = words.cell_length <= width - 2
    return assemble("“", words if fits else words.truncate(max(1, width - 2), ellipsis=True), "”")


def _numbered(row: TraceRow, width: int) -> list[Content]:
    """The turn's number and the learner's words in quotes, in two lines at the most."""
    before = f"{row.turn} "
    quoted = assemble("“", one_line(row.text, "$own-words"), "”")
    lines = wrapped(quoted, width - len(before))
    if len(lines) > _LINES:
        last = lines[_LINES - 1]
        lines = [*lines[: _LINES - 1], assemble(last.truncate(max(1, width - len(before) - 2)), "…”")]
    return [assemble(before if at == 0 else " " * len(before), line) for at, line in enumerate(lines)]
