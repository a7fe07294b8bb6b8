"""What the settings show: a row for each, with what it does in a sentence."""

from __future__ import annotations

from msgspec import Struct

from coach.session.views import Action, Field


class SettingRow(Struct, frozen=True, kw_only=True):
    """One setting: its name, what it is now in words, and what it does. ``id`` is the action that changes it."""

    id: str
    title: str
    value: str
    says: str


class SettingsView(Struct, frozen=True, kw_only=True):
    """All settings, or one being asked about: its ``title`` and ``text``, a field or a list of answers.

    While ``listens`` says so, the next key that means nothing else here is the answer: action ``key:NAME``.
    """

    rows: tuple[SettingRow, ...] = ()
    title: str = ""
    text: str = ""
    field: Field | None = None
    listens: str = ""
    notice: str = ""
    actions: tuple[Action, ...] = ()
