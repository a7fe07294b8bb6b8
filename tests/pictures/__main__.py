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


class Clock:
    """A Saturday evening in November, set back and forth by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 20, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def worked_for_a_month(visit: Visit, clock: Clock) -> None:
    """The orientation done, lesson 2 begun, one practice due again."""
    today = clock.now
    clock.now = today - timedelta(days=24)
    lesson = visit.open(Go(to="lesson", lesson="start-here"))
    for step in list(visit.outline("start-here").steps):
        view = lesson.view()
        await lesson.do(
            "skip"
            if "skip" in {action.id for action in view.actions}
            else "next"
            if step != "done-for-now"
            else "stop"
        )  # type: ignore[union-attr]
    clock.now = today - timedelta(days=6)
    practice = visit.open(Go(to="lesson", lesson="speak", step="the-joke-at-dinner"))
    await say(practice, "I felt hurt at dinner. You always have to be the funny one.")
    clock.now = today - timedelta(days=2)
    steps = list(visit.outline("speak").steps)
    lesson = visit.open(Go(to="lesson", lesson="speak", step=steps[0]))
    for _ in range(steps.index("the-cancelled-visit")):
        await lesson.do("skip" if "skip" in {action.id for action in lesson.view().actions} else "next")  # type: ignore[union-attr]
    field = lesson.view().field  # type: ignore[union-attr]
    lesson.write(field.draft.key, "When it got to nine and I hadn't heard, I f", 0, 43)
    clock.now = today


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


async def draw(name: str, scene_of: Scene, theme: str, size: tuple[int, int]) -> None:
    """One picture in a folder of its own."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        opened = open_home(Path(folder), clock=clock)
        told = Settings(welcomed=True, name="Sam", others="nobody", theme=theme, motion="reduced")
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


if __name__ == "__main__":
    asyncio.run(main())
