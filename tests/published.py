"""What an association publishes, invented; and a register that holds it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from espace_mobile.protocol.publication import PublicDate, PublicOffer, PublicPages, PublicStory
from sync_server.register import Register, publications
from sync_server.register.publications import Publication

COMMUNES = (("90010", "Belfort-les-Essais"), ("90901", "Valdoie-le-Test"), ("90902", "Exemplaire"))
_PLACES = ("Marché des Tilleuls", "Place de la République", "Parking du gymnase", "Maison de quartier")
_AREAS = ("Les Essais", "Le Mont", "Bellevue", "La Douce")
CHANGED = datetime(2027, 5, 2, 8, 30, tzinfo=UTC)
TODAY = date(2027, 5, 14)  # a Friday
NOW_MS = int(datetime(2027, 5, 14, 8, 0, tzinfo=UTC).timestamp() * 1000)


def id_of(number: int) -> str:
    return f"{number:032x}"


def a_date(number: int = 1, on: date = TODAY, **fields: Any) -> PublicDate:
    insee, commune = COMMUNES[number % 3]
    given: dict[str, Any] = {
        "id": id_of(number),
        "on": on,
        "starts": time(9),
        "ends": time(12, 30),
        "type": ("van", "market", "event")[number % 3],
        "place": _PLACES[number % 4],
        "address": f"{number % 90 + 1} rue des Exemples",
        "neighbourhood": _AREAS[number % 4],
        "commune": commune,
        "commune_insee": insee,
        "partners": ("Mission locale des Essais", "Conseil citoyen") if number % 2 else (),
        "changed_at": CHANGED,
    }
    return PublicDate(**given | fields)


def some_dates(count: int = 16, every: int = 6, around: date = TODAY) -> tuple[PublicDate, ...]:
    """One cancelled and one moved to come, some over."""
    made = [a_date(n, around + timedelta(days=every * (n - 3))) for n in range(count)]
    if count > 8:
        made[5] = a_date(5, made[5].on, cancelled=True)
        made[7] = a_date(7, made[7].on, moved_to=made[8].on)
    return tuple(made)


STORIES = (
    PublicStory(
        id=id_of(901),
        by="employee",
        text="Avant, je travaillais sans contrat.\n\nMaintenant j’ai une fiche de paie. J’ai pu louer un appartement.",
        signed="Samira",
        on=date(2027, 4, 2),
    ),
    PublicStory(
        id=id_of(902),
        by="employer",
        text="Déclarer une aide à domicile prend dix minutes par mois.",
        signed="M. B.",
        on=date(2027, 3, 1),
    ),
)
OFFERS = (
    PublicOffer(
        id=id_of(801),
        sort="job",
        title="Aide à domicile",
        text="Vous aidez des personnes âgées chez elles.\n- temps partiel\n- débutant accepté",
        commune="Belfort-les-Essais",
        with_whom="SAAD des Essais",
        until=date(2027, 6, 30),
    ),
    PublicOffer(id=id_of(802), sort="training", title="Français pour le travail", text="Le mardi matin, gratuit."),
    PublicOffer(id=id_of(803), sort="civic_service", title="Rendre visite à des personnes âgées", commune="Exemplaire"),
    PublicOffer(id=id_of(804), sort="workshop", title="Écrire son CV", until=date(2027, 5, 1)),
)


def pages(**fields: Any) -> PublicPages:
    given: dict[str, Any] = {
        "slug": "essais",
        "title": "Espace mobile emploi",
        "intro": "Une camionnette vient près de chez vous. On y parle de travail, de formation, de vos droits.\n\n"
        "- C’est gratuit.\n- Sans rendez-vous.\n- Vous pouvez venir avec vos enfants.",
        "phone": "03 84 00 00 00",
        "email": "bonjour@essais.example",
        "address": "1 place de l’Exemple, 90000 Belfort-les-Essais",
        "published_at": datetime(2027, 5, 13, 16, 0, tzinfo=UTC),
        "dates": some_dates(),
        "offers": OFFERS,
        "stories": STORIES,
    }
    return PublicPages(**given | fields)


def publish(register: Register, org: str, published: PublicPages, etag: str = "") -> None:
    """Straight into the register, as `service.publication.publish` leaves it."""
    from sync_server.service.publication import _digest, _packed

    body = _packed(published)
    held = Publication(org, published.slug, published.title, 1, body, etag or _digest(body), NOW_MS, "d" * 32)
    register.write(lambda c: publications.put(c, held))
