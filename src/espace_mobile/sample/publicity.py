"""What the association of the demonstration tells the public: its site, five opportunities, four stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.public_site import Opportunity, PublicSite, Testimonial
from espace_mobile.domain.schedule_vocabulary import Moderation, OpportunitySort, TestimonialBy
from espace_mobile.domain.vocabulary import OrganisationType
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import COUNSELLORS, ORGANISATIONS, SUPERVISOR

SITE_ID = derived_id("public site")  # as every device derives it
SLUG = "demonstration"

_EMPLOYER_ORG = next(o for o in reversed(ORGANISATIONS) if o.type == OrganisationType.HOST)

_INTRO = (
    "L’Espace Mobile est une camionnette qui vient sur les marchés et dans les quartiers. "
    "On y parle de travail, de formation et de droits, autour d’un café.\n\n"
    "C’est gratuit. Il n’y a pas besoin de rendez-vous. Les enfants sont les bienvenus."
)
# (sort, title, words, commune, days from today to its last day)
_OFFERS = (
    (OpportunitySort.JOB, "Agente ou agent d’entretien, 24 heures par semaine",
     "Un contrat déclaré, avec une fiche de paie. Les horaires sont le matin. On vous apprend le métier.",
     "Exempleville", 40),
    (OpportunitySort.TRAINING, "Apprendre à lire et à écrire en français",
     "Deux matinées par semaine. Vous commencez quand vous voulez.", "Exempleville", 90),
    (OpportunitySort.WORKSHOP, "Atelier couture du jeudi",
     "On répare, on transforme, on discute. Le matériel est sur place.", None, None),
    (OpportunitySort.CIVIC_SERVICE, "Service civique : aller à la rencontre des habitants",
     "De 16 à 25 ans, 24 heures par semaine, indemnisé.", "Fictivy-sur-Songe", 60),
    (OpportunitySort.OTHER, "Permis de conduire : une aide existe",
     "Nous regardons avec vous à quelle aide vous avez droit.", None, None),
)  # fmt: skip
_TOLD = (
    ("Je travaillais sans papiers de travail, sans rien. Maintenant j’ai un contrat, et je sais ce que je cotise pour "
     "ma retraite. J’aurais dû venir plus tôt.", "Lila"),
    ("À la camionnette, personne ne m’a jugé. On m’a expliqué mes droits avec des mots simples.", "Momo"),
    ("Je suis revenue trois fois avant d’oser. La quatrième fois, j’ai commencé la formation.", "Une habitante"),
)  # fmt: skip
_EMPLOYER = (
    "Déclarer, c’était moins compliqué que je ne le croyais. L’équipe m’a aidé à faire la première embauche, et "
    "la personne est toujours là."
)


def publicity(today: date, met: Sequence[Person]) -> list[Fact]:
    """`met`: three people or more, of whom the stories are. Of the four, one waits and one was withdrawn."""
    site = PublicSite(
        id=SITE_ID, title="Espace Mobile (démonstration)", slug=SLUG, intro=_INTRO, phone="+33353010110",
        email="contact@exemple.invalid", address="1 place de l’Exemple, Exempleville",
    )  # fmt: skip
    return [site, *_offers(today), *_stories(today, met)]


def _offers(today: date) -> list[Fact]:
    return [
        Opportunity(
            id=derived_id("demonstration", "opportunity", str(n)), sort=sort, title=title, text=words,
            commune_name=commune, until=today + timedelta(days=days) if days else None,
        )
        for n, (sort, title, words, commune, days) in enumerate(_OFFERS)
    ]  # fmt: skip


def _stories(today: date, met: Sequence[Person]) -> list[Fact]:
    online, waiting, withdrawn = (
        Testimonial(
            id=derived_id("demonstration", "testimonial", str(n)), team=person.team, by=TestimonialBy.EMPLOYEE,
            text=words, signed=signed, person_id=person.id, written_on=today - timedelta(days=20 + 9 * n),
            worker_id=COUNSELLORS[0].id, consent=Consent.GIVEN, consent_on=today - timedelta(days=20 + 9 * n),
        )
        for n, (person, (words, signed)) in enumerate(zip(met[:3], _TOLD, strict=True))
    )  # fmt: skip
    from_work = Testimonial(
        id=derived_id("demonstration", "testimonial", "employer"), by=TestimonialBy.EMPLOYER, text=_EMPLOYER,
        signed="La directrice d’un service d’aide à domicile", organisation_id=_EMPLOYER_ORG.id,
        written_on=today - timedelta(days=33), worker_id=SUPERVISOR.id, consent=Consent.GIVEN,
        consent_on=today - timedelta(days=33),
    )  # fmt: skip
    gone = withdrawn.but(consent=Consent.WITHDRAWN, consent_on=today - timedelta(days=2))
    return [_read(online), waiting, _read(gone), _read(from_work)]


def _read(story: Testimonial) -> Testimonial:
    return story.but(moderation=Moderation.APPROVED, moderated_by=SUPERVISOR.id)
