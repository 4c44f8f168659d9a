"""What a worker writes on the sheet of a programme, and the workshops that come of it; the figures that are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    agenda,
    campaign,
    followed,
    hours,
    indicators,
    measures,
    partner_meetings,
    programme_people,
    programme_places,
    programme_sheet,
    programme_texts,
    programmes,
    review_cases,
    services,
    workshop_people,
    workshop_planning,
    workshops,
)
from espace_mobile.app.actions.measures import Cost, Row
from espace_mobile.app.actions.partner_meetings import Meeting
from espace_mobile.app.actions.programme_sheet import Identity
from espace_mobile.app.actions.workshop_planning import Asked
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.group_session import GroupSession
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
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import BudgetSide, MeetingSort, PartnerRole, ProgrammeTextSort
from espace_mobile.domain.slots import Choice
from espace_mobile.domain.workshop import Workshop
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.programme_history import ProgrammeHistory as H

DAY = timedelta(days=1)
YEARS, LAST = Span(date(2026, 1, 1), date(2027, 12, 31)), date(2027, 12, 31)
WORDS, COMMUNES = ("Jardin partagé", "Accueil", "/"), ("Danjoutin", "Valdoie", "Cravanche")


# The sheet


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


# Workshops


def plan_workshop(h: H, post: Post) -> None:
    replica, worker, workshop = post.replica, h.worker(post), h.one(post, Workshop)
    first = workshop_planning.first_day(replica, workshop, h.today) if h.rng.random() < 0.5 else h.today + DAY
    choice = Choice(first, first + h.rng.randint(0, 20) * DAY, h.code((1, 7)), 2)
    asked = Asked(choice, h.code((None, time(14))), (post.by,))
    meeting = workshop_planning.Meeting(h.today + h.rng.randint(-1, 1) * DAY, time(18))
    h.did(post, h.pick([
        lambda: workshop_planning.plan(replica, workshop, asked, worker, today=h.today),
        lambda: workshop_planning.plan(replica, workshop, asked, worker, today=h.today),
        lambda: workshop_planning.meet_informally(replica, workshop, meeting, worker, today=h.today),
    ])())  # fmt: skip


def change_workshop(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    known, stamps = h.form(post, Workshop)
    typed = known.but(minutes=h.code((60, 90)), capacity=h.code((None, 4)), back_after_days=h.code((30, 90)))
    h.did(post, h.pick([
        lambda: workshops.edit(replica, known, typed, worker, stamps),
        lambda: workshops.retire(replica, known, worker, active=h.code((True, False))),
        lambda: workshops.add(replica, known.but(id="", title=h.code(("Nouvel atelier", "Autre"))), worker),
    ])())  # fmt: skip


def bring(h: H, post: Post) -> None:
    replica, worker, workshop = post.replica, h.worker(post), h.one(post, Workshop)
    session, person, word = h.one(post, GroupSession), h.person(post), h.said(None)
    h.did(post, h.about_its_person(word, h.pick([
        lambda: workshop_people.invite_all(replica, session, worker, now=h.now, today=h.today),
        lambda: workshop_people.met(replica, workshop, person, worker, now=h.now),
        lambda: workshop_people.call_back(replica, workshop, person, word, worker, today=h.today),
    ])()))  # fmt: skip


def look(h: H, post: Post) -> None:
    """At the pages of programmes, while others save."""
    replica, worker, today = post.replica, h.worker(post), h.today
    for programme in replica.all(Programme):
        indicators.figures(replica).of(programme.id, YEARS, LAST)
        programme_people.present(replica, worker, programme.id, today)
        followed.everybody_in(replica, programme, worker, today)
        hours.bank_of(replica, programme, today)
        services.of_day(replica, programme.id, today)
        services.total(replica, programme.id)
        measures.lines_of(replica, programme.id)
        programme_places.partners_of(replica, programme.id)
        for action in campaign.actions_of(replica, programme.id):
            campaign.effect(replica, action, today)
        for workshop in workshops.workshops_of(replica, programme.id):
            workshop_people.month(replica, workshop, worker, today)
            workshop_people.week(replica, workshop, worker, today)
    for review in replica.all(CaseReview):
        review_cases.agenda(replica, review, worker, today)
    agenda._diary(replica)


DEEDS: list[tuple[int, Callable[[Any, Post], None]]] = [
    (4, describe), (4, where), (4, row), (4, budget), (3, write), (5, gather), (8, plan_workshop), (3, change_workshop),
    (5, bring), (4, look),
]  # fmt: skip
