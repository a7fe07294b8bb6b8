"""The labelled replies, by skill and by part.

``shared`` are the first 249 replies, ``own`` those written next: rules have been written looking at them. ``later``
were written by other hands when the rules stood; weights and thresholds are learnt from all three, but how far a rule
can be trusted shows in these. ``held`` is a third of the situations of ``own`` and ``later``, by a hash: whoever
looks at one of them to mend a rule must write new ones.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from coach import strictyaml

FOLDER = Path(__file__).parents[1] / "feedback" / "replies"
PARTS = ("shared", "own", "later", "held")
SIGNALS = {
    "i-statement": (
        "own_feeling", "faux_feeling", "blame", "absolute", "observation", "need_or_request",
    ),
    "validation": (
        "acknowledges_feeling", "makes_sense", "presence", "open_question", "closed_question", "reflects_content",
        "advice", "minimizing", "redirect_to_self", "defensive", "interrogating",
    ),
    "apology": (
        "expresses_regret", "names_specific_behaviour", "acknowledges_impact", "takes_responsibility",
        "offers_repair_or_change", "excuses_or_justifies", "conditional", "shifts_blame", "demands_forgiveness",
    ),
}  # fmt: skip
"""The signals each set of replies is labelled for (review-contract.md)."""
FAULTS = frozenset(
    {
        "blame", "absolute", "advice", "minimizing", "defensive", "interrogating", "redirect_to_self",
        "excuses_or_justifies", "conditional", "shifts_blame", "demands_forgiveness",
    }
)  # fmt: skip
"""Signals that find fault: telling one wrongly is the worst error."""


class Reply(NamedTuple):
    """One labelled reply: what it answers, the signals it was labelled for, and those that are in it."""

    id: str
    part: str
    skill: str
    situation: str
    says: str
    text: str
    labelled: tuple[str, ...]
    signals: frozenset[str]


def set_aside(situation: str) -> bool:
    """Whether a situation is among the third that is not looked at."""
    return int(hashlib.sha256(f"w{situation}".encode()).hexdigest(), 16) % 3 == 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def replies(skill: str, *parts: str) -> list[Reply]:
    """The replies of a set, in the order they were written."""
    found = []
    for part in parts:
        path = FOLDER / f"{skill}.jsonl" if part == "shared" else FOLDER / part / f"{skill}.jsonl"
        for row in _rows(path):
            labels = row.get("labels") or dict.fromkeys(SIGNALS[skill], False) | dict.fromkeys(row["signals"], True)
            situation = row.get("situation") or row["context"]
            signals = frozenset(name for name, here in labels.items() if here)
            found.append(
                Reply(row["id"], part, skill, situation, row["context"], row["text"], tuple(labels), signals)
            )
    return found


def golden() -> list[Reply]:
    """The golden cases (golden.yaml), each labelled for what it says is there and what is not."""
    path = FOLDER.parent / "golden.yaml"
    groups = strictyaml.parse(path.read_bytes(), path.name).value
    weighed = {name for names in SIGNALS.values() for name in names}
    found = []
    for group, cases in groups.items():
        for at, case in enumerate(cases):
            has, lacks = (weighed.intersection(case.get(key, "").split()) for key in ("has", "lacks"))
            where = f"golden {group} {at}"
            found.append(
                Reply(where, "golden", "", where, case.get("says", ""), case["text"], (*has, *lacks), frozenset(has))
            )
    return found


def clean_tries() -> list[Reply]:
    """The tries (tries/*.yaml) that can only be called solid or better, each labelled for holding no fault."""
    found = []
    for path in sorted((FOLDER.parent / "tries").glob("*.yaml")):
        for at, case in enumerate(strictyaml.parse(path.read_bytes(), path.name).value):
            if "held" not in case and {"solid", "steady-hands"}.issuperset(case["band"].split()):
                where = f"{path.stem} {at}"
                found.append(
                    Reply(where, "tries", "", where, case.get("says", ""), case["text"], tuple(FAULTS), frozenset())
                )
    return found
