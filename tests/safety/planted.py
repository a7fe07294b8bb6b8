"""Something goes wrong in every method of every screen, widget and session: what is said, written and kept then.

First a learner goes round each screen while it is written down which methods of ours are called; then the same round
is gone once more for each of them, and there it fails, the learner's words in hand.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import io
import os
import pkgutil
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any
from unittest import mock

from textual.command import Provider
from textual.message_pump import MessagePump
from textual.pilot import Pilot

import coach.tui
from coach import traces
from coach.tui import run as running
from coach.tui.app import CoachApp
from tests.safety.payloads import hostile
from tests.safety.surfaces import SURFACES, Shown, sitting_at
from tests.tui.fakes import FakeSitting

Place = tuple[type, str]
"""A class and the name of a method of its own."""
SENTINEL = "sentinel-31b0f3a9-private"
ROUND = (
    *"word", "left", "ctrl+z", "ctrl+a", "ctrl+x", "tab", "shift+tab", "escape", "down", "up", "pagedown", "home",
    "end",
    "f1", "escape", "f2", "c", "down", "enter", "w", "escape", "escape", "f3", "space", "escape", "f4", "x", "f4",
    "ctrl+p",
    "m", "escape", "ctrl+c", "slash", "enter", "ctrl+j", "escape", "escape",
)  # fmt: skip
"""What a learner presses who tries everything once."""
FACES = {
    "start": "page 3", "home": "home", "lesson": "reflection", "scene": "scene", "afterwards": "trace",
    "journal": "listed",
    "handbook": "handbook", "progress": "page", "settings": "asked",
}  # fmt: skip
MORE = ("reading", "sort-why", "plan", "breathing", "practice write", "practice review", "practice differ", "door")
"""Further pages of a lesson to go round."""


@dataclass
class Outcome:
    """How a round ended: the exit status, what was printed, what the session was told, which methods were called."""

    status: int
    printed: str
    written: dict[str, tuple[str, int, int]]
    called: list[Place] = field(default_factory=list)
    failed: bool = False


def methods() -> Iterator[Place]:
    """Every method of our screens, widgets and the app, and all that a session and a sitting are asked."""
    for module in pkgutil.walk_packages(coach.tui.__path__, "coach.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(value, type)
                and value.__module__ == module.name
                and issubclass(value, (MessagePump, Provider))
            ):
                yield from ((value, name) for name, inner in vars(value).items() if _ours(name, inner))
    for kind, names in (
        (Shown, ("view", "write", "scrolled", "do", "quote")),
        (FakeSitting, ("open", "hint", "change")),
    ):
        yield from ((next(base for base in kind.__mro__ if name in vars(base)), name) for name in names)
    yield FakeSitting, "flush"


def _ours(name: str, value: object) -> bool:
    return isinstance(value, FunctionType) and not name.startswith("__")


@contextlib.contextmanager
def replaced(kind: type, name: str, by: Callable[[Any], Any]) -> Iterator[None]:
    """A method put in another's place, where Textual keeps its handlers as well."""
    original = vars(kind)[name]
    new = by(original)
    handlers = vars(kind).get("_decorated_handlers", {})
    before = {event: list(known) for event, known in handlers.items()}
    for event, known in handlers.items():
        handlers[event] = [(new if method is original else method, selectors) for method, selectors in known]
    setattr(kind, name, new)
    try:
        yield
    finally:
        setattr(kind, name, original)
        handlers.update(before)


def go_round(
    activity: str,
    name: str,
    fault: Place | None = None,
    *,
    keys: tuple[str, ...] = ROUND,
    record: bool = False,
) -> Outcome:
    """Go round one screen as ``coach`` does, in no terminal; ``fault`` fails where it is called first."""
    session = Shown(hostile(SURFACES[activity][name], SENTINEL))
    session.words = SENTINEL
    sitting = sitting_at(activity, session)
    outcome = Outcome(0, "", session.written)
    real = CoachApp.run_async

    async def pressing(pilot: Pilot[None]) -> None:
        for key in ("", "", *keys, "", ""):
            if not pilot.app.is_running or pilot.app.return_code:
                return
            if key:
                pilot.app.simulate_key(key)
            await pilot.pause()
        pilot.app.exit()

    def noting(kind: type, name: str) -> Callable[[Any], Any]:
        def by(original: Any) -> Any:
            def noted(*args: Any, **more: Any) -> Any:
                if (kind, name) not in outcome.called:
                    outcome.called.append((kind, name))
                return original(*args, **more)

            return _alike(original, noted)

        return by

    def failing(original: Any) -> Any:
        def fail(*_: Any, **__: Any) -> Any:
            words = SENTINEL
            outcome.failed = True
            raise ValueError(f"{words} in {words!r}", {"words": words})

        return _alike(original, fail)

    with contextlib.ExitStack() as stack:
        for kind, method in methods() if record else ():
            stack.enter_context(replaced(kind, method, noting(kind, method)))
        for kind, method in [fault] if fault else ():
            stack.enter_context(replaced(kind, method, failing))
        stack.enter_context(
            mock.patch.object(
                CoachApp, "run_async", lambda app: real(app, headless=True, size=(80, 24), auto_pilot=pressing)
            )
        )
        with printing() as told:
            outcome.status = running.run(sitting)  # type: ignore[arg-type]
        outcome.printed = told()
    return outcome


