"""Settings: what each does, how it is now, and the way back from every change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from coach.course.names import Pronoun
from coach.errors import CoachError
from coach.progress.model import UNDOABLE, Called, Draft, StartedOver
from coach.session import helplines
from coach.session.activity import NOT_OPEN, Go
from coach.session.dates import when
from coach.session.own_keys import KEYED, Keyed, keyed, named, own, refused, spoken
from coach.session.settings_views import SettingRow, SettingsView
from coach.session.views import Action, Field
from coach.session.visit import Visit

LONGEST_NAME = 40
BACK = Action(id="rows", label="Back to the settings", key="b", closes=True)

Changes = dict[str, Any]


class _Turn(Struct, frozen=True, kw_only=True):
    """A setting that is turned from one value to the next by one key; ``words`` are its values in order."""

    title: str
    words: dict[str, str]
    says: str


_TURNS: dict[str, _Turn] = {
    "theme": _Turn(
        title="Colours",
        words={"coach-dark": "warm dark", "coach-paper": "paper light"},
        says="More colours are in the palette: ctrl+p, then Colours.",
    ),
    "motion": _Turn(
        title="Motion",
        words={"full": "as designed", "reduced": "less"},
        says="With less, nothing moves by itself: no breathing pace, no typing pause.",
    ),
    "pace": _Turn(
        title="The partner's lines",
        words={"natural": "after a moment", "at-once": "at once"},
        says="How a made-up partner answers in a scene. Any key shows a line at once anyway.",
    ),
    "answer": _Turn(
        title="In a scene",
        words={"typing": "you type what you say", "choices": "you choose among three lines"},
        says="You can change it inside a scene too. Both are real practice.",
    ),
    "others": _Turn(
        title="This computer",
        words={"nobody": "only you use it", "somebody": "someone else uses it too", "": "you have not said"},
        says="If someone else does, Home shows none of your words and no titles of scenes.",
    ),
    "keep_solo": _Turn(
        title="Pages for two",
        words={"False": "asked about each time", "True": "always for one"},
        says="A few pages are meant for two. Kept for one, they are complete as well.",
    ),
    "hints": _Turn(
        title="First-time hints",
        words={"on": "on", "off": "off"},
        says="A line about a key or a place, once, the first time it helps.",
    ),
}


class SettingsSession:
    """The rows, or one of them being asked about. ``_before`` are the changes that would undo the last one."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._asked = ""
        self._typed = ""
        self._before: tuple[str, Changes | Called] | None = None
        self._notice = ""

    # --- what to show ------------------------------------------------------------------------------------

    def view(self) -> SettingsView:
        """The settings as they are now, or the one being asked about."""
        match self._asked:
            case "name":
                return self._ask_name("Your name", "Home greets you with it. Any name will do, and none is fine too.")
            case "partner":
                return self._ask_name(
                    "Your partner's name",
                    "Some pages speak of your partner. They can use a name, or a letter; empty is fine. "
                    "It is kept with your words, not with the settings.",
                )
            case "pronoun":
                return self._ask(
                    "How pages speak of your partner", "", _PRONOUNS, self._visit.names.pronoun or "they"
                )
            case "country":
                return self._ask("Which country are you in?", "F2 then shows its numbers.", _countries(), "")
            case "over":
                return self._ask_start_over()
            case "keys":
                return self._ask_which_key()
            case asked if asked.startswith("key:"):
                return self._listen(keyed(asked.removeprefix("key:")))
            case _:
                return self._rows()

    def _rows(self) -> SettingsView:
        visit = self._visit
        rows = (
            *(self._turn_row(name) for name in ("others", "keep_solo")),
            SettingRow(
                id="ask:name",
                title="Your name",
                value=visit.settings.name or "none",
                says="For the greeting on Home. Nothing else uses it.",
            ),
            SettingRow(
                id="ask:partner",
                title="Your partner",
                value=visit.names.partner or "your partner",
                says="What pages call your partner, where they speak of them.",
            ),
            SettingRow(
                id="ask:pronoun",
                title="Speaking of them",
                value=dict(_PRONOUNS)[visit.names.pronoun or "they"],
                says="They, she or he, where a page needs it.",
            ),
            SettingRow(
                id="ask:country",
                title="Country",
                value=_country(visit.settings.country) or "not chosen",
                says="Whose numbers F2 shows. It is never guessed.",
            ),
            *(self._turn_row(name) for name in ("answer", "pace", "motion", "theme", "hints")),
            SettingRow(
                id="ask:keys",
                title="Keys",
                value=", ".join(named(key) for key in own(visit.settings.keys).values()) or "as they came",
                says="Another key for help, for hiding, for what is hard to press. The ones they came with stay.",
            ),
            self._over_row(),
        )
        undo = (Action(id="undo", label=f"Undo: {self._before[0]}", key="u"),) if self._before else ()
        back = Action(id="home", label="Home", key="h", closes=True)
        notice = self._notice or visit.trouble or visit.only_to_read
        return SettingsView(rows=rows, notice=notice, actions=(*undo, back))

    def _turn_row(self, name: str) -> SettingRow:
        turn = _TURNS[name]
        value = str(getattr(self._visit.settings, name))
        words = turn.words.get(value, value)
        return SettingRow(id=f"turn:{name}", title=turn.title, value=words, says=turn.says)

    def _over_row(self) -> SettingRow:
        since = self._started_over()
        if since:
            return SettingRow(
                id="put-back",
                title="The path",
                value=f"started over {since}",
                says="Enter puts it back as it was before. Nothing written was touched.",
            )
        return SettingRow(
            id="ask:over",
            title="The path",
            value="as you walked it",
            says="Start over from the first page. You are asked first, and it can be undone for 30 days.",
        )

    def _started_over(self) -> str:
        """When the learner started over, in words, while that can be taken back."""
        at, now = self._visit.progress.started_over, self._visit.clock()
        return when(at, now) if at and now - datetime.fromisoformat(at) <= UNDOABLE else ""

    def _ask_name(self, title: str, text: str) -> SettingsView:
        draft = Draft(key="settings#name", text=self._typed, column=len(self._typed))
        return SettingsView(
            title=title,
            text=text,
            field=Field(draft=draft, placeholder="You can leave this empty", rows=1),
            actions=(Action(id="take", label="Use this", primary=True), BACK),
        )

    def _ask(self, title: str, text: str, answers: tuple[tuple[str, str], ...], now: str) -> SettingsView:
        rows = tuple(
            Action(
                id=f"take:{value}",
                label=words,
                key=str(n) if len(answers) < 10 else "",
                group="list",
                primary=n == 1,
                mark="now" if value == now else "",
            )
            for n, (value, words) in enumerate(answers, 1)
        )
        return SettingsView(title=title, text=text, actions=(*rows, BACK))

    def _ask_start_over(self) -> SettingsView:
        return SettingsView(
            title="Start over?",
            text=(
                "Every lesson will stand open again, from the first page on. What you wrote stays: your journal, "
                "your handbook, your tries, and what comes back on Home. For 30 days you can put the path back here."
            ),
            actions=(
                Action(id="rows", label="Leave it as it is", key="b", primary=True, closes=True),
                Action(id="start-over", label="Start over", key="s"),
            ),
        )

    def _ask_which_key(self) -> SettingsView:
        saved = self._visit.settings.keys
        rows = tuple(
            Action(id=f"ask:key:{each.id}", label=each.does, key=str(n), group="list", mark=spoken(each.id, saved))
            for n, each in enumerate(KEYED, 1)
        )
        return SettingsView(
            title="A key of your own",
            text="Where a key does not work in your terminal, or is hard to press, give it a second one. For which?",
            notice=self._notice or self._visit.trouble or self._visit.only_to_read,
            actions=(*rows, BACK),
        )

    def _listen(self, what: Keyed) -> SettingsView:
        mine = own(self._visit.settings.keys).get(what.id, "")
        away = (Action(id="no-key", label=f"Take {named(mine)} away", key="t"),) if mine else ()
        return SettingsView(
            title=what.does,
            text=(
                f"Now: {spoken(what.id, self._visit.settings.keys)}. F5, F8 and up can be chosen, and alt with a "
                "letter or a digit. If nothing happens when you press it, your terminal keeps that key for itself."
            ),
            listens="Press the key you want.",
            notice=self._notice or self._visit.trouble or self._visit.only_to_read,
            actions=(*away, Action(id="ask:keys", label="Back to the keys", key="b", closes=True)),
        )

    # --- intents -----------------------------------------------------------------------------------------

    def scrolled(self, rows: int) -> None:
        """Settings open at their top; nothing to keep."""

    def write(self, key: str, text: str, row: int = 0, column: int = 0) -> None:
        """Take a name as it is typed; it is saved when it is used."""
        self._typed = text

    async def do(self, action: str) -> Go | None:
        """``turn:NAME`` or ``ask:NAME`` changes a setting, ``undo`` takes the last change back, ``home`` leaves."""
        self._notice = ""
        verb, _, rest = action.partition(":")
        match verb:
            case "home":
                return Go(to="home")
            case "rows":
                self._asked = ""
            case "ask" if rest in ("name", "partner", "pronoun", "country", "over", "keys", *_KEY_PAGES):
                self._asked = rest
                self._typed = {"name": self._visit.settings.name, "partner": self._visit.names.partner}.get(rest, "")
            case "turn" if rest in _TURNS:
                await self._turn(rest)
            case "take":
                await self._take(rest)
            case "key" | "no-key" if self._asked in _KEY_PAGES:
                await self._take_key(keyed(self._asked.removeprefix("key:")), rest)
            case "undo" if self._before:
                await self._undo(*self._before)
            case "start-over" if self._asked == "over":
                await self._visit.record(StartedOver())
                self._asked, self._notice = (
                    "",
                    "The path is open from its start. Everything you wrote is where it was.",
                )
            case "put-back" if self._started_over():
                await self._visit.record(StartedOver(undone=True))
                self._notice = "The path is as it was."
            case _:
                raise CoachError(NOT_OPEN)
        return None

    async def _turn(self, name: str) -> None:
        values = [value for value in _TURNS[name].words if value]
        now = str(getattr(self._visit.settings, name))
        value = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
        await self._set(_TURNS[name].title, **{name: value == "True" if name == "keep_solo" else value})
        if name == "hints":
            # Whoever switches them on again wants to see them again.
            await self._visit.change(hinted=())

    async def _take(self, value: str) -> None:
        typed = " ".join(self._typed.split())[:LONGEST_NAME]
        match self._asked:
            case "name":
                await self._set("Your name", name=typed)
            case "partner":
                await self._call("Your partner", typed, self._visit.names.pronoun)
            case "pronoun":
                pronoun: Pronoun = next(known for known, _ in _PRONOUNS if known == value)
                await self._call("Speaking of them", self._visit.names.partner, pronoun)
            case "country":
                await self._set("Country", country=value)
            case _:
                raise CoachError(NOT_OPEN)
        self._asked = ""

    async def _take_key(self, what: Keyed, key: str) -> None:
        saved = self._visit.settings.keys
        self._notice = refused(key, what.id, saved) if key else ""
        if self._notice:
            return
        kept = {id_: theirs for id_, theirs in own(saved).items() if id_ != what.id}
        await self._set("Keys", keys={**kept, what.id: key} if key else kept)
        self._asked = "keys"
        self._notice = f"From now on {named(key)} does it too." if key else ""

    async def _set(self, title: str, **changes: Any) -> None:
        before = {name: getattr(self._visit.settings, name) for name in changes}
        await self._visit.change(**changes)
        self._before = (title, before)

    async def _call(self, title: str, partner: str, pronoun: Pronoun) -> None:
        before = Called(partner=self._visit.names.partner, pronoun=self._visit.names.pronoun)
        await self._visit.record(Called(partner=partner, pronoun=pronoun))
        self._before = (title, before)

    async def _undo(self, title: str, before: Changes | Called) -> None:
        if isinstance(before, Called):
            await self._visit.record(before)
        else:
            await self._visit.change(**before)
        self._before = None
        self._notice = f"{title} is as it was."


_KEY_PAGES = tuple(f"key:{each.id}" for each in KEYED)
_PRONOUNS: tuple[tuple[Pronoun, str], ...] = (("they", "they, them"), ("she", "she, her"), ("he", "he, him"))


def _countries() -> tuple[tuple[str, str], ...]:
    return tuple((country.id, country.name) for country in helplines.load().countries)


def _country(chosen: str) -> str:
    return next((name for code, name in _countries() if code == chosen), "")
