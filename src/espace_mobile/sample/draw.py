"""Chance with a fixed seed: the same seed draws the same demonstration, ids included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Paris")
T = TypeVar("T")


class Draw:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - not a secret, and it must repeat itself

    def id(self, at: datetime) -> str:
        """Shaped like `protocol.values.new_id`: a UUIDv7 of that instant."""
        ms = int(at.timestamp() * 1000)
        high, low = self.random.getrandbits(12), self.random.getrandbits(62)
        return f"{ms << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low:032x}"

    def one(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def some(self, among: Sequence[T], least: int, most: int) -> list[T]:
        return self.random.sample(among, self.random.randint(least, most))

    def happens(self, probability: float) -> bool:
        return self.random.random() < probability

    def deal(self, n: int, weights: Mapping[T, float]) -> list[T]:
        """`n` values in the given proportions, as near as whole numbers allow, shuffled."""
        total = sum(weights.values())
        exact = {value: n * weight / total for value, weight in weights.items()}
        dealt = {value: int(share) for value, share in exact.items()}
        by_remainder = sorted(exact, key=lambda value: dealt[value] - exact[value])
        for value in by_remainder[: n - sum(dealt.values())]:
            dealt[value] += 1
        hand = [value for value, count in dealt.items() for _ in range(count)]
        self.random.shuffle(hand)
        return hand

    def negative_binomial(self, n: int, mean: float, k: float, least: int, most: int) -> list[int]:
        """`n` counts, one from each n-th of the law (variance: mean + mean² / k), clipped, shuffled."""
        weight = reached = (k / (k + mean)) ** k
        counts, count = [], 0
        for part in range(n):
            while reached < (part + 0.5) / n:
                weight *= mean / (k + mean) * (k + count) / (count + 1)
                reached += weight
                count += 1
            counts.append(min(max(count, least), most))
        self.random.shuffle(counts)
        return counts

    def moment(self, on: date, starts: time, ends: time) -> datetime:
        """An instant of that day between two wall times, to the second."""
        first, last = local(on, starts), local(on, ends)
        return first + timedelta(seconds=self.random.randrange(int((last - first).total_seconds())))


def local(on: date, at: time) -> datetime:
    """The aware instant of a wall time in France."""
    return datetime.combine(on, at, LOCAL)
