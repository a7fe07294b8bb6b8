"""Screens as text, compared with the ones a person looked at. COACH_NEW_SNAPSHOTS=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def same_as_seen(name: str, screen: str) -> None:
    """Whether ``screen`` looks as the file of that name says, trailing blanks aside."""
    file = FOLDER / f"{name}.txt"
    text = "\n".join(line.rstrip() for line in screen.splitlines()) + "\n"
    if os.environ.get("COACH_NEW_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
