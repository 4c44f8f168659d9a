"""What the server says of the recovery sheets, and the one being made: its secret is here, and nowhere else."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import flet as ft

from espace_mobile.errors import EspaceError
from espace_mobile.protocol.recovery import LINES, Secret, new_secret, sheet_name
from espace_mobile.sync.withdrawing import ACTIVE

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device, Office


class At(StrEnum):
    """How far the making of one is."""

    NOTHING = "nothing"
    PAPER = "paper"
    TYPING = "typing"


@ft.observable
@dataclass
class SheetDesk:
    """`kept`: the name of the sheet that the server holds since a moment ago; `error`: why the last question failed;
    `chosen`: the two lines to type, from 1; `without`: devices that could not be given the new key."""

    office: Office
    org: str
    sheets: list[Device] = field(default_factory=list)
    came_in: list[Device] = field(default_factory=list)
    asked: bool = False
    busy: bool = False
    at: At = At.NOTHING
    kept: str = ""
    error: EspaceError | None = None
    secret: Secret | None = None
    chosen: tuple[int, ...] = ()
    without: list[Device] = field(default_factory=list)

    @property
    def valid(self) -> list[Device]:
        """Those that open the register, the newest first."""
        return self.office.good_sheets(self.sheets)

    async def refresh(self) -> None:
        try:
            devices = await asyncio.to_thread(self.office.devices)
        except EspaceError as e:
            self.error = e
        else:
            self.sheets = [d for d in devices if d.is_sheet]
            self.came_in = [d for d in devices if not d.is_sheet and d.recovered_ms and d.state == ACTIVE]
            self.error = None
        self.asked = True

    async def begin(self) -> None:
        """Nothing is drawn while the server can't be asked: nobody shall print what it does not hold in the end."""
        self.busy = True
        await self.refresh()
        if self.error is None:
            self.secret, self.kept = new_secret(self.org), ""
            self.chosen = tuple(sorted(random.sample(range(1, LINES + 1), 2)))
            self.at = At.PAPER
        self.busy = False

    async def keep(self) -> None:
        """Send it; once the server holds it, its secret is forgotten here."""
        secret = self.secret
        if secret is None:
            return
        self.busy = True
        try:
            self.without = await asyncio.to_thread(self.office.keep_sheet, secret)
        except EspaceError as e:
            self.error = e
        else:
            self.kept = sheet_name(secret.pair.public)
            self.drop()
            await self.refresh()
        self.busy = False

    def drop(self) -> None:
        self.secret, self.chosen, self.error, self.at = None, (), None, At.NOTHING
