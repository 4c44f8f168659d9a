"""Whom somebody is trying to reach, shared by the list that opens the sheet and the sheet."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft


@ft.observable
@dataclass(eq=False)
class Trying:
    """Whom somebody is trying to reach. `person`: an id, empty while the sheet is closed; `task`: of the relance, empty
    when none asked for it; `more`: the part of the sheet that is unfolded; `noting`: the relance whose
    situation is noted."""

    person: str = ""
    task: str = ""
    channel: str = ""
    more: str = ""
    noting: str = ""

    def open(self, person: str, task: str = "", channel: str = "") -> None:
        self.task, self.channel, self.more = task, channel, ""
        self.person = person

    def note_situation(self, task: str) -> None:
        self.noting, self.person = task, ""

    def noted(self) -> None:
        self.noting = ""

    def close(self) -> None:
        self.person = ""
