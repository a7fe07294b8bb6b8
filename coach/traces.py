"""What a command leaves behind when it goes wrong: one calm sentence, and never a word of the learner's."""

from __future__ import annotations

import sys
import threading

CRASHED = "Something went wrong, and coach had to stop. Your words are kept: start it again to go on from there.\n"


def leave_none() -> None:
    """No core dump, no traceback of a thread or of something forgotten: each could hold what was typed."""
    threading.excepthook = lambda _: None
    sys.unraisablehook = lambda _: None
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