def _alike(original: Any, new: Any) -> Any:
    """``new`` with the signature of ``original``, which Textual asks for, and a coroutine where that is one."""
    if inspect.iscoroutinefunction(original):

        async def later(*args: Any, **more: Any) -> Any:
            result = new(*args, **more)
            return await result if inspect.isawaitable(result) else result

        made: Any = later
    else:

        def now(*args: Any, **more: Any) -> Any:
            return new(*args, **more)

        made = now
    made.__signature__ = inspect.signature(original)
    return made


@contextlib.contextmanager
def printing() -> Iterator[Callable[[], str]]:
    """Everything printed, whether Python's streams were asked or the two descriptors below them."""
    out, err = io.StringIO(), io.StringIO()
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as below:
        os.dup2(below.fileno(), 1)
        os.dup2(below.fileno(), 2)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                yield lambda: out.getvalue() + err.getvalue() + raw
        finally:
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])
            below.seek(0)
            raw = below.read().decode(errors="replace")


def places(rounds: Iterable[tuple[str, str]], keys: tuple[str, ...]) -> dict[Place, tuple[str, str]]:
    """Every method that is called on these rounds, with the first of them."""
    found: dict[Place, tuple[str, str]] = {}
    for activity, name in rounds:
        for place in go_round(activity, name, keys=keys, record=True).called:
            found.setdefault(place, (activity, name))
    return found


def wrong(outcome: Outcome) -> str:
    """What is not as it should be after something failed; empty when all is."""
    if SENTINEL in outcome.printed:
        return "the learner's words were printed"
    sentences = {
        1: {traces.CRASHED, traces.CRASHED + running.UNSAVED},
        0: {running.KEPT},  # Textual passes over what fails in its palette, and so may we
    }
    if outcome.printed not in sentences.get(outcome.status, set()):
        return f"status {outcome.status} with {outcome.printed[:200]!r}"
    return ""


def crashes(count: int, seed: int) -> str:
    """Let ``count`` places fail, all of them where there are fewer: one calm sentence each time, and no word.

    Few are mostly such as fail while a screen comes up, which takes no keys and little time.
    """
    dice = random.Random(seed)
    at_once = places(FACES.items(), ())
    some = count < len(at_once)
    rounds = [("lesson", "reflection")] if some else [*FACES.items(), *(("lesson", name) for name in MORE)]
    later = {place: where for place, where in places(rounds, ROUND).items() if place not in at_once}
    later[FakeSitting, "flush"] = ("home", "home")
    share = count // 25 if some else len(later)
    chosen = [*_some(dice, at_once, count - share, ()), *_some(dice, later, share, ROUND)]
    stopped = 0
    for place, (activity, name), keys in chosen:
        outcome = go_round(activity, name, place, keys=keys)
        where = f"{place[0].__name__}.{place[1]} on {activity}, {name}"
        assert outcome.failed, f"{where} was not reached"
        assert not wrong(outcome), f"{where}: {wrong(outcome)}"
        stopped += outcome.status
    return f"{len(chosen)} of {len(at_once) + len(later)} places failed, {stopped} of them stopped coach"


def _some(
    dice: random.Random, known: dict[Place, tuple[str, str]], count: int, keys: tuple[str, ...]
) -> list[tuple[Place, tuple[str, str], tuple[str, ...]]]:
    named = sorted(known.items(), key=lambda one: (one[0][0].__name__, one[0][1]))
    return [(place, where, keys) for place, where in dice.sample(named, min(count, len(named)))]
