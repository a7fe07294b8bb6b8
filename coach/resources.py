"""Where the course and the learner's data live on this computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs

from coach.errors import StoreError

NAME = "coach"
"""The data folder's name: one that tells a person looking over a shoulder nothing."""

_PACKAGE = Path(__file__).parent


def lessons_dir(package: Path = _PACKAGE) -> Path:
    """The folder with ``course.yaml``: ``lessons/`` beside pyproject.toml in a checkout, else the installed copy."""
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "lessons").is_dir():
        return checkout / "lessons"
    return package / "_lessons"


def data_home(option: str | None, environ: Mapping[str, str]) -> Path:
    """The learner's data folder, absolute; nothing is created.

    The folder of ``--data-dir`` (``option``) wins, then ``COACH_HOME``, then what this system uses for a person's
    data. Raises StoreError when the system knows no such folder (an unknown person's ``~name``, no home at all).
    """
    chosen = option or environ.get("COACH_HOME")
    try:
        if chosen:
            return Path(chosen).expanduser().absolute()
        folder = platformdirs.user_data_path(NAME, appauthor=False)
    except (RuntimeError, OSError) as error:
        raise StoreError(_NO_HOME) from error
    if not folder.is_absolute():
        raise StoreError(_NO_HOME)
    return folder


_NO_HOME = (
    "coach could not find a folder for your words on this computer. Nothing is lost: "
    "start it again with --data-dir and a folder of your choice."
)
