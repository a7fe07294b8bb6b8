"""What each file of a data folder is, by its name, and whether what it holds is as it should be."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from coach.errors import StoreError
from coach.progress.model import Draft, Fact
from coach.store.backups import unflat
from coach.store.codec import UNREADABLE, from_bytes
from coach.store.files import DamagedError, Header, read_file
from coach.store.home import SettingsFile
from coach.store.migrations import Kind
from coach.store.months import Shard
from coach.store.restoring import Restoring
from coach.store.shelf import Shelf
from coach.store.tinydb_store import Erasure, State

OF: dict[Kind, type[Any]] = {
    "settings": SettingsFile,
    "state": State,
    "facts": Shard,
    "draft": Draft,
    "erasing": Erasure,
    "restoring": Restoring,
}
"""What a file of each kind holds."""

_SPACE = r"spaces/[a-z0-9][a-z0-9-]{0,31}/"
_NAMES: dict[Kind, re.Pattern[str]] = {
    "settings": re.compile(r"settings\.json"),
    "state": re.compile(_SPACE + r"state\.json"),
    "facts": re.compile(_SPACE + r"facts/\d{4}-(0[1-9]|1[0-2])\.json"),
    "draft": re.compile(_SPACE + r"drafts/[0-9a-f]{32}\.json"),
    "erasing": re.compile(_SPACE + r"erasing\.json"),
    "restoring": re.compile(r"restoring\.json"),
}
_ASIDE = re.compile(r"(.+\.json)\.(damaged|conflict)-\d{4}-\d\d-\d\d(-\d+)?")
_IN_BACKUP = re.compile(r"backups/(?:\d{6,}-\d{4}-\d\d-\d\d(?:-before-restore-\d{4}-\d\d-\d\d)?|schema-\d+)/([^/]+)")

Condition = Literal["good", "damaged", "newer", "unreachable"]
"""As it should be; not whole; from a newer coach; not to be read for now, which says nothing of what it holds."""


@dataclass(frozen=True)
class Checked:
    """What one file turned out to be; ``value`` and ``header`` only where it is good."""

    condition: Condition
    value: Struct | None = None
    header: Header | None = None
    size: int = 0

    @property
    def good(self) -> bool:
        """Whether it is as it should be."""
        return self.condition == "good"

    @property
    def entries(self) -> int:
        """How many facts with words of the learner's it holds."""
        return sum(map(has_words, self.value.facts.values())) if isinstance(self.value, Shard) else 0


def kind_of(name: str) -> Kind | None:
    """What the file of that name, below the data folder, is to hold; None for no file of coach's."""
    backed_up = _IN_BACKUP.fullmatch(name)
    live = unflat(backed_up[1]) if backed_up else name
    return next((kind for kind, pattern in _NAMES.items() if pattern.fullmatch(live)), None)


def kept_aside(name: str) -> str:
    """The name of the file that a version was kept beside; empty when the name is not of such a version."""
    match = _ASIDE.fullmatch(name)
    return match[1] if match and kind_of(match[1]) else ""


def has_words(fact: Fact) -> bool:
    """Whether the learner's own words are in a fact."""
    return bool(str(getattr(fact.body, "text", "")).strip())


def check(shelf: Shelf, kind: Kind, path: Path) -> Checked:
    """Open a plain file and look at every bit of it. Nothing is changed, nothing said."""
    try:
        data = read_file(path)
    except OSError as error:
        return Checked("damaged" if error.errno == errno.EFBIG else "unreachable")
    try:
        header, payload = shelf.unpack(kind, data)
        value = from_bytes(payload, OF[kind])
    except StoreError:
        return Checked("newer", size=len(data))
    except (DamagedError, *UNREADABLE):
        return Checked("damaged", size=len(data))
    if header.schema > shelf.format.schema:
        return Checked("newer", value, header, len(data))
    if isinstance(value, Shard) and any(fact.id != key for key, fact in value.facts.items()):
        return Checked("damaged", size=len(data))
    return Checked("good", value, header, len(data))
