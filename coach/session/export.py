"""What a learner takes away: journal and plans as Markdown, everything as JSON, or what they see differently."""

from __future__ import annotations

import json
from typing import Literal

import msgspec

from coach.progress.disagreements import counted, standing
from coach.progress.model import Attempt, Entry, Fact, Followed, Kept, Planned, Played, Recalled
from coach.session.visit import Visit

Format = Literal["markdown", "json"]
WHO_CAN_READ = (
    "It is plain text: anyone who can open your files can read it. Keep it where you would keep a diary, "
    "and delete it when you no longer need it."
)
"""Said with every export."""

_WENT = {
    "did": "I did it",
    "partly": "Partly",
    "mended": "Missed, and put right",
    "missed": "Missed",
    "not-yet": "Not yet",
    "dropped": "Let go",
}


def export(visit: Visit, form: Format) -> str:
    """The learner's words in the order they were written, as Markdown, or every fact as JSON."""
    return _json(visit) if form == "json" else _markdown(visit)


def disagreements(visit: Visit) -> str:
    """What the learner sees differently in reviews: a JSON object a line, for whoever mends the rules.

    ``times`` counts the notes about the same rule, or about the same thing where no rule spoke. Of the date a line
    holds the month alone; the learner's words (``text``, with the ``spans`` in it, in code points) only where they
    added them. All letters are plain ones or escapes, so that no line can do anything to a terminal.
    """
    those = standing(visit.history())
    counts = counted(those)
    lines = []
    for one in those:
        body = one.body
        line: dict[str, object] = {
            "skill": body.skill,
            "what": body.what,
            "rule": body.rule,
            "state": body.state,
            "band": body.band,
            "times": counts.by_rule[body.rule] if body.rule else counts.by_what[body.what],
            "version": body.version,
            "month": one.fact.at[:7],
        }
        if body.share_words:
            line |= {"text": one.attempt.text, "spans": body.spans}
        lines.append(json.dumps(line) + "\n")
    return "".join(lines)


def _json(visit: Visit) -> str:
    facts = {"format": "coach-export", "version": 1, "facts": visit.history()}
    return msgspec.json.format(msgspec.json.encode(facts), indent=1).decode() + "\n"


def _markdown(visit: Visit) -> str:
    pages = ["# Notes", f"> {WHO_CAN_READ}"]
    day = ""
    for fact in visit.history():
        block = _block(visit, fact)
        if not block:
            continue
        if fact.at[:10] != day:
            day = fact.at[:10]
            pages.append(f"## {day}")
        pages.append(block)
    if not day:
        pages.append("Nothing is written yet.")
    return "\n\n".join(pages) + "\n"


def _block(visit: Visit, fact: Fact) -> str:
    body = fact.body
    words = quoted(visit.words(fact))
    match body:
        case Entry() | Recalled() | Attempt():
            return f"### {one_line(body.question) or 'A page'}\n\n{words}" if words else ""
        case Planned():
            return f"### A plan: {one_line(body.question)}\n\n{words}"
        case Followed():
            return f"### How a plan went\n\n{quoted(_WENT[body.went])}"
        case Kept():
            return f"### A sentence to keep\n\n{words}"
        case Played():
            return f"### In a scene\n\n{words}\n\n{body.says.strip()}" if words else ""
        case _:
            return ""


def one_line(text: str) -> str:
    """Text as one line of a heading: its own line breaks would end the heading."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """The learner's words as a Markdown quotation, so that nothing in them can act as a heading."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
