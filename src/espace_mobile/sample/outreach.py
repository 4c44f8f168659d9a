"""What goes with the van: how it was made known, and the young people in civic service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import (
    CampaignSort,
    CivicTheme,
    HostType,
    MeetingSort,
    MissionStatus,
    ProgrammeTextSort,
    Vocation,
)
from espace_mobile.domain.vocabulary import AgeBand, OrganisationType
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import ORGANISATIONS, SUPERVISOR
from espace_mobile.sample.lived import Crowd, Life

# Days ago, how long, what, how many, euros.
_ACTIONS: tuple[tuple[int, int, CampaignSort, str, int | None, int | None], ...] = (
    (350, 14, CampaignSort.RADIO_SPOT, "Spot de rentrée, radio locale", 42, 640),
    (310, 20, CampaignSort.FLYER, "Prospectus dans les boîtes aux lettres", 2_500, 310),
    (240, 60, CampaignSort.POSTER, "Affiches chez les commerçants", 120, 180),
    (180, 10, CampaignSort.RADIO_SPOT, "Spot de printemps, radio locale", 30, 480),
    (120, 30, CampaignSort.SOCIAL_NETWORK, "Publications sur les réseaux", 18, None),
    (75, 1, CampaignSort.CITIZEN_COUNCIL, "Présentation au conseil citoyen", 25, 0),
    (40, 15, CampaignSort.FLYER, "Prospectus sur les marchés", 900, 95),
)
# Days ago of the beginning, host, theme, what came of it; None while it lasts.
_MISSIONS = (
    (330, HostType.EHPAD, CivicTheme.VISITS, Vocation.CARE_TRAINING),
    (320, HostType.SAAD, CivicTheme.ISOLATION, Vocation.CARE_JOB),
    (150, HostType.EHPAD, CivicTheme.SOCIAL_LIFE, None),
    (140, HostType.ESMS, CivicTheme.AWARENESS, None),
)
_LASTS = 240
_BALANCE = (
    "Le camion est attendu : on vient de plus en plus nous voir parce qu’une voisine l’a dit. La radio amène du monde "
    "le mois qui suit, les prospectus moins qu’on ne croyait. À refaire : sortir aussi le soir dans le quartier des "
    "Essais."
)


def live(life: Life, crowd: Crowd) -> Iterator[Fact]:
    yield from _campaign(life)
    young = crowd.take(len(_MISSIONS), AgeBand.FROM_18_TO_25)
    yield from _missions(life, young)
    for days in (300, 110):
        yield life.meeting(
            MeetingSort.REFERENTS, life.ago(days), news="Nouveau statut des volontaires.",
            practices="Binôme les deux premières semaines.", difficulties="Horaires du matin.",
            needs="Un guide d’accueil.",
        )  # fmt: skip
    yield life.text(ProgrammeTextSort.BALANCE, life.ago(10), _BALANCE)


def _campaign(life: Life) -> Iterator[CampaignAction]:
    for ago, lasts, sort, title, quantity, euros in _ACTIONS:
        since = life.ago(ago)
        yield CampaignAction(
            id=derived_id("lived", "action", life.programme.id, str(ago)), programme_id=life.programme.id, sort=sort,
            title=title, since=since, until=since + timedelta(days=lasts), quantity=quantity,
            cents=None if euros is None else 100 * euros, worker_id=SUPERVISOR.id,
        )  # fmt: skip


def _missions(life: Life, young: list[Person]) -> Iterator[CivicMission]:
    hosts: list[Organisation] = [o for o in ORGANISATIONS if o.type == OrganisationType.HOST]
    for n, (person, (ago, host, theme, vocation)) in enumerate(zip(young, _MISSIONS, strict=False)):
        since, over = life.ago(ago), vocation is not None
        yield CivicMission(
            id=derived_id("lived", "mission", life.programme.id, str(n)), team=person.team,
            programme_id=life.programme.id, organisation_id=hosts[n % len(hosts)].id, host=host, theme=theme,
            tutor="Denis Canevas" if n % 2 == 0 else "Rose Patron", person_id=person.id, since=since,
            until=since + timedelta(days=_LASTS), status=MissionStatus.ENDED if over else MissionStatus.RUNNING,
            civic_day_1_on=since + timedelta(days=30), civic_day_2_on=since + timedelta(days=90) if over else None,
            psc1_on=since + timedelta(days=50), future_project_on=since + timedelta(days=200) if over else None,
            vocation=vocation,
        )  # fmt: skip
