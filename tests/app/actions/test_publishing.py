from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from espace_mobile.app.actions import opportunities, publishing, team_calendars, undoing
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.opportunities import Offer
from espace_mobile.app.actions.publishing import Site
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.public_site import Opportunity
from espace_mobile.domain.schedule_vocabulary import OpportunitySort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import site_of

SITE = Site(title="Espace Mobile", slug="espace-mobile", intro="Bonjour", phone="03 53 01 01 10")


def refused(act: object, *args: object, **kwargs: object) -> tuple[str, str]:
    with pytest.raises(InputError) as told:
        act(*args, **kwargs)  # type: ignore[operator]
    return told.value.field, told.value.reason


def test_the_site_is_proposed_from_the_name_of_the_association(replica: Replica) -> None:
    proposed = Site.of(site_of(replica), "Association Émeraude")
    assert (proposed.title, proposed.slug) == ("Association Émeraude", "association-emeraude")


def test_what_is_typed_is_kept_as_the_register_keeps_it(replica: Replica, supervisor: Worker) -> None:
    kept = publishing.save_site(replica, SITE, supervisor)
    assert (kept.slug, kept.phone) == ("espace-mobile", "+33353010110")
    assert Site.of(kept).phone == "03 53 01 01 10"


@pytest.mark.parametrize(("typed", "why"), [
    (Site(title=" "), ("title", "empty")), (Site(title="Espace", slug="É"), ("slug", "invalid")),
    (Site(title="Espace", slug="calendars"), ("slug", "invalid")),
    (Site(title="Espace", slug="v1"), ("slug", "invalid")),
    (Site(title="Espace", email="ici"), ("email", "invalid")),
    (Site(title="Espace", phone="12"), ("phone", "invalid")),
    (Site(title="Espace", intro="n" * 1501), ("intro", "too_long")),
])  # fmt: skip
def test_what_can_not_be_kept_is_said_under_its_field(
    replica: Replica, supervisor: Worker, typed: Site, why: tuple[str, str]
) -> None:
    assert refused(publishing.save_site, replica, typed, supervisor) == why


def test_only_what_was_changed_in_the_form_is_set(replica: Replica, supervisor: Worker) -> None:
    publishing.save_site(replica, SITE, supervisor)
    before, seen = Site.of(site_of(replica)), seen_now(replica, site_of(replica))
    publishing.save_site(replica, Site(title="Autre", slug="espace-mobile", intro="Bonjour"), supervisor)
    after = Site(**{**vars(before), "intro": "Bienvenue"})
    publishing.save_site(replica, after, supervisor, before=before, seen=seen)
    assert (site_of(replica).title, site_of(replica).intro) == ("Autre", "Bienvenue")


def test_only_a_supervisor_sets_publishes_and_shares(
    replica: Replica, planner: Worker, counsellor: Worker, now: datetime
) -> None:
    for worker in (planner, counsellor):
        assert refused(publishing.save_site, replica, SITE, worker) == ("record", "supervisor_only")
        assert refused(publishing.set_site, replica, worker, automatic=True) == ("record", "supervisor_only")
        assert refused(team_calendars.make, replica, None, "", worker, now=now) == ("record", "supervisor_only")
        assert refused(opportunities.write, replica, Offer(), worker) == ("record", "supervisor_only")


def test_a_setting_is_taken_back(replica: Replica, supervisor: Worker) -> None:
    publishing.save_site(replica, SITE, supervisor)
    done = publishing.set_site(replica, supervisor, months_ahead=12)
    assert site_of(replica).months_ahead == 12
    undoing.take_back(replica, done, supervisor)
    assert site_of(replica).months_ahead == 6


def test_nothing_can_be_published_before_there_is_an_address(
    replica: Replica, supervisor: Worker, outing: Outing, today: date, now: datetime
) -> None:
    assert publishing.outlook(replica, today, now).made is None
    publishing.save_site(replica, SITE, supervisor)
    seen = publishing.outlook(replica, today, now)
    assert seen.made is not None
    assert [d.id for d in seen.changes.new] == [outing.id]
    assert seen.published is None


def test_an_offer_is_written_changed_hidden_and_removed(replica: Replica, supervisor: Worker, today: date) -> None:
    assert refused(opportunities.write, replica, Offer(), supervisor) == ("sort", "required")
    assert refused(opportunities.write, replica, Offer(OpportunitySort.JOB), supervisor) == ("title", "empty")
    offer = opportunities.write(replica, Offer(OpportunitySort.JOB, "Agent", until=today), supervisor)
    changed = Offer(OpportunitySort.JOB, "Agente", until=today + timedelta(days=7))
    opportunities.write(replica, changed, supervisor, itself=offer, seen=seen_now(replica, offer))
    [kept] = opportunities.opportunities(replica, today)
    assert (kept.title, kept.until) == ("Agente", today + timedelta(days=7))
    hidden = opportunities.show(replica, kept, False, supervisor)
    assert not replica.all(Opportunity)[0].shown
    undoing.take_back(replica, hidden, supervisor)
    gone = opportunities.remove(replica, kept, supervisor)
    assert not replica.all(Opportunity)
    undoing.take_back(replica, gone, supervisor)
    assert replica.all(Opportunity)[0].shown


def test_an_offer_written_elsewhere_meanwhile_keeps_both_changes(
    replica: Replica, supervisor: Worker, today: date
) -> None:
    opened = opportunities.write(replica, Offer(OpportunitySort.JOB, "Agent", text="Le matin"), supervisor)
    seen = seen_now(replica, opened)
    replica.save(opened.but(text="Le soir"), by=supervisor.id)
    typed = Offer(OpportunitySort.JOB, "Agente", text="Le matin")
    opportunities.write(replica, typed, supervisor, itself=opened, seen=seen)
    [kept] = replica.all(Opportunity)
    assert (kept.title, kept.text) == ("Agente", "Le soir")


def test_a_team_has_one_address_until_it_is_revoked(replica: Replica, supervisor: Worker, now: datetime) -> None:
    first = team_calendars.make(replica, None, "Toutes", supervisor, now=now)
    assert team_calendars.make(replica, None, "Toutes", supervisor, now=now) == first
    assert team_calendars.calendars(replica) == {None: first}
    team_calendars.revoke(replica, first, supervisor, now=now)
    assert team_calendars.calendars(replica) == {}
    second = team_calendars.make(replica, None, "Toutes", supervisor, now=now)
    assert second.secret != first.secret
    assert len(first.secret) >= 40
