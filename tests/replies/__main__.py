"""``python -m tests.replies [signals|rules|wrong|train|folds] [--set SKILL] [--part shared|own|later|held]``.

How well replies are read: the precision and recall of every signal or rule, the replies a signal is wrong about, the
learning of the word weights, and how well the shared replies are read by weights learnt without them.
"""

from __future__ import annotations

import argparse

from tests.replies import measure, train
from tests.replies.data import PARTS, SIGNALS, replies


def wrong(skill: str, parts: tuple[str, ...], name: str) -> list[str]:
    """The replies for which a signal was told wrongly (+) or not told (-)."""
    lines = []
    for reply in replies(skill, *parts):
        found = measure.told(reply)
        if name in reply.labelled and (name in found) != (name in reply.signals):
            lines.append(f"{'+' if name in found else '-'} {reply.id} [{reply.says}]\n      {reply.text}")
    return lines


def main() -> None:
    """Print what is asked for; of the replies set aside nothing but figures."""
    asks = argparse.ArgumentParser(prog="python -m tests.replies", description=__doc__)
    asks.add_argument("what", nargs="?", default="signals", choices=("signals", "rules", "wrong", "train", "folds"))
    asks.add_argument("--set", choices=tuple(SIGNALS), action="append")
    asks.add_argument("--part", choices=PARTS, action="append")
    asks.add_argument("--signal", help="with wrong: the signal whose errors to list")
    given = asks.parse_args()
    parts = tuple(given.part or ("shared", "own", "later"))
    skills = tuple(given.set or SIGNALS)
    if given.what == "train":
        print("\n".join(train.train()))
    elif given.what == "folds":
        print("\n".join(train.folds()))
    elif given.what == "rules":
        print("\n".join(measure.rules(parts)))
    elif given.what == "wrong" and "held" in parts:
        asks.error("the replies set aside are not looked at")
    elif given.what == "wrong":
        print("\n".join(line for skill in skills for line in wrong(skill, parts, given.signal)))
    else:
        for skill in skills:
            print("\n".join(measure.signals(skill, parts)))
        print("\n".join(measure.faults(parts)))


if __name__ == "__main__":
    main()
