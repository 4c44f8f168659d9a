"""The words of a register's names, and those a typed word may stand for: its beginning, its sound, its misspelling.

Candidates come from sorted lists (beginnings), equal consonants and shared pairs of letters; only they are scored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import add

from rapidfuzz.distance import OSA

from espace_mobile.store.spelling import skeleton, sound

_SAME, _BEGINS, _SOUNDS_SAME, _SOUNDS_BEGIN, _CLOSE = 1.0, 0.9, 0.92, 0.84, 0.9
_ENOUGH = 0.74  # one slip in four letters, two in eight
_SCORED = 150  # candidates by shared pairs that are looked at closely
_BEGINNINGS = 4_000  # words with one beginning; more only for a single letter


class Vocabulary:
    """Words are folded, and numbered in the order they came. A score is between 0 and 1."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._sounds: list[str] = []
        self._number: dict[str, int] = {}
        self._by_skeleton: dict[str, list[int]] = {}
        self._by_pair: dict[str, list[int]] = {}
        self._alphabetical: list[tuple[str, int]] = []
        self._by_sound: list[tuple[str, int]] = []
        self._sorted = True

    def number(self, word: str) -> int:
        """The number of a word, given now if it is new."""
        known = self._number.get(word)
        return self._add(word) if known is None else known

    def _add(self, word: str) -> int:
        n = self._number[word] = len(self._words)
        heard = sound(word)
        self._words.append(word)
        self._sounds.append(heard)
        self._by_skeleton.setdefault(skeleton(heard), []).append(n)
        for pair in _pairs(word):
            self._by_pair.setdefault(pair, []).append(n)
        self._alphabetical.append((word, n))
        self._by_sound.append((heard, n))
        self._sorted = False
        return n

    def like(self, typed: str, *, whole: bool) -> dict[int, float]:
        """{word number: score}. `whole=False`: the word is still being typed, so what it begins counts too."""
        self._sort()
        found = self._close(typed, whole=whole)
        heard = sound(typed, whole=whole)
        if not whole:
            for n in self._beginning(self._by_sound, heard) if len(heard) > 1 else ():
                found[n] = max(found.get(n, 0), _SOUNDS_BEGIN)
            for n in self._beginning(self._alphabetical, typed):
                found[n] = _BEGINS + 0.09 * len(typed) / len(self._words[n])
        same = self._number.get(typed)
        if same is not None:
            found[same] = _SAME
        return found

    def _sort(self) -> None:
        if not self._sorted:
            self._alphabetical.sort()
            self._by_sound.sort()
            self._sorted = True

    @staticmethod
    def _beginning(words: list[tuple[str, int]], typed: str) -> Iterator[int]:
        start = bisect_left(words, (typed, -1))
        end = bisect_left(words, (typed + "\U0010ffff", -1))
        return (n for _, n in islice(words, start, min(end, start + _BEGINNINGS)))

    def _close(self, typed: str, *, whole: bool) -> dict[int, float]:
        if len(typed) < 3:
            return {}
        heard = sound(typed)
        near = ((n, self._nearness(typed, heard, n, whole=whole)) for n in self._sharing(typed))
        found = {n: _CLOSE * score for n, score in near if score >= _ENOUGH}
        for n in self._by_skeleton.get(skeleton(heard), ()):
            vowels = OSA.normalized_similarity(heard, self._sounds[n])
            if vowels == 1:
                found[n] = max(found.get(n, 0), _SOUNDS_SAME)
            elif vowels >= 0.5 and len(heard) > 4:
                found[n] = max(found.get(n, 0), (1 + vowels) / 2 - 0.1)
        return found

    def _sharing(self, typed: str) -> list[int]:
        pairs = _pairs(typed)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._by_pair.get(pair, ()))
        least = max(1, len(pairs) // 3)
        return [n for n, count in shared.most_common(_SCORED) if count >= least]

    def _nearness(self, typed: str, heard: str, n: int, *, whole: bool) -> float:
        word, spoken = self._words[n], self._sounds[n]
        nearness: float = OSA.normalized_similarity(typed, word)
        if len(heard) > 2:
            nearness = max(nearness, OSA.normalized_similarity(heard, spoken))
        if not whole and len(word) > len(typed) > 3:
            starts = (OSA.normalized_similarity(typed, word[: len(typed) + more]) for more in (0, 1))
            nearness = max(nearness, *starts)
        return nearness


def _pairs(word: str) -> set[str]:
    edged = f"^{word}$"
    return set(map(add, edged, edged[1:]))
