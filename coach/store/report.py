"""What the doctor and the list of backups say, as plain text: short sentences, no jargon, the place in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import fill

from coach.glyphs import shown
from coach.store.doctor import Finding, Found
from coach.store.migrations import Kind
from coach.store.restore import Choice

_WIDTH = 76

_CALLED: dict[Kind, str] = {
    "settings": "your settings",
    "state": "your place in the course",
    "draft": "a half-typed answer",
    "erasing": "a list of what to erase",
    "restoring": "a list of what to put back",
}


def in_words(day: str) -> str:
    """A day (ISO) as a person says it: "Sunday 22 November 2026"; anything else as it is."""
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{moment:%A} {moment.day} {moment:%B} {moment.year}"


def called(finding: Finding) -> str:
    """What a learner would call what a finding is about, and where it is."""
    where = shown(finding.where).replace("\n", "?") or "the data folder"
    if finding.trouble == "left-over":
        return f"a half-written file that a crash left ({where})"
    if finding.kind is None:
        return where
    called = _month(finding.where) if finding.kind == "facts" else _CALLED[finding.kind]
    return f"{'a backup of ' if finding.where.startswith('backups/') else ''}{called} ({where})"


def examined(found: Found) -> str:
    """What the doctor saw."""
    lines = [f"Looked at {shown(str(found.root))}.", ""]
    if found.only_look:
        lines += [*_told(found.only_look + " So this was only looked at.", ""), ""]
    lines.append("What is well:")
    lines += [f"  {line}" for line in _well(found)]
    if found.asides:
        lines += ["", "Kept beside by coach, as it was; yours to look at or to delete:"]
        lines += [f"  {shown(name)}" for name in found.asides]
    if found.well:
        lines += ["", "Nothing is damaged and nothing is missing."]
    else:
        lines += ["", "What is not:"]
        for finding in found.findings:
            lines += _told(f"{_capital(called(finding))}: {_trouble(finding)}", "  ")
        if any(_mendable(finding) for finding in found.findings) and not found.only_look:
            lines += ["", *_told("coach doctor --repair does this. What is damaged is kept beside, as it is.", "")]
    return "\n".join(lines) + "\n"


def repaired(said: Sequence[str]) -> str:
    """What a repair did."""
    if not said:
        return "There was nothing to repair.\n"
    return "\n".join(["Repairing:", *(line for one in said for line in _told(one, "  "))]) + "\n"


def listed(choices: Sequence[Choice]) -> str:
    """The backups, newest first."""
    if not choices:
        return "There are no backups yet. coach makes one at the start and the end of a sitting.\n"
    lines = ["Your backups, newest first. Each was opened and checked just now.", ""]
    for choice in choices:
        lines.append(f"{choice.number:>6}  {in_words(choice.day)}: {_held(choice)}")
        if choice.before:
            lines.append(f"        what was there before the restore of {in_words(choice.before)}")
        lines += [f"        damaged: {shown(name)}" for name in choice.damaged]
    lines += [
        "",
        *_told(
            "coach restore NUMBER puts one in place, or coach restore YYYY-MM-DD the last one of a day. What is "
            "there now is kept first: coach restore --undo brings it back. Half-typed words stay as they are.",
            "",
        ),
    ]
    return "\n".join(lines) + "\n"


def restored(choice: Choice, undo: bool) -> str:
    """What a restore did."""
    what = "What was there before the last restore" if undo else f"Backup {choice.number}"
    return (
        "\n".join(
            _told(
                f"{what} is in place: {in_words(choice.day)}, {_entries(choice.entries)}. What was there until now "
                "is kept as a backup; coach restore --undo brings it back.",
                "",
            )
        )
        + "\n"
    )


def _well(found: Found) -> list[str]:
    lines = []
    if "settings" in found.files:
        lines.append("your settings")
    if found.entries:
        months = len(found.entries)
        held = f"{_entries(sum(found.entries.values()))} in {months} {'month' if months == 1 else 'months'}"
        lines.append(f"your words: {held}")
    if "state" in found.files:
        lines.append("your place in the course")
    if drafts := found.files.get("draft"):
        lines.append("one half-typed answer" if drafts == 1 else f"{drafts} half-typed answers")
    if found.backups:
        lines.append(f"backups: {found.backups}, the newest from {in_words(found.newest_backup)}")
    return lines or ["there is nothing here yet"]


def _trouble(finding: Finding) -> str:
    match finding.trouble:
        case "damaged" | "lost":
            was = "is damaged" if finding.trouble == "damaged" else "is missing"
            return f"{was}. {_remedy(finding)}"
        case "damaged-backup":
            return "is damaged. It can be kept beside, so that no restore uses it; a new one is then made."
        case "newer":
            return "was written by a newer coach. Start that one; this one leaves it alone."
        case "unreachable":
            return "could not be read just now. That may be the disk, or what this account may do."
        case "open-mode":
            return "can be read by other accounts on this computer. It can be closed to them."
        case "left-over":
            return "can be taken away; what it was to become is here, whole, in its old version or its new one."
        case "link":
            return (
                "leads to another place. coach does not follow it and leaves it alone. Remove it if it is not yours."
            )
        case "unknown":
            return "is no file of coach's. It is left alone."
        case "unfinished":
            return "coach was ended in the middle of this. Its next start finishes it."


def _remedy(finding: Finding) -> str:
    if finding.spare is not None:
        held = f", with {_entries(finding.entries)}" if finding.kind == "facts" else ""
        return f"A good copy from {in_words(finding.day)} is in the backups{held}. It can be put in place."
    if finding.kind == "state":
        return "There is no good copy, and none is needed: coach works it out again from what you wrote."
    if finding.kind == "settings":
        return "There is no good copy. coach asks you again; your words are not in it."
    return (
        "There is no good copy in the backups. It stays as it is; coach keeps it beside when it next needs it. Some "
        "of the words in it can often still be read in a text editor."
    )


def _mendable(finding: Finding) -> bool:
    return finding.spare is not None or finding.trouble in ("damaged-backup", "open-mode", "left-over", "unfinished")


def _held(choice: Choice) -> str:
    months = f" in {choice.months} {'month' if choice.months == 1 else 'months'}" if choice.months else ""
    return f"{_entries(choice.entries)}{months}{'' if choice.good else ', not whole'}"


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _month(name: str) -> str:
    year_month = name.removesuffix(".json")[-7:]
    return f"your words of {date.fromisoformat(f'{year_month}-01'):%B %Y}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith(("your ", "a ", "the ")) else text


def _told(text: str, indent: str) -> list[str]:
    return fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + ("  " if indent else ""),
        break_long_words=False,
        break_on_hyphens=False,
    ).split("\n")
