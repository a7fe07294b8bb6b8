"""Words on the screen: the only door from data to Textual.

Textual reads markup in a bare ``str`` and passes control characters on to the terminal. So no widget is ever
given a ``str`` of data (a lesson's, a name, the learner's words): it gets the Content made here.
"""

from __future__ import annotations

from textual.content import Content

from coach.glyphs import shown

Piece = str | Content | tuple[str, str]
"""Text, Content, or text with a style ("$own-words", "bold $next")."""


def show(text: str, style: str = "") -> Content:
    """``text`` letter for letter, safe to draw, in one style. Offsets into it are offsets into ``text``."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def assemble(*pieces: Piece) -> Content:
    """Pieces one after the other, each made safe to draw."""
    return Content("").join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> Content:
    if isinstance(piece, Content):
        return piece
    return show(piece) if isinstance(piece, str) else show(*piece)
