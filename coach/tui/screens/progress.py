"""Progress: the most useful sentence first, then the path, the skills, this month and the charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from coach.glyphs import cells, shown
from coach.session.activity import Activity, View
from coach.session.progress_views import ProgressView, SkillPage, SkillRow
from coach.session.views import Action, PathRow
from coach.tui.screens.moving import Body
from coach.tui.screens.paged import PagedScreen
from coach.tui.text import assemble, show
from coach.tui.widgets.actions import ListItem
from coach.tui.widgets.drawing import Drawing, wrapped
from coach.tui.widgets.lines import Lines, Row, columns
from coach.tui.widgets.prose import Prose, prose

_BAR = "│ "
_UNDER = "  "


class SkillItem(ListItem):
    """A skill: its name and counts, when it was last tried, and the sentence the learner kept, which stands out."""

    def __init__(self, row: SkillRow) -> None:
        super().__init__(row.action)
        self._row = row

    def _drawn(self, width: int) -> list[Content]:
        row = self._row
        tail = show(f"{row.counts}; {row.last}", "$quiet")
        lines = columns(Content(""), show(row.name, "bold"), tail, width)
        if row.words:
            said = wrapped(show(row.words, "$own-words"), width - len(_UNDER + _BAR))
            lines += [assemble(_UNDER, (_BAR, "$quiet"), line) for line in said]
        return lines

    def render(self) -> Content:
        """The lines at the width it has."""
        return Content("\n").join(self._drawn(max(1, self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as it takes."""
        return len(self._drawn(max(1, width)))


class Chart(Drawing):
    """Rows of a label, signs or a bar, and the number right beside it; below where there is no room."""

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self.rows = tuple(rows)

    def draw(self, width: int) -> list[Content]:
        """A line for each row, two where it is narrow."""
        labels = max((cells(shown(label)) for label, _, _ in self.rows), default=0) + 2
        signs = max((cells(shown(drawn)) for _, drawn, _ in self.rows), default=0)
        lines = []
        for label, drawn, number in self.rows:
            line = assemble((label, "$quiet"), " " * (labels - cells(shown(label))), drawn)
            beside = assemble(line, "  " if drawn else "", number)
            fits = labels + signs + 2 + cells(shown(number)) <= width
            lines += [beside] if fits else [*wrapped(line, width), *wrapped(show(f"  {number}"), width)]
        return lines


class ProgressScreen(PagedScreen):
    """The page, or the tries at one skill; closing those leads back to the very place they were opened from."""

    def __init__(self, session: Activity) -> None:
        super().__init__(session)
        self._came_from: tuple[str, int] | None = None

    def compose_body(self) -> ComposeResult:
        """Filled by the view."""
        yield Vertical(classes="above")

    def heading(self, view: View) -> tuple[str, str]:
        """Where this is, and the day it speaks of."""
        assert isinstance(view, ProgressView)
        return f"Progress · {view.opened.name}" if view.opened else "Progress", view.day

    def offered(self, view: View) -> tuple[Action, ...]:
        """The way out, and every skill's tries."""
        assert isinstance(view, ProgressView)
        return view.actions if view.opened else (*view.actions, *(row.action for row in view.skills))

    def keys(self) -> tuple[tuple[str, str], ...]:
        """The usual ones; on a skill, what enter does with it."""
        enter, *others = super().keys()
        on_skill = isinstance(self.focused, SkillItem)
        return (("enter", "See these tries") if on_skill else enter, *others)

    async def show_view(self, view: View) -> None:
        """Fill the page."""
        assert isinstance(view, ProgressView)
        body = self.query_one(Body)
        at = round(body.scroll_y)
        await self.fill(".above", tuple(_tries(view.opened) if view.opened else _page(view)))
        if view.opened:
            self._came_from = (self.did, at)
            body.scroll_home(animate=False)
        elif self._came_from is not None:
            self.call_after_refresh(body.scroll_to, y=self._came_from[1], animate=False)

    def starting_focus(self) -> Widget | None:
        """The way out; after a skill's tries that skill."""
        came_from, self._came_from = (self._came_from, None) if len(self.actions) > 1 else (None, self._came_from)
        items = [item for item in self.items if came_from and item.action.id == came_from[0]]
        return items[0] if items else super().starting_focus()


def _page(view: ProgressView) -> Iterator[Widget]:
    """Top to bottom; what there is nothing of yet is left out."""
    yield Prose(view.first)
    yield _title("The path")
    yield Lines(_path(view.path))
    if view.skills:
        yield _title("Skills")
        yield from map(SkillItem, view.skills)
    yield from prose(view.skills_say, kind="quiet")
    yield _title("This month")
    if view.month:
        yield Chart([(week.days, f"{week.signs:13}", week.says) for week in view.month])
    yield from prose(view.month_says)
    if view.weeks_say:
        yield _title("Tries a week")
        if view.weeks:
            yield Chart([(bar.label, bar.bar, str(bar.count)) for bar in view.weeks])
        yield from prose(view.weeks_say)
    if view.bands:
        yield _title("Bands, oldest to newest")
        yield from prose(*(f"{row.name}: {row.bands}. {row.says}" for row in view.bands))
    yield from prose(view.limits, kind="quiet")


def _tries(page: SkillPage) -> Iterator[Widget]:
    """The tries at one skill, newest first."""
    yield Prose(page.says)
    days = max((cells(shown(row.day)) for row in page.tries), default=0) + 2
    yield Lines(
        [
            (
                assemble((row.day, "$quiet"), " " * (days - cells(shown(row.day)))),
                assemble((row.first, "$own-words"), "\n", (row.band, "$quiet")),
                Content(""),
            )
            for row in page.tries
        ]
    )


def _title(title: str) -> Widget:
    return Static(show(title, "bold"), classes="title")


def _path(path: Sequence[PathRow]) -> list[Row]:
    labels = max((cells(shown(row.label)) for row in path), default=0) + 2
    words = max((cells(shown(row.word)) for row in path), default=0) + 2
    return [
        (
            show(f"{row.sign} {row.word:{words}}"),
            show(f"{row.label}{' ' * (labels - cells(shown(row.label)))}{row.title}"),
            show(row.note, "$quiet"),
        )
        for row in path
    ]
