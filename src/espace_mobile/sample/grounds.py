"""What a planner knows of each place of the demonstration: address, who runs it, whom to ask for, by which permit.

Nobody and nothing of it exists; see `cast` for the ranges of numbers that are kept for fiction.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit

ENDS_IN = 9  # days: a permit that is over before the last dates planned there


class Ground(NamedTuple):
    """`organisation`, `contact`: names; empty when nobody runs it. `months`: none, all year."""

    address: str
    permit: Permit
    organisation: str = ""
    contact: str = ""
    access: str = ""
    months: tuple[int, ...] = ()


_CITIZENS, _CENTRE = "Conseil citoyen des Essais", "Centre social Le Mirage"
_WELFARE, _GROCERY = "CCAS de Fictivy-sur-Songe", "Épicerie sociale La Fable"
_OWN = "Association Exemple Mobile"

GROUNDS = {
    "Place de l’Exemple": Ground("1 place de l’Exemple", Permit.GRANTED, _CITIZENS, "Alain Pochoir"),
    "Parvis du Mirage": Ground("12 rue du Mirage", Permit.GRANTED, _CENTRE, "Nora Silhouette"),
    "Centre social Le Mirage": Ground(
        "14 rue du Mirage", Permit.NOT_NEEDED, _CENTRE, "Nora Silhouette", "Sonner à l’accueil, prise dans le hall."
    ),
    "Marché des Essais": Ground(
        "Mail des Essais", Permit.GRANTED, "", "Gilles Fusain", "Emplacement 14, côté fontaine. Être là avant 8 h."
    ),
    "Square des Chimères": Ground("Rue des Chimères", Permit.GRANTED),
    "Maison de quartier La Maquette": Ground(
        "3 allée de la Maquette", Permit.NOT_NEEDED, "", "Sonia Carton", "Clé au gardien, bâtiment B."
    ),
    "Marché de la Maquette": Ground("Place de la Maquette", Permit.GRANTED, "", "Gilles Fusain"),
    "Place du Brouillon": Ground("Place du Brouillon", Permit.GRANTED),
    "Marché couvert du Croquis": Ground(
        "2 rue du Croquis", Permit.TO_ASK, "", "Odile Sanguine", "Pas de véhicule sous la halle : table seulement."
    ),
    "Bureau de l’association": Ground("5 rue de l’Exemple", Permit.NOT_NEEDED, _OWN, "Mireille Prototype"),
    "Place des Fables": Ground("Place des Fables", Permit.GRANTED, _GROCERY, "Karim Esquisse"),
    "Allée des Licornes": Ground("8 allée des Licornes", Permit.GRANTED, months=tuple(range(3, 12))),
    "Maison de quartier du Songe": Ground("1 rue du Songe", Permit.NOT_NEEDED, _WELFARE, "Inès Calque"),
    "Marché du Songe": Ground("Quai du Songe", Permit.GRANTED, _WELFARE, "Inès Calque"),
    "Quai de la Rêverie": Ground("Quai de la Rêverie", Permit.ASKED, _WELFARE, "Inès Calque"),
    "Forum de l’emploi imaginaire": Ground("Salle des Rives", Permit.NOT_NEEDED),
    "Place du Spécimen": Ground("Place du Spécimen", Permit.GRANTED),
    "Mairie annexe du Gabarit": Ground("10 rue du Gabarit", Permit.NOT_NEEDED, "", "Paula Gabarit"),
    "Marché de Saint-Modèle": Ground("Place de l’Église", Permit.GRANTED, "", "Thierry Mine"),
    "Fête des associations fictives": Ground("Parc du Bourg", Permit.NOT_NEEDED),
}
EXPIRING = "Marché de Saint-Modèle"


def with_permits(places: list[Place], today: date) -> list[Place]:
    """A permit that was granted lasts until the end of next year; the expiring one is over in a few days."""
    ends = {EXPIRING: today + timedelta(days=ENDS_IN)}
    usual = date(today.year + 1, 12, 31)
    return [p.but(permit_until=ends.get(p.name, usual)) if p.permit == Permit.GRANTED else p for p in places]
