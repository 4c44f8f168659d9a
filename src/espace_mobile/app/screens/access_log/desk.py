"""What the server tells of the access log, asked off the screen's thread; out of reach, what this device noted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import flet as ft

from espace_mobile.app import clock
from espace_mobile.domain.programme_year import Span
from espace_mobile.errors import EspaceError, InputError, Unreachable
from espace_mobile.protocol.access_log import Access
from espace_mobile.sync.access_log import AccessPage, Question, everything

if TYPE_CHECKING:
    from espace_mobile.bootstrap import Session

_MIDNIGHT = time()
MOST = 100_000  # lines of a file
TODAY, WEEK, MONTH, YEAR = "today", "week", "month", "year"
_DAYS = {TODAY: 1, WEEK: 7, MONTH: 30, YEAR: 366}


def span_of(period: str, today: date) -> Span:
    return Span(today - timedelta(days=_DAYS[period] - 1), today)


@ft.observable
@dataclass
class Desk:
    """`entries`: the latest first; `cursor`: where others begin; `error`: why the server was not heard; `own`: whether
    they are this device's own."""

    session: Session
    people: tuple[str, ...] = ()
    period: str = MONTH
    worker: str = ""
    entries: tuple[Access, ...] = ()
    cursor: str = ""
    asked: bool = False
    busy: bool = False
    error: EspaceError | None = None
    own: bool = False
    _turn: list[int] = field(default_factory=lambda: [0])

    def question(self) -> Question:
        """Every period ends now: what a clock that was set forward dated later is told with it."""
        since = clock.instant(span_of(self.period, clock.today()).since, _MIDNIGHT)
        return Question(self.people, self.worker, since)

    async def refresh(self) -> None:
        """From the start. What was asked before and comes late is not shown."""
        self._turn[0] += 1
        turn, question = self._turn[0], self.question()
        self.busy = True
        page, error = await asyncio.to_thread(self._first, question)
        if turn == self._turn[0]:
            self.entries, self.cursor, self.error, self.own = page.entries, page.cursor, error, error is not None
            self.asked, self.busy = True, False

    async def more(self) -> None:
        turn, question, cursor = self._turn[0], self.question(), self.cursor
        try:
            self._check_network()
            page = await asyncio.to_thread(self.session.access_log.page, question, cursor)
        except EspaceError as e:
            self.error = e
            return
        self.error = None
        if turn == self._turn[0]:
            self.entries, self.cursor = (*self.entries, *page.entries), page.cursor

    def all(self) -> tuple[Access, ...]:
        """For a file; blocking. Raises `SyncError`; `InputError` (`record`, `too_many`): part of it would be taken for
        all."""
        self._check_network()
        found = everything(self.session.access_log, self.question(), MOST + 1)
        if len(found) > MOST:
            raise InputError("record", "too_many", count=MOST)
        return found

    def _first(self, question: Question) -> tuple[AccessPage, EspaceError | None]:
        try:
            self._check_network()
            self.session.access_log.hand_in()  # so that it tells what was opened here a moment ago
            return self.session.access_log.page(question), None
        except EspaceError as e:
            return AccessPage(self.session.access_log.own(question)), e

    def _check_network(self) -> None:
        if self.session.sync.offline:
            raise Unreachable(reason="offline")
