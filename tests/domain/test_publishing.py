from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.public_site import Opportunity, PublicSite
from espace_mobile.domain.public_site import Testimonial as Story  # pytest would take it for a test
from espace_mobile.domain.publishing import (
    dates_of_team,
    dates_told,
    is_offered,
    may_be_told,
    slug_of,
    span,
)
from espace_mobile.domain.schedule_vocabulary import Moderation, OpportunitySort
from espace_mobile.domain.schedule_vocabulary import TestimonialBy as By
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.protocol.publication import is_slug
from tests.domain.drawn_facts import facts

TODAY = date(2026, 5, 14)
SITE = PublicSite(id="s" * 32, months_ahead=6)


def outing(id: str = "a", days: int = 7, **more: object) -> Outing:
    return Outing(id=id * 32, on=TODAY + timedelta(days=days), starts=time(9), **more)  # type: ignore[arg-type]


def told(*outings: Outing, site: PublicSite = SITE, before: tuple[str, ...] = ()) -> list[str]:
    return [o.id[0] for o in dates_told(outings, site, TODAY, {id * 32 for id in before})]


def test_dates_are_told_from_four_weeks_ago_to_the_months_ahead() -> None:
    assert span(6, date(2026, 8, 31)) == (date(2026, 8, 3), date(2027, 2, 28))
    assert span(3, date(2026, 11, 14))[1] == date(2027, 2, 14)
    near = [outing("a", -28), outing("b", -29), outing("c", 184), outing("d", 185)]
    assert told(*near) == ["a", "c"]


def test_a_planned_date_waits_for_its_confirmation_when_asked_so() -> None:
    dates = [outing("a"), outing("b", status=OutingStatus.CONFIRMED), outing("c", -3, status=OutingStatus.HELD)]
    assert told(*dates) == ["c", "a", "b"]
    assert told(*dates, site=SITE.but(only_confirmed=True)) == ["c", "b"]


@pytest.mark.parametrize("status", [OutingStatus.CANCELLED, OutingStatus.MOVED])
def test_what_does_not_take_place_is_told_only_to_those_who_were_told_of_it(status: OutingStatus) -> None:
    assert told(outing("a", status=status)) == []
    assert told(outing("a", status=status), before=("a",)) == ["a"]
    assert told(outing("a", status=status, hidden=True), before=("a",)) == []


def test_a_hidden_date_is_for_the_team_alone() -> None:
    dates = [
        outing("a", hidden=True, team_id="n"),
        outing("b", team_id="s"),
        outing("c", status=OutingStatus.CANCELLED),
    ]
    assert told(*dates) == ["b"]
    assert [o.id[0] for o in dates_of_team(dates, "n", TODAY)] == ["a"]
    assert [o.id[0] for o in dates_of_team(dates, None, TODAY)] == ["a", "b", "c"]


def test_a_status_of_a_newer_version_is_not_told() -> None:
    assert told(outing("a", status=OutingStatus("postponed"))) == []


@given(facts(Story))
def test_no_story_is_told_without_consent_and_approval(story: Story) -> None:
    both = story.consent == Consent.GIVEN and story.moderation == Moderation.APPROVED
    assert may_be_told(story) == (both and bool(story.text) and bool(story.signed))


def test_a_story_approved_and_agreed_to_may_be_told() -> None:
    story = Story(id="t" * 32, by=By.EMPLOYEE, text="Merci", signed="Samir", written_on=TODAY,
                        consent=Consent.GIVEN, moderation=Moderation.APPROVED)  # fmt: skip
    assert may_be_told(story)
    assert not may_be_told(story.but(consent=Consent.WITHDRAWN))
    assert not may_be_told(story.but(moderation=Moderation.WAITING))


def test_an_offer_ends_after_its_last_day() -> None:
    offer = Opportunity(id="o" * 32, sort=OpportunitySort.JOB, title="Agent", until=TODAY)
    assert is_offered(offer, TODAY)
    assert not is_offered(offer, TODAY + timedelta(days=1))
    assert not is_offered(offer.but(shown=False), TODAY)


def test_an_address_is_made_of_a_name() -> None:
    assert slug_of("Association Émeraude & Cie") == "association-emeraude-cie"
    assert slug_of("1 % pour l’Œuvre") == "pour-l-oeuvre"
    assert slug_of("北京") == ""


@given(st.text())
def test_a_proposed_address_is_one_or_too_short(name: str) -> None:
    made = slug_of(name)
    assert len(made) < 3 or is_slug(made) or made in {"calendars", "static", "assets"} or made[0] == "v"
