"""What the progress room shows: what was done, in counts and in the learner's own words."""

from __future__ import annotations

from msgspec import Struct

from coach.session.views import Action, PathRow


class SkillRow(Struct, frozen=True, kw_only=True):
    """A skill that was tried: how often, since when it is at home (or empty), when last, and a kept sentence.

    ``action`` opens its tries; ``words`` are the learner's own, empty where they kept none.
    """

    action: Action
    name: str
    counts: str
    last: str
    words: str = ""


class MonthWeek(Struct, frozen=True, kw_only=True):
    """One week of this month: "Mon 2 to Sun 8", a sign a weekday, and the count in words."""

    days: str
    signs: str
    says: str


class Bar(Struct, frozen=True, kw_only=True):
    """One row of a chart: what it is of, the bar (at most 20 cells), the number."""

    label: str
    bar: str
    count: int


class BandRow(Struct, frozen=True, kw_only=True):
    """The bands of a skill's last tries, in words and in order, and a sentence on what they say."""

    name: str
    bands: str
    says: str


class TryRow(Struct, frozen=True, kw_only=True):
    """One try: its day in short, the first line of its words, its band in words."""

    day: str
    first: str
    band: str


class SkillPage(Struct, frozen=True, kw_only=True):
    """The tries at one skill, newest first."""

    name: str
    says: str
    tries: tuple[TryRow, ...]


class ProgressView(Struct, frozen=True, kw_only=True):
    """The whole page, or the skill that is ``opened``; each part has a sentence that says what there is to see.

    ``first`` is the most useful thing. A chart that would show nothing has no rows, only its sentence.
    """

    day: str
    first: str
    path: tuple[PathRow, ...]
    skills: tuple[SkillRow, ...]
    skills_say: str
    month: tuple[MonthWeek, ...]
    month_says: str
    weeks: tuple[Bar, ...]
    weeks_say: str
    bands: tuple[BandRow, ...]
    limits: str
    opened: SkillPage | None = None
    notice: str = ""
    actions: tuple[Action, ...] = ()
