"""Any words come back from the disk as they were typed: all planes, lone surrogates, controls, directions, sizes."""

from __future__ import annotations

import random

from coach.progress.model import Draft
from coach.progress.transitions import apply
from coach.store.home import open_home
from tests.long import scratch
from tests.store.store_homes import NOON, Clock, fact

BATCH = 250
"""Texts a home: one file a month is read whole, so many of them are cheap."""

PIECES = (
    "\r\n", "\n", "\r", "\t", "\x00", "\x1b[31m", "\ufeff", "\ufdd0", "\ufdd0d800", "\u2028", "\u200d", "\u202e",
    "e\u0301", "\ud800", "\udfff", "\ud83d\ude00", "\U0001f469\u200d\U0001f467", "\U0001f1eb\U0001f1f7", "مرحبا",
    "שלום", "สวัสดี", "नमस्ते", '"', "\\", "</script>", "[b]", "{}",
)  # fmt: skip


def any_text(chance: random.Random) -> str:
    """A text of odd pieces, letters, and characters from anywhere."""
    return "".join(
        chance.choice(PIECES) if chance.random() < 0.4 else chr(chance.randrange(0x110000))
        for _ in range(chance.randrange(1, 60))
    )


def fidelity(count: int, seed: int) -> str:
    """Save that many texts, as facts and (some) as drafts, one of them of a megabyte, and read them again."""
    chance = random.Random(seed)
    for begun in range(0, count, BATCH):
        texts = [any_text(chance) for _ in range(min(BATCH, count - begun))]
        texts[-1] *= 1_000_000 // len(texts[-1]) + 1
        with scratch() as path:
            _write(path, texts)
            home = open_home(path, clock=Clock())
            store = home.space("me")
            assert [one.body.text for one in store.facts()] == texts
            for number, text in enumerate(texts[::25]):
                assert store.draft(f"field {number}").text == text
            assert store.notices == ()
            home.close()
    return f"{count} texts came back as they were"


def _write(path, texts: list[str]) -> None:
    home = open_home(path, clock=Clock())
    store = home.space("me")
    progress = store.load()
    new = []
    for text in texts:
        new.append(fact(store, progress, text, NOON))
        progress = apply(progress, new[-1])
    store.append(new, progress).result(60)
    for number, text in enumerate(texts[::25]):
        store.save_draft(Draft(key=f"field {number}", text=text)).result(20)
    home.close()
