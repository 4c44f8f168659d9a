"""Which of somebody's columns says what, and which are never read.

A column is proposed by its heading and may be given another field; a column nobody gives a field is left out. What the
law keeps from us (social-security number, religion, diagnosis, origin, judicial record, opinions) has no field, and its
column can't be given one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.text import folded
from espace_mobile.errors import InputError


class Field(StrEnum):
    """Those of a person, then those that only a contact has."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    NICKNAME = "nickname"
    BIRTH = "birth"
    AGE = "age"
    SEX = "sex"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    COMMUNE = "commune"
    QPV = "qpv"
    HEARD_VIA = "heard_via"
    NEEDS = "needs"
    BARRIERS = "barriers"
    FIRST_MET = "first_met"
    NOTICE = "notice"
    NOTICE_ON = "notice_on"
    SHARING = "sharing"
    GUARDIAN = "guardian"
    TEAM = "team"
    NOTE = "note"
    ON = "on"
    PLACE = "place"
    COUNT = "count"


class What(StrEnum):
    PEOPLE = "people"
    CONTACTS = "contacts"


NAMES = (Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME, Field.NICKNAME)
TEXTS = frozenset({*NAMES, Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.NOTE})  # written by hand, never computed
OF_CONTACTS = (Field.ON, Field.PLACE, Field.SEX, Field.AGE, Field.NEEDS, Field.HEARD_VIA, Field.COUNT, Field.TEAM)
OF_PEOPLE = tuple(field for field in Field if field not in (Field.ON, Field.PLACE, Field.COUNT))
FIELDS = {What.PEOPLE: OF_PEOPLE, What.CONTACTS: OF_CONTACTS}

_SAID = {
    Field.LAST_NAME: "nom|nom de famille|nom d usage|nom usuel|nom de naissance|last name|surname|family name",
    Field.FIRST_NAME: "prenom|prenoms|prenom usuel|first name|given name",
    Field.FULL_NAME: "nom et prenom|nom prenom|prenom nom|prenom et nom|nom complet|identite|personne|beneficiaire"
    "|nom du beneficiaire|participant|name|full name",
    Field.NICKNAME: "surnom|appele|appelee|pseudo|nickname",
    Field.BIRTH: "ne le|nee le|date de naissance|date naissance|ddn|naissance|annee de naissance|birth date"
    "|date of birth|birth year|year of birth",
    Field.AGE: "age|tranche d age|tranche age|age band|classe d age",
    Field.SEX: "sexe|genre|civilite|h f|f h|m f|sex|gender|title",
    Field.PHONE: "telephone|tel|tel portable|telephone portable|portable|mobile|numero de telephone|n de telephone"
    "|tel mobile|n tel|tel 1|phone|phone number",
    Field.EMAIL: "email|e mail|mail|courriel|adresse mail|adresse e mail|adresse email|adresse electronique",
    Field.ADDRESS: "adresse|adresse postale|rue|domicile|address",
    Field.COMMUNE: "commune|ville|code insee|insee|commune insee|commune de residence|code commune|town|city",
    Field.QPV: "qpv|quartier prioritaire|habite en qpv|habitant qpv|resident qpv|en qpv|qpv oui non",
    Field.HEARD_VIA: "connu par|comment nous a connu|comment avez vous connu|orientation|oriente par|origine du contact"
    "|source|canal|heard via|how they heard",
    Field.NEEDS: "besoin|besoins|demande|demandes|motif|need|needs",
    Field.BARRIERS: "frein|freins|difficultes|freins identifies|barriers",
    Field.FIRST_MET: "premier contact|date de premier contact|premiere rencontre|date du premier contact|rencontre le"
    "|date d accueil|date d inscription|1er contact|date du 1er contact|first met|first contact",
    Field.NOTICE: "information remise|notice|notice remise|information rgpd|rgpd|notice d information"
    "|information notice",
    Field.NOTICE_ON: "date de la notice|notice remise le|information remise le|date rgpd|notice date|notice on",
    Field.SHARING: "partage|accord de partage|autorise le partage|partage avec les partenaires|sharing",
    Field.GUARDIAN: "autorisation parentale|accord parental|guardian",
    Field.TEAM: "equipe|team|antenne|secteur",
    Field.NOTE: "note|notes|remarque|remarques|commentaire|commentaires|observation|observations|comment|comments",
    Field.ON: "date|jour|le|day",
    Field.PLACE: "lieu|place|endroit|marche|site",
    Field.COUNT: "nombre|nb|nombre de personnes|nombre de contacts|effectif|number",
}
HEADINGS = {heading: field for field, said in _SAID.items() for heading in said.split("|")}

