from __future__ import annotations

import re

import phonenumbers

from espace_mobile.app.actions.places import Described
from espace_mobile.domain.geography import parse_insee, parse_qpv
from espace_mobile.domain.phones import parse_phone
from espace_mobile.domain.vocabulary import OrganisationType, PlaceType, Role
from espace_mobile.sample.cast import DEMO_ACCOUNTS, ORGANISATIONS, PLACES, TEAMS, WORKERS, field_workers
from espace_mobile.sample.grounds import EXPIRING, GROUNDS


def test_there_are_twenty_places_and_three_teams() -> None:
    assert (len(PLACES), len(TEAMS)) == (20, 3)
    assert len({place.name for place in PLACES}) == 20
    assert {PlaceType.MARKET, PlaceType.NEIGHBOURHOOD_CENTRE, PlaceType.OFFICE} <= {place.type for place in PLACES}


def test_codes_have_the_shape_of_true_ones_and_belong_to_nobody() -> None:
    for place in PLACES:
        assert place.commune_insee is not None
        assert parse_insee(place.commune_insee) == place.commune_insee
        assert place.commune_insee.startswith("909")  # the last commune of the Territoire de Belfort is 90106
        assert place.qpv_code is None or parse_qpv(place.qpv_code) == (place.qpv_code, place.qpv_vintage)
        assert place.qpv_code is None or place.qpv_code.startswith("QN0909")


def test_a_market_has_its_day_and_hours() -> None:
    markets = [place for place in PLACES if place.type == PlaceType.MARKET]
    assert all(place.opens and place.closes and place.weekday is not None for place in markets)


def test_each_role_has_an_account_and_each_team_somebody_in_the_field() -> None:
    assert {account.role for account in DEMO_ACCOUNTS} == set(Role)
    assert all(field_workers(team.id) for team in TEAMS)
    assert len(field_workers(TEAMS[0].id)) == 2  # two tablets at one van


def test_accounts_are_of_active_workers_with_pass_phrases_of_their_own() -> None:
    workers = {worker.id: worker for worker in WORKERS}
    for account in DEMO_ACCOUNTS:
        assert workers[account.worker_id].active
        assert workers[account.worker_id].display_name == account.display_name
        assert re.fullmatch(r"[a-z]+( [a-z]+){2}", account.passphrase)
    assert len({account.passphrase for account in DEMO_ACCOUNTS}) == len(DEMO_ACCOUNTS)


def test_organisations_can_be_neither_called_nor_written_to() -> None:
    assert {OrganisationType.OWN, OrganisationType.PARTNER, OrganisationType.HOST} <= {o.type for o in ORGANISATIONS}
    for organisation in ORGANISATIONS:
        assert organisation.email is not None
        assert organisation.phone is not None
        assert organisation.email.endswith(".invalid")
        assert organisation.phone.startswith("+3335301")
        assert phonenumbers.is_possible_number(phonenumbers.parse(organisation.phone))


def test_each_place_says_where_it_is_and_nobody_there_can_be_called() -> None:
    assert set(GROUNDS) == {place.name for place in PLACES}
    assert EXPIRING in GROUNDS
    known = {organisation.id for organisation in ORGANISATIONS}
    assert all(place.address and place.organisation_id in {None, *known} for place in PLACES)
    called = [place.phone for place in PLACES if place.contact_name]
    assert len(set(called)) == len(called) > 5
    assert all(parse_phone(phone) == phone and phone.startswith("+3335301") for phone in called if phone)
    assert not set(called) & {organisation.phone for organisation in ORGANISATIONS}


def test_what_is_said_of_a_place_would_pass_the_rules() -> None:
    for place in PLACES:
        assert Described.of(place).kept() == {name: getattr(place, name) for name in Described.of(place).kept()}
