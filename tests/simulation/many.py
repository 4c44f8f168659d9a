"""Many histories of all sorts, on every processor: `python -m tests.simulation.many COUNT [FIRST [SORT]]`.

Without FIRST, fresh ones; without SORT, as many of each.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.simulation.history import SORTS, run

GROUP = 25


def played(histories: Iterable[tuple[str, int]]) -> Iterator[str]:
    """`histories`: (sort, seed). What each history has to say: nothing when it kept every invariant."""
    # Fresh processes: a fork of one that has threads may wait for a lock nobody holds.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_failure, histories, chunksize=GROUP)


def failures(histories: Iterable[tuple[str, int]]) -> list[str]:
    return [told for told in played(histories) if told]


def _failure(history: tuple[str, int]) -> str:
    sort, seed = history
    try:
        run(seed, sort=sort)
    except Exception as e:  # whatever it is, the other histories are to be played
        return f"{sort} {seed}: {type(e).__name__} {e}"
    return ""


def main() -> None:
    count = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    sorts = sys.argv[3:] or [*SORTS]
    histories = [(sorts[n % len(sorts)], first + n) for n in range(count)]
    print(f"{count} histories, from seed {first}", flush=True)
    broken = 0
    for n, told in enumerate(played(histories), 1):
        broken += bool(told)
        if told or not n % 1000:
            print(told or f"{n - broken} of {n} held so far", flush=True)
    print(f"{count - broken} of {count} held")
    sys.exit(broken > 0)


if __name__ == "__main__":
    main()
