"""What a terminal or Textual would obey, in well over two hundred forms, and how to put it in the place of words."""

from __future__ import annotations

from typing import Any

import msgspec

NEVER = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
    *map(chr, range(0xE0000, 0xE0080)),
}
"""Characters that are never drawn or printed: controls in both forms, what turns the direction, what hides."""

_OPEN = {"OSC": "]", "CSI": "[", "DCS": "P", "APC": "_", "PM": "^", "SOS": "X", "SS3": "O", "charset": "(0"}
_C1 = {"OSC": "\x9d", "CSI": "\x9b", "DCS": "\x90", "APC": "\x9f", "PM": "\x9e", "SOS": "\x98", "SS3": "\x8f"}
_BODIES = {
    "OSC": (
        "0;title", "2;title", "4;1;#ff0000", "7;file:///etc", "8;;https://x.test", "9;note", "10;?", "11;?", "50;?",
        "52;c;aGk=", "52;p;?", "104", "133;A", "633;E;ls", "777;notify;a;b", "1337;File=inline=1:aGk=",
        "1337;CopyToClipboard=", "5522;type=read",
    ),
    "CSI": (
        "2J", "3J", "H", "1;1H", "31m", "8m", "0c", ">c", "5n", "6n", "21t", "20t", "18t", "?1049l", "?1049h",
        "?2004l", "?25l", "?1000h", "?1006h", "?69h", "1000000A", "1000000b", "4h", "20h", "5i", "4i", "!p", "s",
        "u", ">4;2m",
        "?u", "=1u", "38;5;1m", "48;2;1;2;3m", "1;2r", "2K", "1P", "1@", "1L",
    ),
    "DCS": ("$qm", "+q544e", "q#0;2;0;0;0", "tmux;x", "1$r0m"),
    "APC": ("Gf=100;aGk=", "x", "Gq=2"),
    "PM": ("x", "y;z"),
    "SOS": ("x", "y"),
    "SS3": ("A", "P"),
    "charset": ("", "lqk"),
}  # fmt: skip
_ENDS = {"OSC": ("\x07", "\x1b\\", "\x9c", ""), "DCS": ("\x1b\\", "\x9c"), "APC": ("\x1b\\", "\x9c")}


def _sequences() -> list[str]:
    found = []
    for kind, bodies in _BODIES.items():
        for body in bodies:
            ends = _ENDS.get(kind, ("",))
            found += [f"\x1b{_OPEN[kind]}{body}{end}" for end in ends[:2]]
            if kind in _C1:
                found.append(f"{_C1[kind]}{body}{ends[-1]}")
    return found


