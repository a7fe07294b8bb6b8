"""Keys of the learner's own, for what has a key everywhere: one more each; the one it came with goes on working.

So every page that names a key stays true. A key is taken by pressing it: one that a terminal keeps for itself never
arrives, and so cannot be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct


class Keyed(Struct, frozen=True):
    """Something with a key everywhere: its id, the keys it came with, in words too, and what it does."""

    id: str
    came_with: tuple[str, ...]
    spoken: str
    does: str

    @property
    def keys(self) -> str:
        """The keys it came with, as Textual writes several."""
        return ",".join(self.came_with)


KEYED = (
    Keyed("keys", ("f1", "question_mark"), "F1 or ?", "Every key of a screen"),
    Keyed("help", ("f2", "ctrl+g"), "F2 or ctrl+g", "When things are not safe"),
    Keyed("reset", ("f3", "ctrl+r"), "F3 or ctrl+r", "A minute to settle"),
    Keyed("hide", ("f4", "ctrl+l"), "F4 or ctrl+l", "Hide coach, and come back"),
    Keyed("palette", ("ctrl+p",), "ctrl+p", "Everything coach can do, by name"),
    Keyed("done", ("ctrl+j", "ctrl+enter"), "ctrl+j", "The words are done"),
    Keyed("scene.look", ("ctrl+t",), "ctrl+t", "In a scene: pause and look"),
    Keyed("scene.back", ("ctrl+o",), "ctrl+o", "In a scene: back a turn"),
    Keyed("journal.search", ("slash",), "/", "Search what you wrote"),
)
_FREE = re.compile(r"f(5|[89]|1[0-9]|2[0-4])|(alt|alt\+shift|shift\+alt)\+[a-z0-9]")
"""Keys that no page, editor or list uses (F6 and F7 select words): other function keys, alt and a letter or digit."""


def keyed(what: str) -> Keyed:
    """What has that id. Raises KeyError."""
    return {each.id: each for each in KEYED}[what]


def own(saved: Mapping[str, str]) -> dict[str, str]:
    """The saved keys that can be used, by what they do; of two that are the same, the first."""
    found: dict[str, str] = {}
    for each in KEYED:
        key = saved.get(each.id, "")
        if _FREE.fullmatch(key) and key not in found.values():
            found[each.id] = key
    return found


def keymap(saved: Mapping[str, str]) -> dict[str, str]:
    """For Textual's keymap: each id that has a key of the learner's, with that one beside those it came with."""
    return {what: f"{keyed(what).keys},{key}" for what, key in own(saved).items()}


def spoken(what: str, saved: Mapping[str, str]) -> str:
    """Its keys in words, the learner's own last."""
    mine = own(saved).get(what, "")
    return f"{keyed(what).spoken.replace(' or ', ', ')} or {named(mine)}" if mine else keyed(what).spoken


def named(key: str) -> str:
    """A key as it stands on keyboards."""
    return key.upper() if key.startswith("f") else key


def refused(key: str, what: str, saved: Mapping[str, str]) -> str:
    """Why ``key`` cannot be the learner's own for ``what``; empty when it can."""
    if not _FREE.fullmatch(key):
        return "That key has its work already. Press F5, F8 or a higher one, or alt and a letter or a digit."
    taken = next((other for other, theirs in own(saved).items() if theirs == key and other != what), "")
    return f"You have given {named(key)} away already: {keyed(taken).does}." if taken else ""
