"""An import under way, as long as its screen is open: reading, saving and taking back, each beside the screen."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import contacts_import, people_import
from espace_mobile.app.actions.people_import import Saved, Undone
from espace_mobile.app.actions.schedule_import import Stopped
from espace_mobile.app.components import notify
from espace_mobile.app.drafts import Draft
from espace_mobile.app.ui import Ui
from espace_mobile.domain.people_import.contacts import ProposedContacts
from espace_mobile.domain.people_import.fields import FIELDS, Field, What, propose_columns
from espace_mobile.domain.people_import.lines import Common
from espace_mobile.domain.people_import.proposing import Proposed
from espace_mobile.domain.people_import.table import Table
from espace_mobile.domain.people_import.values import day_of
from espace_mobile.domain.sheet import Tick
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.errors import EspaceError, InputError

T = TypeVar("T")


@ft.observable
@dataclass(eq=False)
class Work:
    """`busy`: what is being done, in words. `more`: how many lines of each section are shown beyond the first."""

    table: Table | None = None
    proposed: Proposed | None = None
    contacts: ProposedContacts | None = None
    saved: Saved | None = None
    undone: Undone | None = None
    busy: str = ""
    stops: bool = True
    fault: str = ""
    more: dict[str, int] = field(default_factory=dict)
    _stop: Event = field(default_factory=Event)

    def halt(self) -> None:
        self._stop.set()

    def restart(self) -> None:
        self.table = self.proposed = self.contacts = self.saved = self.undone = None
        self.fault, self.more = "", {}

    def to_columns(self) -> None:
        self.proposed = self.contacts = None
        self.more = {}

    async def beside(
        self, ui: Ui, begin: str, words: Callable[[int], str], act: Callable[[Tick], T], *, stops: bool = True
    ) -> T | None:
        """Run `act` on another thread, told of as it goes; None when it was refused, or stopped by raising. `stops`:
        whether it may be."""
        self._stop.clear()
        self.busy, self.stops, self.fault = begin, stops, ""
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def say(n: int) -> None:
            if self.busy:
                self.busy = words(n)

        def tick(n: int) -> None:
            if self._stop.is_set():
                raise Stopped
            loop.call_soon_threadsafe(say, n, context=context)

        try:
            return await asyncio.to_thread(act, tick)
        except Stopped:
            notify(ui, ui.t("people_import.stopped"))
        except EspaceError as e:
            self.fault = ui.error(e)
            notify(ui, self.fault)
        finally:
            self.busy = ""
        return None

    async def read(self, ui: Ui, source: bytes) -> None:
        words = lambda n: ui.tn("people_import.reading_n", n)  # noqa: E731
        found = await self.beside(
            ui, ui.t("people_import.reading"), words, lambda tick: people_import.read(source, tick)
        )
        if found is not None:
            self.table = found

    async def check(self, ui: Ui, draft: Draft) -> None:
        """What it would do, with the columns and answers of the draft."""
        table = self.table
        if table is None:
            return
        columns, today = dict(columns_of(draft, table)), clock.today()
        words = lambda n: ui.tn("people_import.reading_n", n)  # noqa: E731
        try:
            common = _common(draft)
        except InputError as e:
            draft.errors = {e.field: ui.error(e)}
            return

        def people(tick: Tick) -> Proposed:
            return people_import.preview(ui.replica, table, columns, common, today, tick)

        def contacts(tick: Tick) -> ProposedContacts:
            return contacts_import.preview(ui.replica, table, columns, common.team, today, tick)

        begin = ui.t("people_import.reading")
        if what_of(draft) == What.PEOPLE:
            self.proposed = await self.beside(ui, begin, words, people)
        else:
            self.contacts = await self.beside(ui, begin, words, contacts)

    async def save(self, ui: Ui) -> None:
        """Stopped, what was saved stays and is told."""
        proposed, contacts, session = self.proposed, self.contacts, ui.session

        def act(tick: Tick) -> Saved | None:
            if proposed is not None:
                now, today = clock.now(), clock.today()
                return people_import.save(session.replica, proposed, session.worker, now=now, today=today, tick=tick)
            if contacts is not None:
                return contacts_import.save(session.replica, contacts, session.worker, tick=tick)
            return None

        self.saved = await self.beside(
            ui, ui.tn("people_import.saving_n", 0), lambda n: ui.tn("people_import.saving_n", n), act
        )

    async def undo(self, ui: Ui, run: str, completed: Any = ()) -> None:
        session = ui.session
        words = lambda n: ui.tn("people_import.undone", n)  # noqa: E731
        self.undone = await self.beside(
            ui, ui.t("people_import.undoing"), words,
            lambda tick: people_import.undo(session.replica, run, session.worker, completed=completed, tick=tick),
            stops=False,
        )  # fmt: skip
        if self.undone is not None:
            self.table = self.proposed = self.contacts = self.saved = None


def what_of(draft: Draft) -> What:
    return What.CONTACTS if draft.get("what") == What.CONTACTS else What.PEOPLE


def columns_of(draft: Draft, table: Table) -> Mapping[int, Field]:
    """Proposed by the headings, but for what was said of a heading, now or for a file before."""
    what = what_of(draft)
    said: dict[str, str] = draft.get(f"columns.{what}", {}) or {}
    known = {field.value: field for field in FIELDS[what]}
    columns = propose_columns(table.headings, what)
    for at, heading in enumerate(table.headings):
        if heading in said:
            columns.pop(at, None)
            if (field := known.get(said[heading])) and at not in table.hidden:
                columns = {other: f for other, f in columns.items() if f != field} | {at: field}
    return columns


def choose_column(draft: Draft, table: Table, at: int, field: str) -> None:
    """« » leaves it out. A field has one column: the one that had it before loses it."""
    key = f"columns.{what_of(draft)}"
    said = dict(draft.get(key, {}) or {})
    for other, f in columns_of(draft, table).items():
        if f == field and other != at:
            said[table.headings[other]] = ""
    draft.set(key, {**said, table.headings[at]: field}, redraw=True)


def asks_notice(draft: Draft, table: Table) -> bool:
    """Whether the file itself says nothing of the notice."""
    return what_of(draft) == What.PEOPLE and not {Field.NOTICE, Field.NOTICE_ON} & set(
        columns_of(draft, table).values()
    )


def _common(draft: Draft) -> Common:
    """Raises `InputError` (`notice_on`, …)."""
    team, given = draft.get("team") or None, draft.get("notice")
    if not given:
        return Common(team)
    typed = draft.get("notice_on").strip()
    on = day_of(typed, "notice_on", clock.today()) if typed else None
    return Common(team, NoticeGiven(given), on)
