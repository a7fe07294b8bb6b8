"""Progress: what was practised, what was met and when, in counts that claim no more than they can.

Nothing here is a score of a person or a relationship, and no day without practice is spoken of.
"""

from __future__ import annotations

from datetime import date

from coach.errors import CoachError
from coach.progress import statistics
from coach.progress.model import Fact
from coach.progress.statistics import FEW, LAST, Claim, Tried, Week
from coach.session import skills
from coach.session.activity import NOT_OPEN, Go
from coach.session.dates import number_word, when
from coach.session.home import HomeSession
from coach.session.progress_views import BandRow, Bar, MonthWeek, ProgressView, SkillPage, SkillRow, TryRow
from coach.session.reading_back import BAND_WORDS
from coach.session.views import Action
from coach.session.visit import Visit

PRACTISED, NOT_THAT_DAY = "●", "·"
MOST_TRIES = 20
"""How many tries a skill's page lists; all of them are in the journal."""
LIMITS = (
    "A band is coach's reading of the words alone, and it is often wrong. It says nothing about you, or about the "
    "two of you."
)
NOTHING_TRIED = (
    "Nothing is tried yet. After a first practice this page says what you have done, with the sentences you keep."
)
_BAR = 20
_HOME = Action(id="home", label="Home", key="h", primary=True, closes=True)
_BACK = Action(id="back", label="Back", key="b", primary=True, closes=True)


class _Known:
    """What the record adds up to, read once until something new is in it."""

    def __init__(self, visit: Visit) -> None:
        self.mark = visit.mark
        facts = visit.history()
        self.tries = statistics.own_tries(facts)
        self.count = sum(map(len, self.tries.values()))
        self.kept: dict[str, Fact] = statistics.kept(facts, self.tries)
        self.days = statistics.days(facts)
        self.at_home = {
            skill for skill, tries in self.tries.items() if statistics.at_home(tries, skills.met_every_core)
        }