_NEVER = re.compile(
    r"\b(?:nir|(?:n(?:umero)?(?: de)? )?secu(?:rite sociale)?|n(?:umero)? ss|nss|carte vitale|social security"
    r"|religion|religieux|confession|culte|diagnostic|diagnosis|pathologies?|maladies?|handicap|rqth|traitement medical"
    r"|sante mentale|medical|medecin traitant|origine ethnique|ethnie|ethnic\w*|race|casier|judiciaires?|penal\w*"
    r"|condamnations?|criminal|opinions?|syndica\w*|orientation sexuelle|sexual orientation)\b"
)


def heading_of(text: str) -> str:
    """« Né(e) le : » → « nee le », « QPV (oui/non) » → « qpv »."""
    said = re.sub(r"\([^)]*\)", " ", folded(text).replace("(e)", "e").replace("(s)", "s"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", said).split())


def is_forbidden(heading: str) -> bool:
    """Whether its column is never read, whatever stands there."""
    return any(
        _NEVER.search(said) for said in (heading_of(heading), " ".join(re.findall("[a-z0-9]+", folded(heading))))
    )


def field_of(heading: str, what: What = What.PEOPLE) -> Field | None:
    if is_forbidden(heading):
        return None
    said = heading_of(heading)
    found = HEADINGS.get(said) or HEADINGS.get(said.removesuffix("s"))
    return found if found in FIELDS[what] else None


def propose_columns(headings: Sequence[str], what: What = What.PEOPLE) -> dict[int, Field]:
    """{position: field}; of two columns with one field, the first."""
    found: dict[int, Field] = {}
    for at, heading in enumerate(headings):
        field = field_of(heading, what)
        if field is not None and field not in found.values():
            found[at] = field
    return found


def hidden_columns(headings: Sequence[str], samples: Iterable[Sequence[str]]) -> frozenset[int]:
    """Those never to be read: by their heading, or because social-security numbers stand there under a heading that
    says nothing. Under « Nom » it is a slip of one line, which has its own refusal."""
    found = {at for at, heading in enumerate(headings) if is_forbidden(heading)}
    told = {at for at, heading in enumerate(headings) if any(field_of(heading, what) for what in What)}
    for cells in samples:
        found.update(at for at, cell in enumerate(cells) if at not in found | told and _is_number(cell))
    return frozenset(found)


def check_columns(columns: Mapping[int, str], what: What = What.PEOPLE, hidden: Iterable[int] = ()) -> dict[int, Field]:
    """A mapping that somebody chose or kept, checked.

    Raises `InputError` `mapping`: `unknown_field` (name), `twice` (name), `forbidden`, or `no_name` (of people) and
    `no_date` (of contacts) when what is needed has no column.
    """
    known = {field.value: field for field in FIELDS[what]}
    for at, name in columns.items():
        if name not in known:
            raise InputError("mapping", "unknown_field", name=name[:40])
        if at in hidden:
            raise InputError("mapping", "forbidden")
    fields = {at: known[name] for at, name in columns.items()}
    for field in fields.values():
        if list(fields.values()).count(field) > 1:
            raise InputError("mapping", "twice", name=field.value)
    if what == What.PEOPLE and not any(field in NAMES for field in fields.values()):
        raise InputError("mapping", "no_name")
    if what == What.CONTACTS and Field.ON not in fields.values():
        raise InputError("mapping", "no_date")
    return fields


def _is_number(cell: str) -> bool:
    """A cell that is nothing but a social-security number: a note that quotes one has its own refusal."""
    return sum(c.isalpha() for c in cell) <= 1 and sum(c.isdigit() for c in cell) >= 12 and holds_nir(cell)