def _characters() -> list[str]:
    lone = [f"a{chr(code)}b" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
    turning = [f"abc{sign}def" for sign in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    hiding = [
        f"ab{sign}cd" for sign in "\u200b\u2028\u2029\u2060\u2061\u2063\u206a\ufeff\ufff9\ufffe\uffff\ud800\udfff"
    ]
    tags = ["".join(chr(0xE0000 + ord(letter)) for letter in word) for word in ("tags", "send money", "\x7f")]
    piled = [letter + mark * 1000 for letter in "aé漢" for mark in "\u0301\u0489\u20dd\ufe0f\u200d"]
    return [*lone, *turning, *hiding, *tags, *piled]


def _tricks() -> list[str]:
    return [
        "kept\rgone", "kept\b\b\b\bgone", "kept\x7f\x7f\x7f\x7fgone", "a\x1b", "\x1b\x1b[31m", "\x1b\u200b[31m",
        "\x1b[\x1b[31m31m", "\x1b]5\x1b]52;c;aGk=\x072;c;aGk=\x07", "\x9b\x9b2J", "\xc2\x9b2J", "\x1b[3\n1m", "\x1bc",
        "\x1b#8", "\x1b=", "\x1b7\x1b8", "\x1bM\x1bM", "\x1b%G", "\x0e\x0f", "\x05", "\x1b[200~x\x1b[201~",
        "\x1bN\x1bO", "\u202e\x1b[31m\u202c", "\x1b]8;;x\x1b\\[link]\x1b]8;;\x1b\\", "\x18\x1a\x1b[2J",
    ]  # fmt: skip


ESCAPES = (*_sequences(), *_characters(), *_tricks())
"""Payloads that a terminal obeys, hides or chokes on."""

MARKUP = (
    "[/]", "[/b]", "[b]bold[/b]", "[b ", "[red]a[/red] $text [b c='d]", "I felt [/angry]", "I feel [angry] and sore",
    "[@click=app.quit()]x[/]", "[@click=app.leave]x[/]", "[@click='app.hide()']x[/@click]",
    "[link=https://x.test]x[/link]", "[link='file:///etc/passwd']x[/]", "[$primary]x[/]", "[on red]x", "\\[b]x",
    "[[b]]x", "[b][i]x[/b][/i]", "[not a tag]", "[]", "[ ]", "[1]", "[=]", "[/@click]", "[:smile:]", ":smile: $name",
    "[#ff0000]x[/]", "[b i u s]x", "[@]x", "[@click]x", "[b=\"]", "[click=app.quit()]x[/]", "![p](https://x.test/p.png)",
    "[t](https://x.test)", "<b>x</b>", "`x`", "# x", "**x**", "[bold", "]", "[/bold] [/italic]", "[dim",
)  # fmt: skip
"""Text that reads like markup of Textual's, Rich's or Markdown's."""

READABLE = (
    "שלום, מה שלומך?", "مرحبا، كيف حالك اليوم؟", "می\u200cخواهم", "हिन्दी में लिखा", "ภาษาไทย", "漢字とかな",
    "👩\u200d👩\u200d👧 🇩🇪 ❤\ufe0f",
    "été, naïve, Zoë", "e\u0301te\u0301",
)  # fmt: skip
"""What people write, and must see again as they wrote it."""

SURFACE = (
    "\x1b]52;c;aGk=\x07[@click=app.quit()]x[/] \x9b2J \u202e \x00\r\x7f",
    "[/angry] [b \x9d0;t\x9c\x1bP$qm\x1b\\ \U000e0041\u2066\ufeff e" + "\u0301" * 30,
)
"""Two that hold every kind between them: what one surface after the other is given."""

HOSTILE = (
    "[/]",
    "[b ",
    "[b c='d]x[/b]",
    "I felt [/angry] and [red]sore",
    "[@click=app.quit()]go[/]",
    "\x1b[31mred\x1b[0m",
    "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m",
    "\x1b]0;title\x1b\\",
    "\x9b2J\x9d0;t\x9c",
    "\x00\x07\x08\x0b\x0c\x7f",
    "\x00\r\n\tend",
    "abc\u202edef\u2066g\u200f",
    "\u202eright to left\u2066 \U000e0041",
    "\U000e0041\U000e0042 tags",
    "a" + "\u0301" * 1000,
    "wide 漢字 👩\u200d👩\u200d👧\u200d👦 你好 שלום flag 🇩🇪",
    "x" * 400,
)
"""One of each, for tests of a single widget or screen."""

KEPT = {
    "id", "key", "group", "quote_key", "fact", "lesson", "step", "phase", "kind", "who", "support", "scene", "sign",
    "starts_at", "levels",
}  # fmt: skip
"""Fields of views that name things and are not drawn, or are the course's own signs."""


def hostile(value: Any, text: str, *, empty: bool = False) -> Any:
    """The view with ``text`` in every place where words stand; with ``empty`` also where some could."""
    if isinstance(value, msgspec.Struct):
        names = [name for name in value.__struct_fields__ if name not in KEPT]
        return msgspec.structs.replace(
            value, **{name: hostile(getattr(value, name), text, empty=empty) for name in names}
        )
    if isinstance(value, tuple):
        return tuple(hostile(each, text, empty=empty) for each in value)
    return text if isinstance(value, str) and (value or empty) else value


def obeyed(page: str) -> set[str]:
    """What of a drawn or printed page a terminal would not have shown as it stands."""
    return (set(page) - {"\n"}) & NEVER
