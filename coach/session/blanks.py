"""A blank of a sentence, filled: what stands around the learner's words."""

from __future__ import annotations

_STOPS = ".,;:!?…"
_CLOSING = "\"'”’)]"


def around(starts: str, words: str, ends: str) -> tuple[str, str]:
    """What to put before and after ``words``: a beginning or a stop the learner wrote too is not put twice."""
    said = words.strip().casefold()
    again = said.startswith(f"{starts.casefold()} ")
    stopped = said.rstrip(_CLOSING).endswith(tuple(_STOPS))
    before = f"{starts} " if starts and not again else ""
    return before, "" if stopped and not any(map(str.isalnum, ends)) else ends


def filled(starts: str, words: str, ends: str) -> str:
    """The words with what stands around them."""
    before, after = around(starts, words, ends)
    return f"{before}{words}{after}".strip()
