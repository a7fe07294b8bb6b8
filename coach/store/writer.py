"""The one thread that writes: in order, later words in place of earlier ones, and every waiter told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from coach.errors import StoreError

PAUSE = 0.5
"""Seconds between two saves of one draft: half-typed words are at most this far behind, and the disk is spared."""


@dataclass
class _Job:
    run: Callable[[], None]
    key: str
    due: float
    futures: list[Future[None]] = field(default_factory=list)


class Writer:
    """A queue and its thread, which starts with the first job.

    Jobs with a ``key`` may be told to pause and give way to a later one of the same key, which then tells the waiters
    of both. A job without key makes everything before it due, so that it never overtakes.
    """

    def __init__(self, explain: Callable[[Exception], StoreError]) -> None:
        self._explain = explain
        self._condition = threading.Condition()
        self._jobs: list[_Job] = []
        self._busy = False
        self._closed = False
        self._last: dict[str, float] = {}
        self._thread: threading.Thread | None = None

    def submit(self, run: Callable[[], None], key: str = "", pause: float = 0.0) -> Future[None]:
        """Have ``run`` called by the writer; the future is done after that, with a StoreError when it failed.

        Not before ``pause`` seconds after the last success under the same key, unless hurried.
        """
        future: Future[None] = Future()
        future.set_running_or_notify_cancel()  # a waiter may give up; the words are saved all the same
        with self._condition:
            if self._closed:
                future.set_exception(StoreError("coach is closing, so this is not saved. Start it and try again."))
                return future
            now = time.monotonic()
            job = _Job(run, key, now, [future])
            if not key:
                self._hurry()
            else:
                job.due = max(now, self._last.get(key, 0.0) + pause)
                for earlier in [earlier for earlier in self._jobs if earlier.key == key]:
                    self._jobs.remove(earlier)
                    job.futures = earlier.futures + job.futures
                    job.due = min(earlier.due, job.due)
            self._jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="coach-writer", daemon=True)
                self._thread.start()
            self._condition.notify_all()
        return future

    def flush(self, seconds: float) -> bool:
        """Have everything queued written now; False when that took longer than ``seconds``."""
        with self._condition:
            self._hurry()
            return self._condition.wait_for(lambda: not self._jobs and not self._busy, seconds)

    def close(self, seconds: float) -> bool:
        """Take nothing more, write what is queued; False when that took longer than ``seconds``."""
        with self._condition:
            self._closed = True
            self._hurry()
        drained = self.flush(seconds)
        if drained and self._thread is not None:
            self._thread.join(seconds)
        return drained

    def _hurry(self) -> None:
        now = time.monotonic()
        for job in self._jobs:
            job.due = min(job.due, now)
        self._condition.notify_all()

    def _next(self) -> _Job | None:
        """The first job that is due, waiting for one; None when there will be no more."""
        with self._condition:
            self._busy = False
            self._condition.notify_all()
            while True:
                now = time.monotonic()
                for job in self._jobs:
                    if job.due <= now:
                        self._jobs.remove(job)
                        self._busy = True
                        return job
                if self._closed and not self._jobs:
                    return None
                soonest = min((job.due for job in self._jobs), default=None)
                self._condition.wait(None if soonest is None else soonest - now)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            trouble = self._attempt(job.run)
            if job.key and trouble is None:
                self._last[job.key] = time.monotonic()
            for future in job.futures:
                if trouble is None:
                    future.set_result(None)
                else:
                    future.set_exception(trouble)

    def _attempt(self, run: Callable[[], None]) -> BaseException | None:
        """What went wrong, told anew: the exception itself would carry frames that hold the learner's words."""
        try:
            run()
        except Exception as error:
            return self._explain(error)
        except BaseException as error:
            return error
        return None
