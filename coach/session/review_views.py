"""What a front end shows of a review: the words with their marks, and the table behind it. All text is raw."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Marked(Struct, frozen=True, kw_only=True):
    """A stretch of the learner's words and the word under it. Half-open offsets in code points."""

    start: int
    end: int
    label: str
    kind: Literal["helps", "costs", "note"]


class Verdict(Struct, frozen=True, kw_only=True):
    """One row of the Why table: what is asked, the words found, the verdict, the reasons, the source; ids last.

    ``noted`` is a line once the learner sees it differently.
    """

    criterion: str
    found: str
    verdict: str
    rule: str
    source: str
    reasons: tuple[str, ...] = ()
    noted: str = ""


class ReviewView(Struct, frozen=True, kw_only=True):
    """A review as shown: the reply with its marks, what worked, one next step, a pattern, why.

    ``verdicts`` has a row for each criterion, ``also`` one for each signal that no criterion uses. ``differs``
    names what of it the learner sees differently.
    """

    text: str
    marks: tuple[Marked, ...]
    band: str
    worked: str
    next_step: str
    pattern: str
    why: str
    limits: str
    verdicts: tuple[Verdict, ...] = ()
    also: tuple[Verdict, ...] = ()
    differs: tuple[str, ...] = ()
