import threading
from time import monotonic

import pytest

from sopflow.services.sweeping import ROUNDS_MAX, Sweeper, work_until_none_is_left


def test_work_goes_on_until_none_is_left_and_has_an_end() -> None:
    left = [3]

    def work() -> int:
        left[0] -= 1
        return 1 if left[0] > 0 else 0

    assert work_until_none_is_left(work) == 2
    assert work_until_none_is_left(lambda: 1) == ROUNDS_MAX


def test_a_knock_wakes_it_at_once() -> None:
    looked = threading.Semaphore(0)

    def work() -> int:
        looked.release()
        return 0

    sweeper = Sweeper("test", work, seconds=60)
    sweeper.start()
    assert looked.acquire(timeout=5)
    begun = monotonic()
    sweeper.knock()
    assert looked.acquire(timeout=5)
    assert monotonic() - begun < 2
    assert sweeper.stop()


def test_a_failure_costs_one_round(caplog: pytest.LogCaptureFixture) -> None:
    looked = threading.Semaphore(0)

    def work() -> int:
        looked.release()
        raise OSError("the world")

    sweeper = Sweeper("test", work, seconds=0.01)
    sweeper.start()
    assert looked.acquire(timeout=5)
    assert looked.acquire(timeout=5)
    assert sweeper.stop()
    assert "test failed" in caplog.text


def test_it_ends_after_the_work_in_hand() -> None:
    begun, done = threading.Event(), []

    def work() -> int:
        begun.set()
        done.append(1)
        return 1

    sweeper = Sweeper("test", work, seconds=None)
    sweeper.start()
    assert begun.wait(5)
    assert sweeper.stop()
    assert len(done) <= ROUNDS_MAX


def test_one_that_never_began_can_be_stopped() -> None:
    assert Sweeper("test", lambda: 0).stop()
