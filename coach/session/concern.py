"""What is said when words give cause for concern: calm, help one key away, nothing blocked, nothing noted.

Detection may only ever add a gentle line (decision 7; safety bar 59). It is never stored.
"""

from __future__ import annotations

from coach.feedback import review

IN_PRACTICE: dict[str, str] = {
    "self_harm": (
        "What you wrote sounds heavier than any exercise. You matter more than this page. Press F2: it has people "
        "you can reach now, and what helps in the next hour."
    ),
    "harm_to_other": (
        "What you wrote sounds like it could be about safety, not wording. It takes something to write that down. "
        "Press F2: it has people to talk to. Are you worried about what you do yourself? Then press 3 there."
    ),
    "child_at_risk": (
        "What you wrote sounds like a child could need help now. That comes before any exercise. "
        "Press F2: it has people you can reach today."
    ),
    "": (
        "What you wrote sounds like it could be about safety, not wording. Practice is not the right tool for that: "
        "better words do not stop someone who frightens or hurts you, and it is not your words that cause it. "
        "Press F2 for people who know about this."
    ),
}
"""The line that stands in place of a score, by the review's concern; the last one for all others."""

AFTERWARDS = (
    "Your words are kept. If any of this is about being hurt, afraid, or wanting to be gone: "
    "F2 has people to talk to."
)
"""The gentle line after a journal entry or a line in a scene."""


def in_practice(found: str) -> str:
    """The calm line for a concern found in a practice reply."""
    return IN_PRACTICE.get(found, IN_PRACTICE[""])


def gentle_line(text: str) -> str:
    """The line to show after private words, or nothing."""
    return AFTERWARDS if review(text, "journal").concern != "none" else ""
