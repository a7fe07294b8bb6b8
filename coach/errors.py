"""The errors a person can meet: what happened, that their words are safe, and what to do, in one plain sentence."""

from __future__ import annotations

from pathlib import Path


class CoachError(Exception):
    """Anything coach can explain. ``str(error)`` is fit to be shown as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CourseError(CoachError):
    """Lessons, scenes, lexicons or rubrics that cannot be used; ``problems`` has one line for each fault."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class StoreError(CoachError):
    """A learner's data could not be read or written; ``path`` is the file or folder concerned, if one is."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class DialogueError(CoachError):
    """A role-play was asked for something its scene does not have."""
