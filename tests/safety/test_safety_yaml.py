"""Bar 46: a file that wants too much is refused within a second and 100 MiB, with its name and line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from coach import strictyaml
from tests.safety.hostile_yaml import KINDS, files, refused

COUNT, SEED = 300, 46


def test_three_hundred_hostile_files_are_refused_quickly_in_little_memory() -> None:
    """Read in a process of its own, one after the other: what the worst takes is what any takes at most."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.safety.hostile_yaml", str(COUNT), str(SEED)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["let_in"] == []
    assert told["slowest"] < 1.0
    assert told["grown"] < 100


def test_without_the_fast_parser_they_are_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strictyaml, "_LOADER", yaml.SafeLoader)
    assert [name for name, source in files(3 * len(KINDS), SEED) if not refused(source)] == []


@pytest.mark.parametrize(
    ("limit", "source"),
    [
        ("MOST_NODES", "- a\n" * 10_001),
        ("MOST_DEPTH", "[" * 21 + "]" * 21),
        ("MOST_SCALAR_BYTES", "a: " + "x" * 70_000),
        ("MOST_BYTES", "#" * (1024 * 1024 + 1) + "\na: b"),
    ],
)
def test_the_check_notices_a_limit_that_is_gone(monkeypatch: pytest.MonkeyPatch, limit: str, source: str) -> None:
    assert refused(source)
    monkeypatch.setattr(strictyaml, limit, 10**9)
    assert not refused(source)


def test_the_check_notices_tags_and_repeats_that_are_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strictyaml._Reading, "_extras", lambda *_: None)
    assert not refused("a: !!python/name:os.system x")


def test_the_check_notices_an_error_that_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strictyaml, "_decoded", lambda source, name: source.decode())
    with pytest.raises(UnicodeDecodeError):
        refused(b"a: \xff")
