"""What the server was heard to say, by somebody who stands on the way and forgets nothing."""

from __future__ import annotations

import threading
from collections import Counter

from espace_mobile.protocol.compression import decompress
from espace_mobile.protocol.messages import MAX_BODY, Page, Pushed
from tests.proxied.faults import Fault
from tests.proxied.wire import Message

_BODIES: dict[str, type[Pushed | Page]] = {"/v1/push": Pushed, "/v1/pull": Page}


class Witness:
    """`have`: {device: the highest number that a 2xx said is held}. `plan`: a line for each request.
    `wrong`: what a server must never say, however it was treated."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.have: dict[str, int] = {}
        self.epochs: set[str] = set()
        self.statuses: Counter[int] = Counter()
        self.faults: Counter[str] = Counter()
        self.plan: list[str] = []
        self.wrong: list[str] = []

    def met(self, name: str, n: int, request: Message, fault: Fault) -> None:
        with self._lock:
            self.faults[fault.kind] += 1
            self.plan.append(f"{name} {n}: {request.words[0]} {request.path}: {fault}")

    def happened(self, what: str) -> None:
        with self._lock:
            self.plan.append(f"-- {what}")

    def floor(self, device: str) -> int:
        return self.have.get(device, 0)

    def heard(self, request: Message, floor: int, answer: Message) -> None:
        """`floor`: what was known to be held before this was asked."""
        status, device = int(answer.words[1]), request.header("espace-device")
        with self._lock:
            self.statuses[status] += 1
            if status == 500:
                self.wrong.append(f"500 to {request.words[0]} {request.path}: {answer.body.decode()}")
            if status == 200 and request.path in _BODIES:
                self._holds(device, floor, request.path, answer)

    def _holds(self, device: str, floor: int, path: str, answer: Message) -> None:
        body = decompress(answer.body, answer.header("content-encoding"), MAX_BODY)
        said = _BODIES[path].decode(body)
        self.epochs.add(said.epoch)
        if said.have < floor:
            self.wrong.append(f"{device}: {said.have} held, after {floor} was acknowledged")
        self.have[device] = max(said.have, self.have.get(device, 0))
