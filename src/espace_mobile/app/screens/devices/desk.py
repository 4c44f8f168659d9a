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
    """`code`: the invitation just made; `busy`: what is being asked; `error`: why the list could not be had;
    `refused`: why the last decision did not go through; `without`: devices that a new key could not be given to."""

    office: Office
    candidates: list[Candidate] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    code: str = ""
    busy: str = ""
    error: EspaceError | None = None
    refused: EspaceError | None = None
    without: list[Device] = field(default_factory=list)
    asked: bool = False

    async def refresh(self) -> None:
        try:
            candidates, devices = await asyncio.to_thread(lambda: (self.office.candidates(), self.office.devices()))
        except EspaceError as e:
            self.error = e
        else:
            self._show(candidates, devices)
        self.asked = True

    def _show(self, candidates: list[Candidate], devices: list[Device]) -> None:
        """Only what differs: each assignment redraws, every five seconds."""
        if candidates != self.candidates:
            self.candidates = candidates
        if devices != self.devices:
            self.devices = devices
        if self.error is not None:
            self.error = None

    async def invite(self, role: str, teams: list[str] | str) -> None:
        code = await self._decide("invite", lambda: self.office.invite(role, teams))
        self.code = code or self.code

    async def approve(self, candidate: Candidate) -> None:
        await self._decide(candidate.id, lambda: self.office.approve(candidate))
        self.code = self.code if self.refused else ""
        await self.refresh()

    async def refuse(self, candidate: Candidate) -> None:
        await self._decide(candidate.id, lambda: self.office.refuse(candidate))
        await self.refresh()

    async def revoke(self, device: Device) -> None:
        self.without = await self._decide(device.id, lambda: self.office.revoke(device)) or []
        await self.refresh()

    async def move(self, device: Device, teams: list[str] | str, role: str) -> bool:
        """Whether the server took it."""
        await self._decide(device.id, lambda: self.office.move(device, teams, role))
        done = self.refused is None
        await self.refresh()
        return done

    async def _decide(self, what: str, question: Callable[[], Any]) -> Any:
        self.busy = what
        try:
            answer = await asyncio.to_thread(question)
        except EspaceError as e:
            self.refused = e
            return None
        finally:
            self.busy = ""
        if self.refused is not None:
            self.refused = None
        if self.error is not None:
            self.error = None
        return answer
