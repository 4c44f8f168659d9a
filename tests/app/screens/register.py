"""People and files for the tests of the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import NoticeGiven, Role
from espace_mobile.protocol.change import Clash, Entry
from espace_mobile.protocol.conflict import conflict_record
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import new_id
from espace_mobile.store.incoming import apply_page
from tests.app.harness import AppUnderTest
from tests.app.tablet import NORTH, Tablet, worker

CLAIRE = worker("Claire", Role.SUPERVISOR)
PAUL = worker("Paul", Role.PLANNER)


def person(first: str | None = None, last: str | None = None, *, days_ago: int = 0, **more: Any) -> Person:
    """A file of the North team, opened some days ago with a spoken notice."""
    opened = clock.today() - timedelta(days=days_ago)
    told = {"notice_given": NoticeGiven.ORAL, "notice_on": opened, "opened_on": opened}
    return Person(**{"id": new_id(), "team": NORTH.id, "first_name": first, "last_name": last, **told, **more})


def disagree(tablet: Tablet, about: Fact, field: str, theirs: object, by: str = "w" * 32) -> None:
    """Bring from the server a lost race: the value there is, and another tablet's."""
    record = tablet.replica.record(about.kind, about.id)
    assert record is not None
    stamp = record.stamps[field]
    lost = Entry(theirs, Stamp(stamp.at - at_ms(60_000), "00000000000000b2"), None, by)
    kept = Entry(record.fields[field], stamp, None, "somebody")
    apply_page(tablet.replica, [conflict_record(record, Clash(field, kept, lost))], "cursor")


async def wait_for(app: AppUnderTest, condition: Callable[[], Any]) -> None:
    """For what comes after a debounce or from another thread."""
    await app.until(condition)


async def undo(app: AppUnderTest) -> None:
    """« Annuler » in the notice at the bottom."""
    action = app.all(ft.SnackBar)[-1].action
    assert isinstance(action, ft.SnackBarAction)
    await app.event(action, "click")


async def open_file(app: AppUnderTest, about: Person, part: str) -> None:
    """One of `followed`, `path`, `situation`, `story`, at 360 px."""
    await app.go(f"/people/{about.id}")
    await app.tap(f"file.part.{part}")
