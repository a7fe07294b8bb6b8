"""The steps to read, look at, sort, choose and breathe through, and the door of a scene.

One function a kind gives the view, ``act`` carries out an action. A step's own place is its ``part``.
"""

from __future__ import annotations

from coach.course.model import (
    Breathing,
    Card,
    Choice,
    Compare,
    Ending,
    Option,
    Reading,
    RolePlay,
    Sort,
)
from coach.errors import CourseError
from coach.progress.model import Attempt, Chosen, Entry, Played, Sorted
from coach.session.activity import Go
from coach.session.dates import number_word
from coach.session.here import NEXT, Here
from coach.session.plays import Play
from coach.session.views import (
    Action,
    BreathingView,
    ChoiceView,
    CompareView,
    EndingView,
    ReadingView,
    RolePlayView,
    SortView,
)

READY = "ready"
"""The action, and then the place, of a choice whose answers come after a pause."""

# --- reading, compare, breathing, ending ---------------------------------------------------------------------


def reading(here: Here, step: Reading) -> ReadingView:
    """A page and the way on."""
    return ReadingView(
        frame=here.frame(),
        actions=here.onward(),
        text=step.text,
        source=step.source,
        care=step.care,
        notice=here.notice,
    )


def compare(here: Here, step: Compare) -> CompareView:
    """Two takes; the why once asked for."""
    asked = here.part == "why"
    actions = here.onward() if asked else (Action(id="why", label="See why", primary=True), *here.skip())
    return CompareView(
        frame=here.frame(),
        actions=actions,
        moment=step.moment,
        weak=step.weak,
        strong=step.strong,
        ask=step.ask,
        why=step.why if asked else "",
    )


def breathing(here: Here, step: Breathing) -> BreathingView:
    """Paced breathing, or not."""
    return BreathingView(
        frame=here.frame(),
        actions=(Action(id=NEXT, label="Go on", primary=True), *here.skip("Skip this")),
        text=step.text,
        seconds_in=step.seconds_in,
        seconds_out=step.seconds_out,
        minutes=step.minutes,
        instead=step.instead,
    )


def ending(here: Here, step: Ending) -> EndingView:
    """A kind end; in the middle of a lesson one may also go on."""
    last = here.number == len(here.lesson.steps)
    stop = Action(id="stop", label="Done for today", primary=True)
    more = () if last else (Action(id=NEXT, label="Go on a little", key="g"),)
    return EndingView(
        frame=here.frame(),
        actions=(stop, *more, *here.backward()),
        text=step.text,
        between=step.between,
        done=_done_today(here),
    )


def _done_today(here: Here) -> str:
    today = here.visit.clock().date().isoformat()
    bodies = [fact.body for fact in here.visit.history() if fact.at[:10] == today]
    counted = (
        (sum(isinstance(body, Attempt) for body in bodies), "try at saying it", "tries at saying it"),
        (sum(isinstance(body, Entry) for body in bodies), "page of your own", "pages of your own"),
        (sum(isinstance(body, Played) and bool(body.text) for body in bodies), "line in a scene", "lines in a scene"),
    )
    parts = [f"{number_word(n)} {one if n == 1 else many}" for n, one, many in counted if n]
    return f"Today: {', '.join(parts)}." if parts else ""


# --- sort and choice -------------------------------------------------------------------------------------------


def sort(here: Here, step: Sort) -> SortView:
    """One card at a time; ``part`` is "card=pile,card=pile", with a "!" while a verdict stands."""
    placed = _placed(here.part, step)
    standing = here.part.endswith("!") and bool(placed)
    frame = here.frame()
    if standing:
        card = next(card for card in step.cards if card.id == list(placed)[-1])
        on = "See them all" if len(placed) == len(step.cards) else "Next card"
        return SortView(
            frame=frame,
            actions=(Action(id="on", label=on, primary=True),),
            ask=step.ask,
            card=card.says,
            number=len(placed),
            total=len(step.cards),
            verdict=_verdict(step, card, placed[card.id]),
            why=card.why,
        )
    if len(placed) == len(step.cards):
        finished = tuple(
            (_verdict(step, card, placed[card.id]), card.says) for card in step.cards if card.id in placed
        )
        return SortView(
            frame=frame,
            actions=(*here.onward(), Action(id="again", label="Sort them again", key="s")),
            ask=step.ask,
            card="",
            number=len(placed),
            total=len(placed),
            finished=finished,
            after=step.after,
        )
    piles = tuple(
        Action(id=f"put:{pile.id}", label=pile.label, key=str(n), group="list", primary=n == 1)
        for n, pile in enumerate(step.piles, 1)
    )
    return SortView(
        frame=frame,
        actions=(*piles, *here.skip()),
        ask=step.ask,
        card=_next_card(step, placed).says,
        number=len(placed) + 1,
        total=len(step.cards),
    )


def _next_card(step: Sort, placed: dict[str, str]) -> Card:
    return next(card for card in step.cards if card.id not in placed)


