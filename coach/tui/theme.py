"""Two themes of our own, and the four names screens colour by.

``$next`` is the thing to do next, ``$own-words`` the learner's own words, ``$quiet`` text that can wait, ``$rule``
lines and frames. Text reaches a contrast of 7:1 in both of ours; Textual's own themes stay selectable and get the
names from their nearest colours. Colour never stands alone: a word or a sign says the same.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str, *, dark: bool, ground: str, raised: str, text: str, quiet: str, rule: str, lamp: str, own: str
) -> Theme:
    """A theme with one accent: ``lamp`` on ``ground``."""
    return Theme(
        name=name,
        dark=dark,
        primary=lamp,
        secondary=own,
        accent=lamp,
        warning=lamp,
        error=lamp,
        success=own,
        foreground=text,
        background=ground,
        surface=raised,
        panel=raised,
        luminosity_spread=0.04,
        variables={
            "next": lamp,
            "own-words": own,
            "quiet": quiet,
            "rule": rule,
            "text": text,
            "text-muted": quiet,
            "text-disabled": quiet,
            "scrollbar": rule,
            "scrollbar-hover": quiet,
            "scrollbar-active": quiet,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "block-cursor-foreground": ground,
            "block-cursor-background": lamp,
            "block-cursor-text-style": "none",
            "input-cursor-foreground": ground,
            "input-cursor-background": own,
            "input-selection-background": rule,
        },
    )


DARK = _theme(
    "coach-dark",
    dark=True,
    ground="#1b1714",
    raised="#25201b",
    text="#ece4d6",
    quiet="#b9ad9c",
    rule="#574c41",
    lamp="#f2bd6b",
    own="#b3d3ea",
)
PAPER = _theme(
    "coach-paper",
    dark=False,
    ground="#faf6ec",
    raised="#f1ebdd",
    text="#2b2620",
    quiet="#51483d",
    rule="#b5a994",
    lamp="#763806",
    own="#174a78",
)
THEMES = (DARK, PAPER)
DEFAULT = DARK.name


def names(variables: dict[str, str]) -> dict[str, str]:
    """``variables`` of any theme with our four names in it; a theme of ours brings its own."""
    borrowed = {
        "next": variables["text-accent"],
        "own-words": variables["text-secondary"],
        "quiet": variables["text-muted"],
        "rule": variables["foreground-muted"],
    }
    return {**borrowed, **variables}
