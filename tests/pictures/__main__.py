"""``python -m tests.pictures``: the README's pictures, drawn by the program from a folder with a month of use."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from coach.resources import lessons_dir
from coach.session.activity import Go
from coach.session.visit import Visit
from coach.store.base import Settings
from coach.store.home import open_home
from coach.tui.app import CoachApp

HERE = Path(__file__).parent
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Textual's pictures load their letters from a server; ours use what the reader has."""

Scene = Callable[[Visit], Awaitable[Go]]
TRY = "I feel like I'm just a joke to you. I was embarrassed when the whole table laughed tonight."
LINES = (
    "When it got to three and I'd heard nothing, I was scared.",
    "You never even look at your phone.",
    "Sorry. That was not fair. You had a long night and I jumped at you.",
    "I know your phone is locked away. I get so scared when it is quiet.",
    "That sounds so tiring, someone checking on you all night.",
    "Could you send me one dot on your break? That would be enough.",
    "Thank you for telling me. I'm glad you're home.",
)


HALF = "this a good moment? You put them to bed on Sun"
WRITTEN = (
    (
        24,
        "start-here",
        "someone-easy",
        ("Auntie Bel. She went on shelling peas while I talked, and never said so soon.",),
    ),
    (
        24,
        "start-here",
        "last-week",
        ("Safe: the car on Monday, Tuesday's soup. On guard: the phone.",),
    ),
    (14, "know-yourself", "where-it-starts", ("My jaw. And then I start wiping the table.",)),
    (
        13,
        "know-yourself",
        "my-settle-plan",
        ("wiping the table", "put the cloth down", "go to the gate"),
    ),
    (
        2,
        "know-yourself",
        "a-few-minutes-a-day",
        ("put the kettle on", "stand and breathe until it boils", "one long breath"),
    ),
)
"""Days ago, where, and what was written there."""
TRIES = (
    (12, "the-joke-at-dinner", "I felt hurt at dinner. You always have to be the funny one."),
    (6, "the-joke-at-dinner", "When you did my accent at dinner I felt embarrassed."),
    (6, "the-cancelled-visit", "You always put work first. I was sad."),
    (5, "the-cancelled-visit", "When your message came on Wednesday I was so disappointed. I cried."),
)


