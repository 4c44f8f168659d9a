"""What may happen to one request on its way, and how a seed draws it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from tests.proxied.wire import Message, answer


class Kind(StrEnum):
    NONE = "none"
    REFUSED = "refused"  # the connection is reset, nothing was sent on
    SLOW = "slow"  # it waits, `seconds` long
    TRICKLED = "trickled"  # both ways, a few bytes at a time
    REQUEST_CUT = "request cut"  # `at` bytes of the body arrive (of the head, when there is no body)
    ANSWER_CUT = "answer cut"  # the server did it; `at` bytes of the answer come back
    TWICE = "twice"  # it arrives twice; the second answer comes back
    REPLAYED = "replayed"  # an old push arrives first, nobody reads its answer
    BAD_GATEWAY = "bad gateway"  # 502, nothing was sent on
    GATEWAY_TIMEOUT = "gateway timeout"  # the server did it; 504 comes back
    PORTAL = "portal"  # a hotel's page, 200, nothing was sent on
    REDIRECT = "redirect"  # to that page


@dataclass(frozen=True)
class Fault:
    """`at`: bytes, or a share of all of them when it is a float. `seconds`: of a wait, or between two trickles."""

    kind: Kind = Kind.NONE
    at: int | float = 0
    seconds: float = 0.0

    def cut(self, data: bytes) -> bytes:
        return data[: int(self.at * len(data)) if isinstance(self.at, float) else self.at]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:.3g}" if self.kind in (Kind.REQUEST_CUT, Kind.ANSWER_CUT) else str(self.kind)


NOTHING = Fault()

PAGE = answer("200 OK", "text/html; charset=utf-8", b"<!doctype html><title>Wi-Fi</title><p>Acceptez les conditions.")
MADE_UP = {
    Kind.PORTAL: PAGE,
    Kind.REDIRECT: answer("302 Found", "text/html", b"", "location: http://portail.invalid/"),
    Kind.BAD_GATEWAY: answer("502 Bad Gateway", "text/html", b"<h1>502 Bad Gateway</h1>"),
    Kind.GATEWAY_TIMEOUT: answer("504 Gateway Timeout", "text/html", b"<h1>504 Gateway Timeout</h1>"),
}


class Calm:
    """Nothing happens."""

    def draw(self, request: Message) -> Fault:
        return NOTHING


class Storm:
    """About half of the requests meet something. The seed says what the first, the second, … of a device meets."""

    def __init__(self, seed: str) -> None:
        self._rng = random.Random(seed)

    def draw(self, request: Message) -> Fault:
        rng = self._rng
        kinds = [kind for kind in Kind if kind != Kind.NONE]
        kind = rng.choices([Kind.NONE, *kinds], [len(kinds), *(1 for _ in kinds)])[0]
        return Fault(kind, rng.choice((0.0, rng.random(), rng.random())), rng.uniform(0.001, 0.02))


class Script:
    """These faults, one a request, and nothing afterwards. Only requests of `path` count."""

    def __init__(self, path: str, *faults: Fault) -> None:
        self._path, self._faults = path, list(faults)

    def draw(self, request: Message) -> Fault:
        return self._faults.pop(0) if self._faults and request.path == self._path else NOTHING
