"""Who could still see what: an honest table, for the page beside the numbers and for whoever asks before writing."""

from __future__ import annotations

FIRST = "Nothing here is sent anywhere: coach uses no network. Your words lie in a folder on this computer."
"""What holds for everybody."""

ROWS: tuple[tuple[str, str], ...] = (
    (
        "Somebody who looks at this screen",
        "What is on it. F4 covers it with a dull page. It locks nothing: whoever presses F4 again sees it again.",
    ),
    (
        "Somebody who uses this computer under your name",
        "All of it. Your words are not locked with a password yet: the files can be opened and read.",
    ),
    (
        "Somebody with an account of their own here",
        "Not your words, as a rule: the files are for your account alone. That coach is installed, they may see.",
    ),
    (
        "Somebody who runs this computer",
        "All of it, if they look. At work or at school that may be people you do not know.",
    ),
    (
        "A program that watches keys or the screen",
        "What you type and see, here as anywhere else. coach cannot tell whether there is one.",
    ),
    (
        "Backups, and folders that are copied elsewhere",
        "A copy of your words, with whoever has the backup. coach keeps some backups itself, in the same folder.",
    ),
    (
        "Somebody who looks after you deleted",
        "Older copies may be left on the disk or in a backup. A folder that is suddenly gone can be noticed too.",
    ),
    (
        "Somebody who scrolls back in this window",
        "Nothing from these pages, in most terminals. What a command prints (coach export, coach progress, coach "
        "numbers) stays in the window, and its name in the list of commands.",
    ),
    (
        "Whoever has your phone, or pays for it",
        "The calls you make: a list in the phone, and sometimes a bill.",
    ),
)
"""Who, and what they could see."""

WHAT_NOW = "If it could harm you that somebody reads this"
LAST = (
    "Write less, or on paper you can tear up, or do the pages in your head. Every lesson can be read without writing "
    "a word."
)
"""What to do with it."""
