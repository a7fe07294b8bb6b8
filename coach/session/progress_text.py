"""The progress room as plain text, for ``coach progress``: it reads aloud well and needs no colours."""

from __future__ import annotations

from collections.abc import Iterator

from coach.glyphs import cells, shown
from coach.marks import lay_out
from coach.session.progress_room import ProgressSession
from coach.session.progress_views import ProgressView
from coach.session.visit import Visit

WIDTH = 76
"""Cells a line has at most."""
NOTHING_YET = (
    "Nothing is noted yet, and nothing needs to be. Type coach to begin; what you practise there will stand here."
)
WORDS_LEFT_OUT = "Your own sentences are left out here, since somebody else uses this computer. They are in coach."


def printed(visit: Visit) -> str:
    """All of the page as text. Where others use this computer a terminal keeps no words of the learner's."""
    if not visit.progress.seen:
        lines = _wrapped(NOTHING_YET)
    else:
        quiet = visit.settings.others == "somebody"
        lines = _page(ProgressSession(visit).view(), quiet=quiet)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _page(view: ProgressView, *, quiet: bool) -> Iterator[str]:
    """Every part with its title; the numbers stand beside the charts, the sentence below them."""
    yield from _wrapped(f"Progress, {view.day}")
    yield ""
    yield from _wrapped(view.first)
    yield from _titled("The path")
    titles = max((cells(shown(row.label)) for row in view.path), default=0)
    signs = max((len(f"{row.sign} {row.word}") for row in view.path), default=0)
    for row in view.path:
        lead = f"{f'{row.sign} {row.word}':{signs}}   {_padded(row.label, titles)}   "
        yield from _wrapped(f"{row.title} ({row.note})" if row.note else row.title, f"  {lead}")
    yield from _titled("Skills")
    for skill in view.skills:
        yield from _wrapped(f"{skill.name}: {skill.counts}; {skill.last}.", "  ", "    ")
        if skill.words and not quiet:
            yield from _wrapped(f'"{skill.words}"', "    ")
    if quiet and any(skill.words for skill in view.skills):
        yield from _wrapped(WORDS_LEFT_OUT, "  ")
    yield from _wrapped(view.skills_say, "  ")
    yield from _titled("This month")
    for week in view.month:
        yield f"  {week.days:18}{week.signs:13}   {week.says}"
    yield from _wrapped(view.month_says, "  ")
    if view.weeks_say:
        yield from _titled("Tries a week")
        for bar in view.weeks:
            yield f"  {bar.label:12}{bar.bar}{'  ' if bar.bar else ''}{bar.count}"
        yield from _wrapped(view.weeks_say, "  ")
    if view.bands:
        yield from _titled("Bands, oldest to newest")
        for chart in view.bands:
            yield from _wrapped(f"{chart.name}: {chart.bands}. {chart.says}", "  ", "    ")
    if view.limits:
        yield ""
        yield from _wrapped(view.limits)


def _titled(title: str) -> Iterator[str]:
    yield ""
    yield title


def _padded(text: str, width: int) -> str:
    text = shown(text)
    return text + " " * (width - cells(text))


def _wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Text in lines of at most 76 cells behind ``first``, the later ones behind ``rest`` (else blanks as wide)."""
    if not text:
        return
    rest = " " * cells(shown(first)) if rest is None else rest
    width = WIDTH - max(cells(shown(first)), cells(rest))
    for number, row in enumerate(lay_out(text, (), width).rows):
        yield f"{rest if number else shown(first)}{row.text}"
