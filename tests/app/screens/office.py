"""The office's requests about devices, answered from memory: the same shape as `sync.office.Office`."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from espace_mobile.domain.fact import Fact
from espace_mobile.errors import EspaceError
from espace_mobile.protocol.recovery import Secret
from espace_mobile.sync.office import Candidate, Device
from tests.app.tablet import Tablet

WORDS = ["abeille", "baleine", "cactus", "dragon", "église", "fusée"]


def device(label: str, **more: object) -> Device:
    known = {"id": label, "role": "field", "state": "active", "version": "0.1.0", "high_n": 12, "own": False}
    seen = int((time.time() - 120) * 1000)
    return Device(**{**known, "label": label, "last_seen_ms": seen, **more})  # type: ignore[arg-type]


def sheet(public_key: bytes = b"s" * 32, **more: object) -> Device:
    """A recovery sheet, made a moment ago."""
    made = {"role": "recovery", "version": "", "high_n": 0, "last_seen_ms": None, "public_key": public_key}
    return device(f"sheet {public_key.hex()[:4]}", **{**made, "created_ms": int(time.time() * 1000), **more})


class MemoryOffice:
    """`error`: what every question meets, while it is set; `refusal`: what deciding about a device meets. `asked`: what
    was decided. `without`: whom a new key can't be given to. Blocking, as the real one."""

    def __init__(self, devices: list[Device] | None = None, candidates: list[Candidate] | None = None) -> None:
        self._devices, self._candidates = devices or [], candidates or []
        self.error: EspaceError | None = None
        self.refusal: EspaceError | None = None
        self.without: list[Device] = []
        self.asked: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        self.questions = 0

    def invite(self, role: str, teams: list[str] | str = "*") -> str:
        self._answer()
        self.asked.append(("invite", (role, teams)))
        return "K7QF2-9XMPT"

    def candidates(self) -> list[Candidate]:
        self._answer()
        return list(self._candidates)

    def approve(self, candidate: Candidate) -> None:
        self._decide("approve", candidate)
        self._devices.append(device(candidate.label))

    def refuse(self, candidate: Candidate) -> None:
        self._decide("refuse", candidate)

    def devices(self) -> list[Device]:
        self._answer()
        return list(self._devices)

    def revoke(self, revoked: Device) -> list[Device]:
        self._answer(self.refusal)
        self.asked.append(("revoke", revoked.label))
        self._devices = [replace(d, state="revoked") if d == revoked else d for d in self._devices]
        return self.without

    def move(self, moved: Device, teams: list[str] | str, role: str = "") -> None:
        self._answer(self.refusal)
        self.asked.append(("move", (moved.label, teams, *([role] if role != moved.role else []))))
        self._devices = [replace(d, teams=teams, role=role) if d == moved else d for d in self._devices]

    def good_sheets(self, devices: list[Device]) -> list[Device]:
        good = [d for d in devices if d.is_sheet and d.state == "active" and not d.recovered_ms]
        return sorted(good, key=lambda d: d.created_ms or 0, reverse=True)

    def keep_sheet(self, secret: Secret) -> list[Device]:
        self._answer(self.refusal)
        self.asked.append(("keep_sheet", secret))
        self._devices = [replace(d, state="left") if d.is_sheet else d for d in self._devices]
        self._devices.append(sheet(secret.pair.public))
        return self.without

    def ask_to_come_in(self, label: str) -> None:
        self._candidates.append(Candidate(label, label, WORDS, b"k" * 32))

    def _decide(self, what: str, candidate: Candidate) -> None:
        self._answer()
        self.asked.append((what, candidate.label))
        self._candidates.remove(candidate)

    def _answer(self, refusal: EspaceError | None = None) -> None:
        self.threads.add(threading.get_ident())
        self.questions += 1
        if error := refusal or self.error:
            raise error


class OfficePC(Tablet):
    """The supervisor's PC: a tablet with an office."""

    def __init__(self, folder: Path, office: MemoryOffice, facts: list[Fact]) -> None:
        super().__init__(folder, facts, device_role="supervisor")
        self.office = office  # type: ignore[assignment]