def _placed(part: str, step: Sort) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in part.rstrip("!").split(",") if "=" in pair]
    cards, piles = {card.id for card in step.cards}, {pile.id for pile in step.piles}
    return {card: pile for card, _, pile in pairs if card in cards and pile in piles}


def _verdict(step: Sort, card: Card, pile: str) -> str:
    labels = {pile.id: pile.label for pile in step.piles}
    if pile in (card.pile, *card.also):
        return f"✓ {labels[pile]}"
    return f"○ I'd say: {labels[card.pile]}"


async def act_sort(here: Here, step: Sort, action: str) -> None:
    """Put the card on a pile, go on to the next, or begin again."""
    verb, _, pile = action.partition(":")
    if verb == "again":
        here.note("")
        return
    placed = _placed(here.part, step)
    if verb == "on":
        if len(placed) < len(step.cards):
            here.note(here.part.rstrip("!"))
            return
        cards = {card.id: card for card in step.cards}
        fitted = sum(pile in (cards[card].pile, *cards[card].also) for card, pile in placed.items())
        fact = Sorted(lesson=here.lesson.id, step=step.id, placed=placed, fitted=fitted)
        await here.visit.record(fact, position=here.go(here.part.rstrip("!")))
        return
    placed[_next_card(step, placed).id] = pile
    here.note(",".join(f"{card}={pile}" for card, pile in placed.items()) + "!")


def choice(here: Here, step: Choice) -> ChoiceView:
    """Answers to look at, one after another; ``part`` is the one looked at last, or "ready" after a pause."""
    if step.pause and not here.part:
        ready = Action(id=READY, label="See the answers", primary=True)
        return ChoiceView(
            frame=here.frame(), actions=(ready, *here.skip()), moment=step.moment, ask=step.ask, pause=step.pause
        )
    looked = next((option for option in step.options if option.id == here.part), None)
    rows = tuple(
        Action(
            id=f"take:{option.id}",
            label=option.says,
            key=str(n),
            group="list",
            primary=looked is None and n == 1,
            mark=_fits(step, option) if option is looked else "",
        )
        for n, option in enumerate(step.options, 1)
    )
    return ChoiceView(
        frame=here.frame(),
        actions=(*rows, *(here.onward() if looked else here.skip())),
        moment=step.moment,
        ask=step.ask,
        why=looked.why if looked else "",
    )


def _fits(step: Choice, option: Option) -> str:
    """Whether an answer fits; where all of them do there is nothing to get right, only something to notice."""
    if all(option.fits for option in step.options):
        return "● here"
    return "✓ fits" if option.fits else "○ not this one"


async def act_choice(here: Here, step: Choice, action: str) -> None:
    """See the answers after a pause, or take one; the first one taken in a round is recorded."""
    if action == READY:
        here.note(READY)
        return
    option = next(option for option in step.options if f"take:{option.id}" == action)
    if here.part not in ("", READY):
        here.note(option.id)
        return
    fact = Chosen(lesson=here.lesson.id, step=step.id, option=option.id, fitted=option.fits)
    await here.visit.record(fact, position=here.go(option.id))


# --- the door of a scene -------------------------------------------------------------------------------------------


def role_play(here: Here, step: RolePlay) -> RolePlayView:
    """Who, where, and what to try; a scene left in the middle waits at its turn.

    A scene that cannot be read says so at its door, and the lesson goes on without it.
    """
    done = here.visit.done(here.lesson.id, step.id)
    try:
        play = _play(here, step)
    except CourseError as error:
        on = here.onward() if done else here.skip()
        return RolePlayView(
            frame=here.frame(), actions=on, lead=step.lead, scene=step.scene, title=here.step.title, partner="",
            setting="", waiting=False, played=0, notice=error.message,
        )  # fmt: skip
    waiting = play.waits() is not None
    begun = sum(body.parent is None for _, body in play.turns())
    fresh = "Start it afresh" if waiting else "Play it again" if begun else "Go in"
    enter = (
        *((Action(id="on", label="Go on where you were", primary=True),) if waiting else ()),
        Action(id="fresh", label=fresh, key="s", primary=not waiting and not done),
    )
    leave = here.onward(primary=not waiting) if done else here.skip()
    return RolePlayView(
        frame=here.frame(),
        actions=(*enter, *leave),
        lead=step.lead,
        scene=play.scene.id,
        title=play.scene.title,
        partner=play.scene.partner,
        setting=play.scene.setting,
        waiting=waiting,
        played=begun,
    )


def _play(here: Here, step: RolePlay) -> Play:
    return Play(here.visit, here.lesson.id, step.id, here.visit.scene(step.scene))


async def act_role_play(here: Here, step: RolePlay, action: str) -> Go:
    """Into the scene: at the turn where it waits, or from its start."""
    play = _play(here, step)
    turn = play.waits() if action == "on" else None
    turn = turn or play.unanswered() or await play.begin()
    return Go(to="scene", lesson=here.lesson.id, step=step.id, turn=turn.id)
