"""What the server says of the devices, asked off the screen's thread; being offline is a state, told as such."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import flet as ft

from espace_mobile.errors import EspaceError

if TYPE_CHECKING:
    from espace_mobile.sync.office import Candidate, Device, Office


@ft.observable
@dataclass
class Desk:
    """`code`: the invitation just made; `busy`: what is being asked; `error`: what stopped the last question."""

    office: Office
    candidates: list[Candidate] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    code: str = ""
    busy: str = ""
    error: EspaceError | None = None
    asked: bool = False

    async def refresh(self) -> None:
        found = await self._ask("list", lambda: (self.office.candidates(), self.office.devices()))
        if found is not None:
            candidates, devices = found
            if candidates != self.candidates:
                self.candidates = candidates
            if devices != self.devices:
                self.devices = devices
        self.asked = True

    async def invite(self, role: str, teams: list[str] | str) -> None:
        code = await self._ask("invite", lambda: self.office.invite(role, teams))
        self.code = code or self.code

    async def approve(self, candidate: Candidate) -> None:
        await self._ask(candidate.id, lambda: self.office.approve(candidate))
        self.code = self.code if self.error else ""
        await self.refresh()

    async def refuse(self, candidate: Candidate) -> None:
        await self._ask(candidate.id, lambda: self.office.refuse(candidate))
        await self.refresh()

    async def revoke(self, device: Device) -> None:
        await self._ask(device.id, lambda: self.office.revoke(device))
        await self.refresh()

    async def _ask(self, what: str, question: Callable[[], Any]) -> Any:
        if what != "list":
            self.busy = what
        try:
            answer = await asyncio.to_thread(question)
        except EspaceError as e:
            self.error = e
            return None
        finally:
            if what != "list":
                self.busy = ""
        if self.error is not None:
            self.error = None
        return answer
