"""A key's echo in a 500-word draft, against a bare TextArea with the same words."""

from __future__ import annotations

import tempfile
from pathlib import Path

from coach.progress.model import Draft, Position, Progress
from coach.resources import lessons_dir
from coach.session.visit import local_now
from coach.store.base import Settings
from coach.store.home import open_home
from tests.benchmarks.figures import Figure, figure
from tests.terminal import PYTHON, Terminal, environ

KEYS = 120
CHILD = (PYTHON, "-m", "tests.benchmarks.children")
WORDS = " ".join(["When it got to three and I had heard nothing I was scared."] * 42)
LESSON, STEP = "start-here", "someone-easy"


def measure() -> list[Figure]:
    """One figure: the echo."""
    with tempfile.TemporaryDirectory() as folder:
        home, file = Path(folder, "home"), Path(folder, "words.txt")
        file.write_text(WORDS, encoding="utf-8")
        opened = open_home(home, clock=local_now)
        opened.save_settings(Settings(welcomed=True, others="nobody")).result()
        store = opened.space("me")
        store.save_draft(Draft(key=f"{LESSON}/{STEP}", text=WORDS, row=0, column=len(WORDS))).result()
        store.save_progress(
            Progress(position=Position(lesson=LESSON, step=STEP, writing=f"{LESSON}/{STEP}"))
        ).result()
        opened.close()
        ours = Terminal((*CHILD, "coach", str(home), str(lessons_dir())), environ(home))
        theirs = Terminal((*CHILD, "textarea", str(file)), environ(home))
        try:
            ours.wait_for("Continue")
            ours.send("\r")
            ours.wait_for("easy to talk to")
            for terminal in (ours, theirs):
                terminal.settle()
            pairs = [(ours.echo("x") * 1000, theirs.echo("x") * 1000) for _ in range(KEYS)]
        finally:
            ours.kill()
            theirs.kill()
    return [
        figure(
            "a key's echo in 500 words / a bare TextArea",
            [one for one, _ in pairs],
            [other for _, other in pairs],
            1.5,
            "ms",
        )
    ]
