"""What a worker does to programmes, one function a deed: starts them, lets people in, gives services, goes out.

Hours, reviews and missions: `programme_work`; what is written of them: `programme_sheets`. As in `path_deeds`, nothing
happens where there is nothing to do it to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile import templates
from espace_mobile.app.actions import (
    campaign,
    contacts,
    enrolments,
    outings,
    rights,
    services,
    starting,
)
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import (
    Advice,
    CampaignSort,
    RightSort,
    ServiceSort,
)
from espace_mobile.domain.vocabulary import CancelReason, ReferralChannel
from tests.simulation import path_deeds, path_meetings, programme_sheets, programme_work, programme_workshops
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.programme_history import ProgrammeHistory as H

NAMES = ("Action", "Action bis", "Action ter")
DAY = timedelta(days=1)


def start(h: H, post: Post) -> None:
    """Now and then from another template under the same name: somebody took the wrong one."""
    template = h.template if h.rng.random() < 0.8 else templates.shipped(h.code(templates.SHIPPED))
    since, numbers = h.today - h.rng.randint(0, 40) * DAY, {"participants": h.code((None, 12, 30))}
    h.did(post, starting.begin(
        post.replica, template, h.worker(post), since=since, today=h.today, name=h.code(NAMES), numbers=numbers
    ))  # fmt: skip


def enter(h: H, post: Post) -> None:
    replica, worker, today = post.replica, h.worker(post), h.today
    spell = enrolments.propose(replica, h.person(post), h.one(post, Programme), worker, today)
    enrolments.decide(replica, spell, EntryDecision.VALIDATED, worker, today)
    h.did(post, enrolments.enter(replica, spell, worker, today - h.rng.randint(0, 9) * DAY, today))


# Services, rights, campaign


def visit(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    if h.rng.random() < 0.6:
        who = h.person(post) if h.rng.random() < 0.4 else None
        services.count(replica, h.one(post, Programme), h.code(ServiceSort), worker, now=h.now, person=who)
        return
    known = h.one(post, ServiceVisit)
    h.pick([
        lambda: services.name(replica, known, h.code((None, h.person(post))), worker),
        lambda: services.give(replica, known, worker, donated=h.code((-1, 1, 5)), repaired=h.code((0, 2))),
        lambda: services.advise(replica, known, h.code(Advice), worker),
        lambda: services.change_service(replica, known, h.code(ServiceSort), worker),
        lambda: h.gone(post, services.restore, services.remove(replica, known, worker)),
        lambda: services.set_services(replica, h.one(post, Programme), h.rng.sample(list(ServiceSort), 2), worker),
    ])()  # fmt: skip


def right(h: H, post: Post) -> None:
    replica, worker, months = post.replica, h.worker(post), h.code((None, 1, 6))
    if h.rng.random() < 0.5:
        h.did(post, rights.add(replica, h.person(post), h.code(RightSort), months, worker, today=h.today))
        return
    known = h.one(post, PersonRight)
    h.did(post, h.pick([
        lambda: rights.renew(replica, known, months, worker, today=h.today),
        lambda: rights.end(replica, known, worker, today=h.today),
        lambda: h.gone(post, rights.restore, rights.remove(replica, known, worker)),
    ])())  # fmt: skip


def advertise(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    if h.rng.random() < 0.4:
        typed = campaign.Described(h.code(CampaignSort), h.today - DAY, h.code((None, h.today)), "Spot", "100", "90,50")
        campaign.add(replica, h.one(post, Programme), typed, worker)
        return
    known, stamps = h.form(post, CampaignAction)
    typed = replace(campaign.Described.of(known), quantity=h.code(("", "1 500")), cost=h.code(("", "12")))
    h.pick([
        lambda: campaign.correct(replica, known, typed, worker, seen=stamps),
        lambda: h.gone(post, campaign.restore, campaign.remove(replica, known, worker)),
    ])()  # fmt: skip


def go_out(h: H, post: Post) -> None:
    """Contacts, and how they heard of us."""
    replica, worker, outing, way = post.replica, h.worker(post), h.one(post, Outing), h.code(ReferralChannel)
    h.pick([
        lambda: h.contacts.add(contacts.log_contact(replica, outing, worker, now=h.now).id),
        lambda: contacts.describe_contact(replica, h.one(post, Contact), worker, heard_via=way),
        lambda: contacts.describe_contact(replica, h.one(post, Contact), worker, heard_via=way),
        lambda: contacts.forget_channel(replica, h.one(post, Contact), worker),
        lambda: outings.close(replica, outing, worker, now=h.now),
        lambda: outings.reopen(replica, outing, worker),
        lambda: outings.cancel(replica, outing, worker, h.code(CancelReason)),
    ])()  # fmt: skip


def put_back(h: H, post: Post) -> None:
    gone = h.undoable(post, h.Gone)
    gone.restore(post.replica, gone.fact, h.worker(post))


def join(h: H, post: Post) -> None:
    """Two files, by somebody who may."""
    path_deeds.merge(h, post if post.supervises else h.office)


# What the office did before: else histories would be about what is not there yet.
FIRST: list[Callable[[Any, Post], None]] = [
    *[path_deeds.open_file] * 3, *[enter] * 4, *[programme_work.plan_hours] * 3, programme_work.plan_reviews,
    programme_work.put_on, programme_work.decide_case, *[programme_work.mission] * 4, *[visit] * 2, right, advertise,
    go_out, programme_sheets.gather, *[programme_workshops.plan_workshop] * 2, programme_workshops.look,
]  # fmt: skip
DEEDS: list[tuple[float, Callable[[Any, Post], None]]] = [
    *((weight / 2, deed) for weight, deed in path_deeds.DEEDS),
    (4, start), (8, enter), (3, path_deeds.leave), (3, path_deeds.outcome), (4, path_meetings.mark), (5, join),
    (12, visit), (6, right), (5, advertise), (6, go_out), (6, put_back), (3, path_deeds.undo),
    *programme_work.DEEDS, *programme_sheets.DEEDS, *programme_workshops.DEEDS,
]  # fmt: skip
