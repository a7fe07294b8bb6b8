"""Three hundred files that want too much of a reader, made from a seed; run by itself it tells what they cost.

The cost is told by a process of its own because memory is only seen from outside: ``python -m`` this module with a
count and a seed prints one line of JSON.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

from coach import strictyaml
from coach.errors import CourseError

MIB = 1024 * 1024


def _bomb(dice: random.Random) -> str:
    names = "abcdefghij"[: dice.randint(4, 10)]
    rows = [f"a: &a [{','.join('x' * dice.randint(2, 30))}]"]
    rows += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * dice.randint(2, 30))}]" for before, name in pairwise(names)
    ]
    return "\n".join(rows)


def _deep(dice: random.Random) -> str:
    opens, closes = dice.choice([("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")])
    times = dice.randint(21, 900_000 // len(opens + closes))
    return opens * times + (closes * times if dice.random() < 0.5 else "")


def _nested_rows(dice: random.Random) -> str:
    return "\n".join(" " * depth + "a:" for depth in range(dice.randint(22, 1_300)))


def _many(dice: random.Random) -> str:
    row = dice.choice(
        ["- a\n", "- k{n}: v\n", "k{n}: v\n", "- [a]\n", "- {{a: b}}\n", "- ''\n", "-\n", "k{n}: [a, b, c]\n"]
    )
    return "".join(row.format(n=number) for number in range(dice.randint(10_001, 900_000 // (len(row) + 4))))


def _doubled(dice: random.Random) -> str:
    return "a: b\n" * dice.randint(2, 200_000)


def _long(dice: random.Random) -> str:
    words = dice.choice(["x", "x ", "é", "中", "👩", "\\n", "a: "]) * dice.randint(70_000, 250_000)
    return dice.choice(['a: "{}"', "a: '{}'", "a: {}", "a: >-\n  {}", "a: |\n  {}", "{}: a", "[{}]"]).format(words)


def _tagged(dice: random.Random) -> str:
    tag = dice.choice(
        ["!!python/object/apply:os.system [ls]", "!!python/name:os.system", "!!python/module:os", "!!binary aGk=",
         "!own x", "!!map {a: b}", "!<tag:yaml.org,2002:str> x", "! x", "!!set {a, b}", "!!timestamp 2026-11-21"]
    )  # fmt: skip
    return f"a: {tag}\n" + "".join(f"b{n}: {tag}\n" for n in range(dice.choice([0, 1, 5_000])))


def _merged(dice: random.Random) -> str:
    return f"a: &x {{k: v}}\nb:\n  <<: {dice.choice(['*x', '[*x, *x]', '{c: d}'])}\n"


def _bytes(dice: random.Random) -> bytes:
    good = b"title: words\nsteps:\n  - id: one\n    text: more words\n" * dice.randint(1, 50)
    at = dice.randrange(len(good))
    odd = dice.choice(
        [b"\x00", b"\x1b", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xc2\x9b", b"\xe2\x80\xa8", b"\x7f"]
    )
    return dice.choice(
        [good[:at] + odd + good[at:], b"\xef\xbb\xbf" + good, good.decode().encode("utf-16"), b"\x00" * 1_000_000,
         dice.randbytes(5_000) + b"\x00", bytes(reversed(good)) + b"\xff", b"#" * (MIB + 1), b"\x85" * 500_000]
    )  # fmt: skip


def _broken(dice: random.Random) -> str:
    row = dice.choice(
        ["a: b: c", "a: 'b", 'a: "b', "a: [b, c", "a: {b: c", "a:\n  b: c\n d: e", "- a\nb: c", "a: @b", "a: `b",
         "\tb: c",
         "a: >x\n b", "? [a]\n: b", "a: \"\\q\"", "--- a\n--- b\n", "a: b\n...\nc: d", "%YAML 9.9\n---\na",
         "- : : :\n x: - -",
         "a: |9\n b", "*a : b", "&a &b c", "}", "]", ",", "a: ]", "a: b #c\n  d: e", "{a, b: [c}", "[a]: b",
         "{{a}}: b"]
    )  # fmt: skip
    return "".join(f"n{number}: fine\n" for number in range(dice.choice([0, 3, 3_000]))) + row


def _signs(dice: random.Random) -> str:
    sign = dice.choice(
        [
            "?\n",
            ":",
            "- - ",
            "[[",
            "{{",
            '"',
            "'",
            "&a ",
            "*a ",
            "!a ",
            "|\n",
            ">\n",
            "%\n",
            "@",
            "`",
            "<<: ",
            "a:\n ",
        ]
    )
    return sign * dice.randint(2_000, MIB // len(sign) - 1)


KINDS: tuple[Callable[[random.Random], str | bytes], ...] = (
    _bomb, _deep, _nested_rows, _many, _doubled, _long, _tagged, _merged, _bytes, _broken, _signs,
)  # fmt: skip


def files(count: int, seed: int) -> Iterator[tuple[str, str | bytes]]:
    """Hostile files, each with what it is."""
    dice = random.Random(seed)
    for number in range(count):
        make = KINDS[number % len(KINDS)]
        yield f"{make.__name__[1:]} {number}", make(dice)


def refused(source: str | bytes) -> bool:
    """Whether the loader refuses a file as it should: by CourseError alone, and with file, line and column."""
    try:
        strictyaml.parse(source, "pack.yaml")
    except CourseError as error:
        first = error.problems[0].split(":")
        return first[0] == "pack.yaml" and first[1].isdigit() and first[2].isdigit()
    return False


def cost(count: int, seed: int) -> dict[str, object]:
    """What reading that many files takes: the slowest in seconds, the memory on top in MiB; and what was let in."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slowest, let_in = 0.0, []
    for name, source in files(count, seed):
        begun = time.perf_counter()
        fine = refused(source)
        slowest = max(slowest, time.perf_counter() - begun)
        if not fine:
            let_in.append(name)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"slowest": slowest, "grown": grown, "let_in": let_in}


if __name__ == "__main__":
    print(json.dumps(cost(int(sys.argv[1]), int(sys.argv[2]))))
