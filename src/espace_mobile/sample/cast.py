"""Who and where: an association that doesn't exist, in communes that don't either.

INSEE codes 90901 and after, QPV codes QN09091M and after belong to nobody; phone numbers are in the ranges that
Arcep keeps for fiction (03 53 01, 06 39 98).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OrganisationType, PlaceType, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.grounds import GROUNDS


@dataclass(frozen=True)
class DemoAccount:
    """Somebody who can unlock a tablet of the demonstration. `passphrase`: printed by `espace-mobile demo`."""

    worker_id: str
    display_name: str
    role: Role
    passphrase: str


def _id(kind: str, name: str) -> str:
    return derived_id("demo", kind, name)


NORTH, SOUTH, MARKETS = (
    Team(id=_id("team", name), name=name) for name in ("Équipe Nord", "Équipe Sud", "Équipe Marchés")
)
TEAMS = (NORTH, SOUTH, MARKETS)
VAN = Vehicle(id=_id("vehicle", "Camionnette 1"), name="Camionnette 1")

_STAFF: tuple[tuple[str, Role, tuple[Team, ...], str | None], ...] = (
    ("Samira Exemple", Role.FIELD, (NORTH,), "camion orange tambour"),
    ("Julien Modèle", Role.FIELD, (NORTH,), "tortue violon cabane"),
    ("Fatou Essai", Role.FIELD, (SOUTH,), "cerise moulin dragon"),
    ("Bruno Maquette", Role.FIELD, (MARKETS,), "marron piano savon"),
    ("Claire Brouillon", Role.COUNSELLOR, TEAMS, "jardin lune bateau"),
    ("Omar Fiction", Role.COUNSELLOR, TEAMS, "nuage castor orage"),
    ("Mireille Prototype", Role.SUPERVISOR, TEAMS, "phare muguet cahier"),
    ("Yann Croquis", Role.PLANNER, TEAMS, "banane clavier merle"),
    ("Léa Passage", Role.FIELD, (SOUTH,), None),  # left
)
WORKERS = tuple(
    Worker(
        id=_id("worker", name),
        display_name=name,
        role=role,
        team_ids=tuple(team.id for team in teams),
        active=bool(phrase),
    )
    for name, role, teams, phrase in _STAFF
)
DEMO_ACCOUNTS = tuple(
    DemoAccount(worker.id, worker.display_name, worker.role, phrase)
    for worker, (_, _, _, phrase) in zip(WORKERS, _STAFF, strict=True)
    if phrase
)
COUNSELLORS = tuple(worker for worker in WORKERS if worker.role == Role.COUNSELLOR)
SUPERVISOR = next(worker for worker in WORKERS if worker.role == Role.SUPERVISOR)


def field_workers(team_id: str) -> list[Worker]:
    return [w for w in WORKERS if w.role == Role.FIELD and w.active and team_id in w.team_ids]


EXEMPLEVILLE, FICTIVY, SAINT_MODELE = (
    ("Exempleville", "90901"),
    ("Fictivy-sur-Songe", "90902"),
    ("Saint-Modèle", "90903"),
)
COMMUNES = (EXEMPLEVILLE, FICTIVY, SAINT_MODELE)
_QPV_VINTAGE = 2024

_ORGANISATIONS: tuple[tuple[str, OrganisationType, tuple[str, str], str], ...] = (
    ("Association Exemple Mobile", OrganisationType.OWN, EXEMPLEVILLE, "Mireille Prototype"),
    ("Mission locale du Pays Imaginaire", OrganisationType.PARTNER, EXEMPLEVILLE, "Hugo Ébauche"),
    ("Centre social Le Mirage", OrganisationType.PARTNER, EXEMPLEVILLE, "Nora Silhouette"),
    ("Conseil citoyen des Essais", OrganisationType.PARTNER, EXEMPLEVILLE, "Alain Pochoir"),
    ("CCAS de Fictivy-sur-Songe", OrganisationType.PARTNER, FICTIVY, "Inès Calque"),
    ("Épicerie sociale La Fable", OrganisationType.PARTNER, FICTIVY, "Karim Esquisse"),
    ("Agence pour l’emploi de démonstration", OrganisationType.PARTNER, SAINT_MODELE, "Paula Gabarit"),
    ("EHPAD Les Chimères", OrganisationType.HOST, SAINT_MODELE, "Denis Canevas"),
    ("Service d’aide à domicile Le Songe", OrganisationType.HOST, FICTIVY, "Rose Patron"),
    ("Conseil départemental de l’Imaginaire", OrganisationType.FUNDER, EXEMPLEVILLE, "Luc Épure"),
)
ORGANISATIONS = tuple(
    Organisation(
        id=_id("organisation", name),
        name=name,
        type=type,
        commune_insee=insee,
        contact_name=contact,
        phone=f"+3335301{n:04}",
        email=f"contact{n}@exemple.invalid",
    )
    for n, (name, type, (_, insee), contact) in enumerate(_ORGANISATIONS, 10)
)
PARTNERS = tuple(o for o in ORGANISATIONS if o.type == OrganisationType.PARTNER)

# name, type, neighbourhood, commune, QPV code, weekday of a market (0 = Monday)
_PLACES: tuple[tuple[str, PlaceType, str, tuple[str, str], str | None, int | None], ...] = (
    ("Place de l’Exemple", PlaceType.SQUARE, "Les Essais", EXEMPLEVILLE, "QN09091M", None),
    ("Parvis du Mirage", PlaceType.SQUARE, "Les Essais", EXEMPLEVILLE, "QN09091M", None),
    ("Centre social Le Mirage", PlaceType.NEIGHBOURHOOD_CENTRE, "Les Essais", EXEMPLEVILLE, "QN09091M", None),
    ("Marché des Essais", PlaceType.MARKET, "Les Essais", EXEMPLEVILLE, "QN09091M", 1),
    ("Square des Chimères", PlaceType.SQUARE, "La Maquette", EXEMPLEVILLE, "QN09092M", None),
    ("Maison de quartier La Maquette", PlaceType.NEIGHBOURHOOD_CENTRE, "La Maquette", EXEMPLEVILLE, "QN09092M", None),
    ("Marché de la Maquette", PlaceType.MARKET, "La Maquette", EXEMPLEVILLE, "QN09092M", 4),
    ("Place du Brouillon", PlaceType.SQUARE, "Centre", EXEMPLEVILLE, None, None),
    ("Marché couvert du Croquis", PlaceType.MARKET, "Centre", EXEMPLEVILLE, None, 5),
    ("Bureau de l’association", PlaceType.OFFICE, "Centre", EXEMPLEVILLE, None, None),
    ("Place des Fables", PlaceType.SQUARE, "Le Songe", FICTIVY, "QN09093M", None),
    ("Allée des Licornes", PlaceType.SQUARE, "Le Songe", FICTIVY, "QN09093M", None),
    ("Maison de quartier du Songe", PlaceType.NEIGHBOURHOOD_CENTRE, "Le Songe", FICTIVY, "QN09093M", None),
    ("Marché du Songe", PlaceType.MARKET, "Le Songe", FICTIVY, "QN09093M", 3),
    ("Quai de la Rêverie", PlaceType.SQUARE, "Rives", FICTIVY, None, None),
    ("Forum de l’emploi imaginaire", PlaceType.EVENT, "Rives", FICTIVY, None, None),
    ("Place du Spécimen", PlaceType.SQUARE, "Le Gabarit", SAINT_MODELE, "QN09094M", None),
    ("Mairie annexe du Gabarit", PlaceType.OTHER, "Le Gabarit", SAINT_MODELE, None, None),
    ("Marché de Saint-Modèle", PlaceType.MARKET, "Bourg", SAINT_MODELE, None, 2),
    ("Fête des associations fictives", PlaceType.EVENT, "Bourg", SAINT_MODELE, None, None),
)
PLACES = tuple(
    Place(
        id=_id("place", name),
        name=name,
        type=type,
        neighbourhood=neighbourhood,
        commune_insee=insee,
        commune_name=commune,
        qpv_code=qpv,
        qpv_vintage=_QPV_VINTAGE if qpv else None,
        weekday=weekday,
        opens=time(8) if weekday is not None else None,
        closes=time(13) if weekday is not None else None,
        address=GROUNDS[name].address,
        months=GROUNDS[name].months,
        permit=GROUNDS[name].permit,
        organisation_id=_id("organisation", GROUNDS[name].organisation) if GROUNDS[name].organisation else None,
        contact_name=GROUNDS[name].contact or None,
        phone=f"+3335301{n:04}" if GROUNDS[name].contact else None,
        access=GROUNDS[name].access or None,
    )
    for n, (name, type, neighbourhood, (commune, insee), qpv, weekday) in enumerate(_PLACES, 200)
)
OFFICE = next(place for place in PLACES if place.type == PlaceType.OFFICE)
