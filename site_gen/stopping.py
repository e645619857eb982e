"""To be ended by the system as by Ctrl-C: what was begun is taken back first."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class StoppedError(BaseException):
    """The system asks this process to end; like KeyboardInterrupt, it is no fault to be handled on the way."""


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP raise StoppedError once. One that is ignored, as under nohup, stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    owner = os.getpid()

    def stop(number: int, _frame: FrameType | None) -> None:
        if os.getpid() == owner:
            signal.signal(number, signal.SIG_IGN)
            raise StoppedError
        signal.signal(number, signal.SIG_DFL)  # a worker of ours has nothing to take back
        os.kill(os.getpid(), number)

    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        if before[number] is signal.SIG_DFL:
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