class Clock:
    """A Saturday evening in November, set back and forth by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def walked(visit: Visit, lesson: str, until: str = "") -> None:
    """Past every page of a lesson, or to one of them, without a word."""
    activity = visit.open(Go(to="lesson", lesson=lesson, step=next(iter(visit.outline(lesson).steps))))
    for step in visit.outline(lesson).steps:
        if step == until:
            return
        offered = {action.id for action in activity.view().actions}  # type: ignore[union-attr]
        await activity.do(next(way for way in ("skip", "next", "stop") if way in offered))


async def worked_for_a_month(visit: Visit, clock: Clock) -> None:
    """Two lessons done, the third begun, pages and plans written, one practice due again, one log to note."""
    today = clock.now
    happened = [
        *((days, put_down(visit, lesson, step, words)) for days, lesson, step, words in WRITTEN),
        *((days, walked(visit, lesson)) for days, lesson in ((24, "start-here"), (15, "know-yourself"))),
        *((days, tried(visit, step, text)) for days, step, text in TRIES),
    ]
    for days, doing in sorted(happened, key=lambda one: -one[0]):
        clock.now = today - timedelta(days=days)
        await doing
    clock.now = today - timedelta(days=2)
    await walked(visit, "speak", "bedtime-alone")
    activity = visit.open(Go(to="lesson", lesson="speak", step="bedtime-alone"))
    view = activity.view()
    field = next(iter([*filter(None, [view.field]), *view.slots]))  # type: ignore[union-attr]
    activity.write(field.draft.key, HALF, 0, len(HALF))
    clock.now = today


async def tried(visit: Visit, step: str, text: str) -> None:
    """A reply to a practice of the lesson on speaking."""
    activity = visit.open(Go(to="lesson", lesson="speak", step=step))
    if "again" in {action.id for action in activity.view().actions}:  # type: ignore[union-attr]
        await activity.do("again")
    await say(activity, text)
    if (step, text) == TRIES[-1][1:]:
        await activity.do("keep-sentence")


async def put_down(visit: Visit, lesson: str, step: str, words: tuple[str, ...]) -> None:
    """A page or a plan written and kept."""
    activity = visit.open(Go(to="lesson", lesson=lesson, step=step))
    view = activity.view()
    fields = [*filter(None, [getattr(view, "field", None)]), *getattr(view, "slots", ())]
    for field, text in zip(fields, words, strict=False):
        activity.write(field.draft.key, text, 0, len(text))
    await activity.do("keep")


async def say(activity: object, text: str) -> None:
    """One reply in the field there is."""
    field = activity.view().field  # type: ignore[attr-defined]
    activity.write(field.draft.key, text, 0, len(text))  # type: ignore[attr-defined]
    await activity.do("say")  # type: ignore[attr-defined]


async def home(visit: Visit) -> Go:
    """Home as it waits."""
    return Go(to="home")


async def practice(visit: Visit) -> Go:
    """A try with its marks."""
    go = Go(to="lesson", lesson="speak", step="the-joke-at-dinner")
    activity = visit.open(go)
    if "again" in {action.id for action in activity.view().actions}:  # type: ignore[union-attr]
        await activity.do("again")
    await say(activity, TRY)
    return go


async def scene(visit: Visit) -> Go:
    """A role-play two lines in, a third half typed."""
    door = visit.open(Go(to="lesson", lesson="speak", step="play-unread"))
    go = await door.do("fresh")
    assert go is not None
    play = visit.open(go)
    for line in LINES[:1]:
        await say(play, line)
    play.write("speak/play-unread#line", "I tried to sleep and", 0, 20)
    return Go(to="scene", lesson="speak", step="play-unread", turn=visit.position.turn if visit.position else None)


async def afterwards(visit: Visit) -> Go:
    """The same role-play looked back on."""
    door = visit.open(Go(to="lesson", lesson="speak", step="play-unread"))
    go = await door.do("fresh")
    assert go is not None
    play = visit.open(go)
    lines = iter(LINES)
    while not play.view().ended:  # type: ignore[union-attr]
        await say(play, next(lines, LINES[-1]))
    go = await play.do("afterwards")
    assert go is not None
    return go


async def journal(visit: Visit) -> Go:
    """Everything written."""
    return Go(to="journal")


async def progress(visit: Visit) -> Go:
    """What was done, in counts and in own words."""
    return Go(to="progress")


async def handbook(visit: Visit) -> Go:
    """What was made."""
    return Go(to="handbook")


async def draw(name: str, scene_of: Scene, theme: str, size: tuple[int, int]) -> None:
    """One picture in a folder of its own."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        opened = open_home(Path(folder), clock=clock)
        told = Settings(welcomed=True, name="Sam", others="nobody", theme=theme, motion="reduced", hints="off")
        opened.save_settings(told).result()
        visit = Visit(opened, lessons_dir(), clock=clock)
        await worked_for_a_month(visit, clock)
        go = await scene_of(visit)
        visit.first = lambda: go  # type: ignore[method-assign]
        app = CoachApp(visit)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            svg = app.export_screenshot(title=" ")
        opened.close()
    (HERE / f"{name}.svg").write_text(
        FONTS.sub("", svg).replace("<text ", '<text xml:space="preserve" '), encoding="utf-8"
    )


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing moves any more."""
    for _ in range(4):
        await pilot.pause()


async def main() -> None:
    """Every picture the README shows."""
    await draw("home", home, "coach-dark", (80, 24))
    await draw("practice", practice, "coach-dark", (80, 28))
    await draw("scene", scene, "coach-dark", (80, 24))
    await draw("afterwards", afterwards, "coach-paper", (80, 28))
    await draw("journal", journal, "coach-dark", (80, 24))
    await draw("progress", progress, "coach-paper", (80, 28))
    await draw("handbook", handbook, "coach-dark", (80, 24))


if __name__ == "__main__":
    asyncio.run(main())
