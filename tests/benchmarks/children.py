"""What the benchmarks start: coach itself, and the emptiest apps to hold it against.

python -m tests.benchmarks.children coach DATA LESSONS
python -m tests.benchmarks.children empty
python -m tests.benchmarks.children textarea FILE
"""

from __future__ import annotations

import sys
from pathlib import Path


def coach(data: str, lessons: str) -> None:
    """coach itself, over a data folder and another course than its own."""
    from coach import cli, resources

    resources.lessons_dir = lambda: Path(lessons)
    sys.exit(cli.main(["--data-dir", data]))


def empty() -> None:
    """A Textual app with a header and a footer and nothing else."""
    from textual.app import App, ComposeResult
    from textual.widgets import Footer, Header

    class Empty(App[None]):
        BINDINGS = [("q", "quit", "Ready")]  # noqa: RUF012

        def compose(self) -> ComposeResult:
            yield Header()
            yield Footer()

    Empty().run()


def textarea(file: str) -> None:
    """A bare TextArea with the words of a file."""
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            area = TextArea(Path(file).read_text(encoding="utf-8"))
            area.move_cursor(area.document.end)
            yield area

    Bare().run()


if __name__ == "__main__":
    {"coach": coach, "empty": empty, "textarea": textarea}[sys.argv[1]](*sys.argv[2:])
