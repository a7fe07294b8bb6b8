"""The writer: in order, the latest words win, every waiter is told, and nothing is forgotten on the way out."""

import threading
from concurrent.futures import Future

import pytest

from coach.errors import StoreError
from coach.store.writer import Writer

LONG = 1000.0


@pytest.fixture
def done():
    return []


@pytest.fixture
def writer():
    writer = Writer(lambda error: StoreError(f"told: {error}"))
    yield writer
    assert writer.close(20)


@pytest.fixture
def gate(writer):
    """Holds the writer at its first job until it is opened, and in any case at the end."""
    gate = threading.Event()
    begun = threading.Event()

    def wait():
        begun.set()
        gate.wait(20)

    writer.submit(wait)
    assert begun.wait(20)
    yield gate
    gate.set()


def test_jobs_run_in_order(writer, gate, done):
    futures = [writer.submit(lambda number=number: done.append(number)) for number in range(5)]
    gate.set()
    for future in futures:
        future.result(20)
    assert done == [0, 1, 2, 3, 4]


def test_of_jobs_with_one_key_only_the_latest_runs_and_all_waiters_are_told(writer, gate, done):
    futures = [writer.submit(lambda number=number: done.append(number), "draft") for number in range(5)]
    other = writer.submit(lambda: done.append("other"), "another draft")
    gate.set()
    for future in [*futures, other]:
        assert future.result(20) is None
    assert done == [4, "other"]


def test_a_later_job_of_the_same_key_runs_after_what_came_between(writer, gate, done):
    """Words leave the draft only once they are safe in a fact."""
    writer.submit(lambda: done.append("draft"), "draft")
    writer.submit(lambda: done.append("fact"))
    last = writer.submit(lambda: done.append("draft gone"), "draft")
    gate.set()
    last.result(20)
    assert done == ["fact", "draft gone"]


def test_the_first_job_of_a_key_runs_at_once_and_the_next_waits_its_pause(writer, done):
    writer.submit(lambda: done.append(1), "draft", LONG).result(20)
    second = writer.submit(lambda: done.append(2), "draft", LONG)
    writer.submit(lambda: done.append(3), "draft", LONG)
    assert not second.done()
    assert done == [1]
    assert writer.flush(20)
    assert second.done()
    assert done == [1, 3]


def test_a_job_without_key_overtakes_nothing(writer, done):
    writer.submit(lambda: done.append(1), "state", LONG).result(20)
    writer.submit(lambda: done.append(2), "state", LONG)
    writer.submit(lambda: done.append(3)).result(20)
    assert done == [1, 2, 3]


def test_after_a_failure_there_is_no_pause(writer, done):
    def fail():
        raise OSError("disk")

    assert writer.submit(fail, "draft", LONG).exception(20)
    writer.submit(lambda: done.append(1), "draft", LONG).result(20)
    assert done == [1]


def test_a_failure_is_told_anew_and_the_writer_goes_on(writer, done):
    def fail():
        words = "private words"
        raise ValueError(len(words))

    told = writer.submit(fail).exception(20)
    assert isinstance(told, StoreError)
    assert told.__traceback__ is None
    writer.submit(lambda: done.append(1)).result(20)
    assert done == [1]


def test_a_waiter_that_gives_up_does_not_stop_the_save(writer, gate, done):
    future: Future[None] = writer.submit(lambda: done.append(1))
    future.cancel()
    gate.set()
    assert writer.flush(20)
    assert done == [1]


def test_flush_says_when_there_was_not_enough_time(writer, gate):
    writer.submit(lambda: None)
    assert not writer.flush(0.01)
    gate.set()
    assert writer.flush(20)


def test_close_writes_what_is_queued_and_takes_no_more(done):
    writer = Writer(lambda error: StoreError("told"))
    writer.submit(lambda: done.append(1), "draft", LONG).result(20)
    writer.submit(lambda: done.append(2), "draft", LONG)
    assert writer.close(20)
    assert done == [1, 2]
    late = writer.submit(lambda: done.append(3))
    assert isinstance(late.exception(20), StoreError)
    assert done == [1, 2]


def test_a_writer_that_never_wrote_closes(done):
    assert Writer(lambda error: StoreError("told")).close(20)
