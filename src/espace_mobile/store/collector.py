"""Python's garbage collector, out of the way while something large that will live is built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_LARGE = 20_000  # documents


def set_aside(documents: int) -> None:
    """Never look for garbage among what was just opened, when that is large: it lives as long as the process, and one
    look at 100,000 documents holds up a tap for a third of a second."""
    if documents >= _LARGE:
        gc.freeze()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nothing built inside is garbage; looking for some among all the documents takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
