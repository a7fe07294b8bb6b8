"""Words the course does not use: cheering, jargon, labels, promises nobody can keep (``wording.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from coach import strictyaml
from coach.check.faults import Fault, Source
from coach.check.words import Words

RULES = Path(__file__).parent / "wording.yaml"
_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"")


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases not to use. ``everywhere`` means in what people say, too."""

    id: str
    phrases: tuple[str, ...]
    instead: str
    everywhere: bool = False


class _Rules(Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[Rule, ...]


@cache
def rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules, each with the one pattern that finds any of its phrases."""
    found = strictyaml.parse(RULES.read_bytes(), RULES.name).convert(_Rules).rules
    return tuple((rule, re.compile("|".join(map(_pattern, rule.phrases)), re.IGNORECASE)) for rule in found)


def wording_faults(source: Source[Any], texts: Iterable[Words]) -> Iterator[Fault]:
    """Texts with words the course does not use."""
    for words in texts:
        own = _QUOTE.sub(" ", words.text)
        for rule, pattern in rules():
            if words.people and not rule.everywhere:
                continue
            found = pattern.search(words.text if rule.everywhere else own)
            if found:
                yield source.fault(words.at, f'"{found[0]}" is not a word of this course ({rule.id})', rule.instead)


def _pattern(phrase: str) -> str:
    before = r"\b" if phrase[0].isalnum() else ""
    after = r"\b" if phrase[-1].isalnum() else ""
    return before + re.escape(phrase).replace("'", "['’]") + after
