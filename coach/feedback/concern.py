"""Words that may be about safety. A concern never blocks and never deletes (decisions.md, 7)."""

from __future__ import annotations

from collections.abc import Mapping

from coach.feedback.cues import Found

NONE = "none"
CONCERNS = ("child_at_risk", "self_harm", "partner_violence", "harm_to_other", "coercive_control")
"""What a writer's present situation may be, the one that outranks the others first (review-contract.md)."""

_SAFETY = "This sounds like it could be about safety, not wording."
LINES: Mapping[str, str] = {
    "child_at_risk": "This sounds like a child may not be safe. That matters more than any wording.",
    "self_harm": "This sounds heavy to carry alone. You matter more than any exercise. Who could be with you now?",
    "partner_violence": f"{_SAFETY} No sentence of yours has to fix that.",
    "harm_to_other": f"{_SAFETY} There are people who help with exactly this, and asking them takes courage.",
    "coercive_control": f"{_SAFETY} No sentence of yours has to fix that.",
}
"""The calm line that stands in place of a score."""


def concern(found: Found) -> str:
    """The concern a reply raises, or ``none``."""
    return next((name for name in CONCERNS if found.named(f"concern.{name}")), NONE)
