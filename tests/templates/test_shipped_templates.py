"""The five templates of the app say what the five sheets say."""

from __future__ import annotations

import pytest

from espace_mobile import templates
from espace_mobile.domain.sheet_vocabulary import CampaignSort, CivicTheme, HostType, RightSort, WorkshopForm
from espace_mobile.errors import InputError

ESPACE, NOIRMOUTIER, VERN, DANJOUTIN, TROYES = map(templates.shipped, templates.SHIPPED)


@pytest.mark.parametrize("name", templates.SHIPPED)
def test_a_shipped_template_reads(name: str) -> None:
    assert templates.shipped(name).name


def test_no_two_templates_have_one_name() -> None:
    assert len({templates.shipped(name).name for name in templates.SHIPPED}) == len(templates.SHIPPED)


def test_the_van_goes_out_sixty_times_a_year_for_two_years() -> None:
    assert ESPACE.outings is not None
    assert (ESPACE.outings.a_year, ESPACE.outings.in_all, ESPACE.months) == (60, 120, 24)
    assert (ESPACE.capacity, ESPACE.workshops[0].capacity) == (5, 5)


def test_the_campaign_goes_by_radio_flyers_posters_site_networks_associations_and_councils() -> None:
    assert ESPACE.campaign is not None
    assert set(ESPACE.campaign.channels) == set(CampaignSort) - {CampaignSort.PRESS}


def test_civic_service_has_four_themes_three_sorts_of_hosts_and_no_number_of_its_own() -> None:
    civic = ESPACE.civic_service
    assert civic is not None
    assert set(civic.themes) == set(CivicTheme)
    assert set(civic.hosts) == set(HostType) - {HostType.OTHER}
    assert (civic.missions_a_year, civic.referents_a_year) == (None, 2)


def test_the_workshop_of_noirmoutier_has_eight_sessions_in_two_phases() -> None:
    (workshop,) = NOIRMOUTIER.workshops
    assert [phase.sessions for phase in workshop.phases] == [4, 4]
    assert workshop.phases[0].facilitators == ("Centre social de l’île", "CAF")
    assert workshop.back_after_days


def test_vern_meets_every_thursday_and_gives_two_rights() -> None:
    (workshop,) = VERN.workshops
    assert (workshop.form, workshop.weekday) == (WorkshopForm.WEEKLY, "thursday")
    assert VERN.services is not None
    assert set(VERN.services.rights) == {RightSort.EPICERIE, RightSort.CARTE_SORTIR}
    assert not VERN.validated


def test_danjoutin_promises_4200_hours_and_a_review_every_21_days() -> None:
    assert sum(row.hours for row in DANJOUTIN.hours) == DANJOUTIN.hours_in_all == 4200
    assert DANJOUTIN.reviews is not None
    assert (DANJOUTIN.reviews.every_days, DANJOUTIN.follow_months) == (21, 6)
    assert [(line.euros, line.yearly) for line in DANJOUTIN.budget] == [(840_000, True)]
    assert [c.name for c in DANJOUTIN.communes if c.extension] == ["Valdoie", "Cravanche"]


def test_danjoutin_has_a_contract_meeting_a_cycle_a_monthly_group_and_relaxation() -> None:
    contract, image, talk, _ = DANJOUTIN.workshops
    assert contract.form == WorkshopForm.CONTRACT
    assert [phase.sessions for phase in image.phases] == [3]
    assert (image.form, image.minutes, image.capacity) == (WorkshopForm.CYCLE, 210, 10)
    assert (talk.form, talk.compulsory, talk.month_minutes) == (WorkshopForm.MONTHLY, True, 120)


def test_troyes_keeps_its_amounts_its_blank_cells_and_its_calendar_to_define() -> None:
    vestiaire, coaching = TROYES.measures
    assert [line.euros for line in vestiaire.budget] == [395_000, 12_285_000, None]
    assert (vestiaire.calendar, vestiaire.lead, vestiaire.budget[2].funder) == ("À définir", "CMAS", "Ville de Troyes")
    assert ([line.euros for line in coaching.budget], coaching.calendar) == ([None], None)
    partners = {"Mon Logis", "Régies Services", "DIDAMS", "AJD", "CIDFF", "APRS"}
    assert partners < {partner.name for partner in TROYES.partners}


@pytest.mark.parametrize(
    ("source", "reason", "params"),
    [
        (b'name = "x"\nb == 2', "not_toml", {"line": 2}),
        (b"a = '", "not_toml", {"line": 1}),
        (b"name = \"\xe9\"", "not_utf8", {}),
        (b"#" * (templates.MOST_BYTES + 1), "file_too_large", {"max": 200}),
    ],
)  # fmt: skip
def test_a_file_that_is_no_template_is_told_as_such(source: bytes, reason: str, params: dict[str, int]) -> None:
    (fault,) = templates.faults(source)
    assert (fault.field, fault.reason) == ("template", reason)
    assert params.items() <= fault.params.items()
    with pytest.raises(InputError, match=reason):
        templates.read(source)


def test_a_file_written_by_notepad_reads_like_any_other() -> None:
    text = 'schema = 1\nname = "Café"\nsummary = "Le mardi"\n[[budget]]\neuros = 12.50\n'
    assert templates.read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).budget[0].euros == 1250