class ProgressSession:
    """The page, or the tries at one skill."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._record: _Known | None = None
        self._opened = ""

    @property
    def _known(self) -> _Known:
        if self._record is None or self._record.mark != self._visit.mark:
            self._record = _Known(self._visit)
        return self._record

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> ProgressView:
        """What there is to see now. Raises CoachError where the course cannot be read."""
        known = self._known
        now = self._visit.clock()
        every = [one for tries in known.tries.values() for one in tries]
        weeks = statistics.tries_by_week(every, now.date())
        filled = sum(1 for _, count in weeks if count)
        month = statistics.month_so_far(known.days, now.date())
        practised = sum(len(week.practised) for week in month)
        opened = self._page(self._opened) if self._opened in known.tries else None
        return ProgressView(
            day=f"{now:%A} {now.day} {now:%B %Y}",
            first=self._first(),
            path=HomeSession(self._visit).path(),
            skills=tuple(self._skill(skill, tries) for skill, tries in known.tries.items()),
            skills_say=self._not_tried(),
            month=tuple(map(_week, month)) if practised else (),
            month_says=f"Practised on {_days(practised)} this month." if practised else f"{now:%B} is still open.",
            weeks=_bars(weeks) if filled > 1 else (),
            weeks_say=_weeks_say(weeks, filled, known.count),
            bands=tuple(
                _bands(skill, read)
                for skill, tries in known.tries.items()
                if len(read := statistics.scored(tries)) >= FEW
            ),
            limits=LIMITS if known.tries else "",
            opened=opened,
            notice=self._visit.trouble,
            actions=(_BACK if opened else _HOME,),
        )

    def _first(self) -> str:
        """The most useful thing that can be said, and no more than the numbers bear."""
        known = self._known
        if not known.count:
            return NOTHING_TRIED
        claim = statistics.clearest(known.tries, skills.DID)
        if claim is not None:
            return _claimed(claim)
        if all(len(statistics.scored(tries)) < FEW for tries in known.tries.values()):
            of_each = " of any one skill" if len(known.tries) > 1 and known.count >= FEW else ""
            return (
                f"{_tries(known.count)} so far. That is too few{of_each} to see a pattern, and enough to have begun."
            )
        return f"{_tries(known.count)} so far. There is no pattern in them that coach can see."

    def _skill(self, skill: str, tries: list[Tried]) -> SkillRow:
        known, name = self._known, skills.skill_name(skill)
        home = "at home; " if skill in known.at_home else ""
        kept = known.kept.get(skill)
        return SkillRow(
            action=Action(id=f"skill:{skill}", label=f"Your tries: {name}", group="list"),
            name=name,
            counts=_counts(tries),
            last=f"{home}last {when(tries[-1].fact.at, self._visit.clock())}",
            words=self._visit.words(kept).strip() if kept is not None else "",
        )

    def _not_tried(self) -> str:
        """What "at home" means where it is said, and the skills that wait."""
        known = self._known
        waiting = [skill.name for key, skill in skills.SKILLS.items() if key not in known.tries]
        means = "At home: solid three times, in two exercises, on two days, without the builder."
        return " ".join(
            [
                *([means] if known.at_home else []),
                *([f"Not tried yet: {', '.join(waiting)}."] if waiting else []),
            ]
        )

    def _page(self, skill: str) -> SkillPage:
        tries, now = self._known.tries[skill], self._visit.clock()
        newest = tries[: -MOST_TRIES - 1 : -1]
        more = f" These are the newest {MOST_TRIES}; all of them are in your journal."
        return SkillPage(
            name=skills.skill_name(skill),
            says=f"{_counts(tries).capitalize()}." + (more if len(tries) > MOST_TRIES else ""),
            tries=tuple(
                TryRow(
                    day=_day(date.fromisoformat(one.day), now.date()),
                    first=next(
                        (line.strip() for line in self._visit.words(one.fact).splitlines() if line.strip()), ""
                    ),
                    band=BAND_WORDS.get(one.band, "") or "no band",
                )
                for one in newest
            ),
        )

    # --- intents -----------------------------------------------------------------------------------------

    def scrolled(self, rows: int) -> None:
        """The page opens at its top; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Nothing is written here."""

    async def do(self, action: str) -> Go | None:
        """``skill:ID`` opens the tries at a skill, ``back`` closes them, ``home`` leaves."""
        verb, _, rest = action.partition(":")
        if verb == "skill" and rest in self._known.tries:
            self._opened = rest
        elif action == "back" and self._opened:
            self._opened = ""
        elif action == "home":
            return Go(to="home")
        else:
            raise CoachError(NOT_OPEN)
        return None


def _day(day: date, today: date) -> str:
    """ "19 Nov", "19 Nov 2025"."""
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def _tries(count: int) -> str:
    """ "Three tries", "One try", "24 tries"."""
    return f"{number_word(count).capitalize()} {'try' if count == 1 else 'tries'}"


def _days(count: int) -> str:
    return f"{number_word(count)} {'day' if count == 1 else 'days'}"


def _counts(tries: list[Tried]) -> str:
    """ "9 tries, 6 solid or better": met is Solid or Steady hands."""
    met = sum(one.solid for one in tries)
    return f"{len(tries)} {'try' if len(tries) == 1 else 'tries'}" + (f", {met} solid or better" if met else "")


def _claimed(claim: Claim) -> str:
    did, at = skills.DID[claim.criterion], skills.skill_at(claim.skill)
    of = (
        f"your last {claim.of} tries at {at}"
        if claim.whole
        else f"the last {claim.of} tries at {at} that asked for it"
    )
    before = f"; in the {claim.of} before, in {claim.before or 'none'}" if claim.before is not None else ""
    return f"You {did} in {claim.met} of {of}{before}."


def _week(week: Week) -> MonthWeek:
    """A sign for each day; days of other months, and those to come, leave their place empty."""
    signs = ["  "] * week.first.weekday()
    for number in range(week.first.day, week.last.day + 1):
        signs.append(f"{PRACTISED if week.first.replace(day=number) in week.practised else NOT_THAT_DAY} ")
    first, last = (f"{day:%a} {day.day}" for day in (week.first, week.last))
    return MonthWeek(
        days=first if week.first == week.last else f"{first} to {last}",
        signs="".join(signs).rstrip(),
        says=_days(len(week.practised)) if week.practised else "",
    )


def _bars(weeks: list[tuple[date, int]]) -> tuple[Bar, ...]:
    most = max(count for _, count in weeks)
    return tuple(
        Bar(label=_named(week), bar="█" * -(-count * min(most, _BAR) // most), count=count) for week, count in weeks
    )


def _named(monday: date) -> str:
    return f"Mon {monday.day} {monday:%b}"


def _weeks_say(weeks: list[tuple[date, int]], filled: int, count: int) -> str:
    if not count:
        return ""
    lately = sum(number for _, number in weeks)
    if not filled:
        return "The last eight weeks hold no tries. What you did before is all still here."
    if filled == 1:
        ((week, _),) = [one for one in weeks if one[1]]
        here = "All of them are" if lately == count else f"{_tries(lately)} of the last eight weeks, all"
        return f"{here} from the week of {_named(week)}. With a second week a chart will stand here."
    most = max(number for _, number in weeks)
    return f"{_tries(lately)} in these {number_word(len(weeks))} weeks, {number_word(most)} at most in one."


def _bands(skill: str, read: list[Tried]) -> BandRow:
    last = read[-LAST:]
    solid = [one.solid for one in last]
    if len(last) == LAST:
        says = f"Solid or better in {sum(solid[-FEW:])} of the last {FEW}, in {sum(solid[:FEW])} of the {FEW} before."
    else:
        says = f"Solid or better in {sum(solid)} of these {len(last)}."
    named = statistics.runs(_band(one) for one in last)
    return BandRow(
        name=skills.skill_name(skill),
        bands=", ".join(f"{band} ×{times}" if times > 1 else str(band) for band, times in named),
        says=says,
    )


def _band(one: Tried) -> str:
    return BAND_WORDS.get(one.band, "").partition(":")[0].lower() or "no band"
