"""What a worker writes on the sheet of a programme, one function a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    measures,
    partner_meetings,
    programme_places,
    programme_sheet,
    programme_texts,
    programmes,
)
from espace_mobile.app.actions.measures import Cost, Row
from espace_mobile.app.actions.partner_meetings import Meeting
from espace_mobile.app.actions.programme_sheet import Identity
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import (
    BudgetLine,
    Coverage,
    Measure,
    PartnerMeeting,
    ProgrammePartner,
    ProgrammePlace,
    ProgrammeText,
)
from espace_mobile.domain.sheet_vocabulary import BudgetSide, MeetingSort, PartnerRole, ProgrammeTextSort
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.programme_history import ProgrammeHistory as H

DAY = timedelta(days=1)
WORDS, COMMUNES = ("Jardin partagé", "Accueil", "/"), ("Danjoutin", "Valdoie", "Cravanche")


def describe(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    known, stamps = h.form(post, Programme)
    shown = Identity.of(known)
    objective = replace(shown, objective=h.code(WORDS), since=h.today - DAY)
    target = replace(shown, lead=h.code(WORDS), targets={"participants": h.code(("", "40")), "review_days": "14"})
    h.pick([
        lambda: programme_sheet.describe(replica, known, objective, worker, shown=shown, stamps=stamps),
        lambda: programme_sheet.describe(replica, known, target, worker, shown=shown, stamps=stamps),
        lambda: programmes.rename(replica, known, h.code(("Action", "Autre action")), worker),
        lambda: programmes.retire(replica, known, worker, active=h.code((True, True, False))),
    ])()  # fmt: skip


def where(h: H, post: Post) -> None:
    """With whom, where, in which communes."""
    replica, worker, id = post.replica, h.worker(post), h.one(post, Programme).id
    coverage, extension = h.code((None, Coverage)), h.code((True, False))
    itself = h.one(post, coverage) if coverage else None
    h.did(post, h.pick([
        lambda: programme_places.set_partner(replica, id, h.one(post, Organisation).id, h.code(PartnerRole), worker),
        lambda: programme_places.add_place(replica, id, None, h.code(COMMUNES), worker),
        lambda: programme_places.set_commune(
            replica, itself.programme_id if itself else id, h.code(COMMUNES), worker, extension=extension, itself=itself
        ),
        lambda: programme_places.remove(
            replica, h.one(post, h.code((ProgrammePartner, ProgrammePlace, Coverage))), worker
        ),
    ])())  # fmt: skip


def row(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    typed = Row(h.code(("Accueil", "Suivi")), h.code(WORDS), h.code(WORDS))
    if h.rng.random() < 0.3:
        h.did(post, measures.add_measure(replica, h.one(post, Programme).id, typed, worker))
        return
    known, stamps = h.form(post, Measure)
    shown = Row.of(known)
    h.did(post, h.pick([
        lambda: measures.edit_measure(
            replica, known, replace(shown, targets=typed.targets), worker, shown=shown, stamps=stamps
        ),
        lambda: measures.move(replica, known, h.code((-1, 1)), worker),
        lambda: measures.remove_measure(replica, known, worker),
    ])())  # fmt: skip


def budget(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    typed = Cost(h.code(BudgetSide), amount=h.code(("", "8 400", "12,50")), year=h.code(("", "2026", "2027")))
    if h.rng.random() < 0.5:
        row = h.one(post, Measure)
        cost = h.code((typed, replace(typed, measure_id=row.id)))
        h.did(post, measures.add_line(replica, row.programme_id, cost, worker))
        return
    known, stamps = h.form(post, BudgetLine)
    shown = Cost.of(known)
    h.did(post, h.pick([
        lambda: measures.edit_line(
            replica, known, replace(shown, amount=typed.amount, year=typed.year), worker, shown=shown, stamps=stamps
        ),
        lambda: measures.remove_line(replica, known, worker),
    ])())  # fmt: skip


def write(h: H, post: Post) -> None:
    replica, worker, sort = post.replica, h.worker(post), h.code(ProgrammeTextSort)
    if h.rng.random() < 0.4:
        programme_texts.write(replica, h.one(post, Programme).id, sort, h.said(None), worker, today=h.today)
    elif h.rng.random() < 0.7:
        text, stamps = h.form(post, ProgrammeText)
        programme_texts.write(
            replica, text.programme_id, text.sort, h.said(None), worker, today=h.today, on=h.code((text.on, h.today)),
            itself=text, seen=stamps,
        )  # fmt: skip
    else:
        h.did(post, programme_texts.remove(replica, h.one(post, ProgrammeText), worker))


def gather(h: H, post: Post) -> None:
    """Partners meet."""
    replica, worker, org = post.replica, h.worker(post), h.one(post, Organisation).id
    asked = Meeting(h.now + h.rng.randint(-3, 3) * DAY, h.code(MeetingSort), organisation_ids=(org,))
    if h.rng.random() < 0.4:
        h.did(post, partner_meetings.plan(replica, h.one(post, Programme).id, asked, worker))
        return
    known, stamps = h.form(post, PartnerMeeting)
    shown, notes = Meeting.of(known), {"news": known.news or ""}
    h.did(post, h.pick([
        lambda: partner_meetings.edit(
            replica, known, replace(shown, starts_at=asked.starts_at), worker, seen=shown, stamps=stamps
        ),
        lambda: partner_meetings.set_status(replica, known, h.code(SessionStatus), worker, today=h.today),
        lambda: partner_meetings.came(replica, known, org, worker, today=h.today),
        lambda: partner_meetings.write(replica, known, worker, {"news": h.said(None)}, shown=notes, stamps=stamps),
        lambda: partner_meetings.remove(replica, known, worker),
    ])())  # fmt: skip


DEEDS: list[tuple[int, Callable[[Any, Post], None]]] = [
    (4, describe), (4, where), (4, row), (4, budget), (3, write), (5, gather),
]  # fmt: skip
