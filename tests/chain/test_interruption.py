"""Whatever asks a run to stop is told the same way, once."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from pipeline.chain import interruption

posix = pytest.mark.skipif(os.name != "posix", reason="signals between processes are POSIX's")


@posix
@pytest.mark.parametrize("name", interruption.NAMES)
def test_a_signal_is_an_interruption_and_a_second_one_is_passed_over(name):
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with interruption.by_any_signal():
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(number) is before


@posix
def test_what_a_process_was_told_to_ignore_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruption.by_any_signal():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_outside_the_main_thread_nothing_is_changed():
    before, seen = signal.getsignal(signal.SIGINT), []

    def inside():
        with interruption.by_any_signal():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    assert seen == [before]
