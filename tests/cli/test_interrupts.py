"""Ctrl-C at any instant."""

import signal
import threading

import pytest

from cli.interrupts import set_by_interrupt


class Finalised:
    """Interrupted while it is let go of, when an exception ends nothing."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_falls_into_a_finaliser_is_not_lost() -> None:
    stop = threading.Event()
    with set_by_interrupt(stop):
        let_go = Finalised()
        del let_go
    assert stop.is_set()


def test_an_interrupt_ends_what_is_waited_for_and_is_as_before_afterwards() -> None:
    stop, before = threading.Event(), signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), set_by_interrupt(stop):
        signal.raise_signal(signal.SIGINT)
    assert stop.is_set()
    assert signal.getsignal(signal.SIGINT) is before
