"""What ``coach review`` prints: a person's view, one JSON object, JSON lines, the Why table, the list of signals."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from coach.feedback.concern import NONE
from coach.feedback.context import Context
from coach.feedback.explain import explain, labels
from coach.feedback.review import JOURNAL, SKILLS, Review, review, signal_names
from coach.feedback.rubric import has_rules, rubric
from coach.glyphs import shown
from coach.marks import lay_out

Mode = Literal["plain", "json", "explain"]
_MARGIN = 16
_NARROW = 50
_BANDS = {"seed": "Seed", "taking-shape": "Taking shape", "solid": "Solid", "steady-hands": "Steady hands"}
NOT_YET = "I can't see the skill in this one yet."


def as_json(seen: Review, reply: str | None = None) -> str:
    """A review as the contract's JSON object on one line; ``reply`` is the id it was given, if any."""
    found: dict[str, Any] = {
        "id": reply,
        "skill": seen.skill,
        "language": seen.language,
        "signals": [
            {"name": one.name, "spans": [list(span) for span in one.spans], "rule": one.rule, "soft": one.soft}
            for one in seen.signals
        ],
        "criteria": [
            {"id": one.id, "state": one.state, "spans": [list(span) for span in one.spans], "rules": list(one.rules)}
            for one in seen.criteria
        ],
        "band": seen.band,
        "concern": seen.concern,
        "worked": seen.worked,
        "next_step": seen.next_step,
        "next_step_id": seen.next_step_id,
        "pattern": seen.pattern,
        "why": seen.why,
        "limits": seen.limits,
        "read_to": seen.read_to,
    }
    return _dumped(found)


def _dumped(found: dict[str, Any]) -> str:
    """JSON in readable letters, or in escapes where it holds what no terminal may be given or no file could take."""
    text = json.dumps(found, ensure_ascii=False)
    return text if shown(text) == text else json.dumps(found)


def run_review(
    skill: str, text: str, context_text: str = "", variant: str = "", mode: Mode = "plain", width: int = 80
) -> str:
    """Review one reply and put it into words for the terminal, without a final newline.

    ``context_text`` is what the reply answers; ``width`` is in cells. Raises CoachError for an unknown skill.
    """
    seen = review(text, skill, Context(says=context_text, variant=variant))
    if mode == "json":
        return as_json(seen)
    return _table(seen, width) if mode == "explain" else _plain(seen, width)


def review_lines(lines: Iterable[str | bytes], skill: str, variant: str = "") -> Iterator[tuple[str, bool]]:
    """Review JSON lines as they come: a JSON object without newline for each line, and whether it went well.

    A line holds ``id``, ``text`` and, if wanted, ``context`` (what the reply answers), all strings. A bad line gives
    an object with ``error`` and ``line`` (from 1), and the rest goes on. Empty lines are passed over.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            problem = _problem(given)
        except (ValueError, RecursionError):
            given, problem = None, "this line is not JSON in UTF-8"
        if problem:
            reply = given.get("id") if isinstance(given, dict) and isinstance(given.get("id"), str) else None
            yield _dumped({"id": reply, "error": problem, "line": number}), False
        else:
            seen = review(given["text"], skill, Context(says=given.get("context", ""), variant=variant))
            yield as_json(seen, given["id"]), True


def _problem(given: object) -> str:
    """What is wrong with a line that is JSON, or nothing."""
    if not isinstance(given, dict):
        return "this line is no JSON object"
    for name in ("id", "text"):
        if not isinstance(given.get(name), str):
            return f'"{name}" is missing or no string'
    return "" if isinstance(given.get("context", ""), str) else '"context" is no string'


def listed(width: int = 80) -> str:
    """Every skill with its criteria, then every signal with its line of meaning."""
    lines = ["Skills", ""]
    for skill in SKILLS:
        if skill == JOURNAL:
            lines.append("  journal: no skill, only a concern")
        else:
            for name in (rubric(skill).variant, *rubric(skill).variants):
                lines.append(f"  {skill}, {name}" if name else f"  {skill}")
                lines += [f"    {one.id:8} {one.asks}" for one in rubric(skill, name).criteria]
    lines += ["", "Signals", ""]
    for name, means in signal_names().items():
        lines += _wrapped(means, width, f"  {name:26}", " " * 28)
    return "\n".join(lines)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    wide = max(width, len(rest) + 12)
    return textwrap.wrap(shown(text), wide, initial_indent=first, subsequent_indent=rest) if text else []


def _told(title: str, text: str, width: int) -> list[str]:
    """A titled paragraph: the title in the margin, or above where there is no room for a margin."""
    if not text:
        return []
    if width < _NARROW:
        return [title, *_wrapped(text, width, "  ", "  "), ""]
    return [*_wrapped(text, width, f"{title:{_MARGIN}}", " " * _MARGIN), ""]


def _plain(seen: Review, width: int) -> str:
    lines: list[str] = []
    layout = lay_out(seen.text[: seen.read_to], labels(seen), width)
    for row in layout.rows:
        lines += [row.text, row.lane] if row.lane else [row.text]
    for note in layout.notes:
        lines += note.lines
    lines.append("")
    if seen.concern != NONE:
        return "\n".join([*lines, *_wrapped(seen.next_step, width, "", "")]).rstrip()
    if seen.skill == JOURNAL:
        return "\n".join(lines).rstrip()
    if has_rules(seen.skill) and seen.worked:
        lines += [f"{_BANDS[seen.band]}." if seen.band else NOT_YET, ""]
    lines += _told("What worked", seen.worked, width)
    lines += _told("One next step", seen.next_step, width)
    lines += _told("A pattern", seen.pattern, width)
    lines += _told("Why", seen.why, width)
    lines += _wrapped(seen.limits, width, "", "")
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _table(seen: Review, width: int) -> str:
    """The Why table, read from top to bottom: what is asked, the verdict, the words found, why, source and rules.

    Signals that no criterion uses follow under a heading of their own.
    """
    lines: list[str] = []
    rows = explain(seen)
    first_also = next((row for row in rows if row.also), None)
    for row in rows:
        if row is first_also:
            lines += ["Also seen", ""]
        lines += _wrapped(f"{row.criterion}: {row.verdict}", width, "", "  ")
        lines += _wrapped(row.found, width, "  found   ", "          ")
        for number, reason in enumerate(row.reasons):
            lines += _wrapped(reason, width, "          " if number else "  why     ", "          ")
        lines += _wrapped(row.source, width, "  source  ", "          ")
        lines += _wrapped(row.rule, width, "  rule    ", "          ")
        lines.append("")
    lines += _wrapped(seen.limits, width, "", "")
    return "\n".join(lines)
