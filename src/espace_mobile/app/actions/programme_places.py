"""With whom a programme works, where it happens, and which communes it serves."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions import undoing
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.geography import parse_insee
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_sheet import Coverage, ProgrammePartner, ProgrammePlace
from espace_mobile.domain.sheet_vocabulary import PartnerRole
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.vocabulary import PlaceType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

NAME_LENGTH, DOES_LENGTH = 80, 200  # characters
_OURS = frozenset({PartnerRole.LEAD, PartnerRole.FUNDER})

# Reading


def partners_of(replica: Replica, programme_id: str) -> dict[PartnerRole, list[tuple[ProgrammePartner, Organisation]]]:
    """By role, in the order of the list, each by name; a role of a newer version last."""
    found = [
        (partner, organisation)
        for partner in replica.where(ProgrammePartner, programme_id=programme_id)
        if (organisation := replica.get(Organisation, partner.organisation_id)) is not None
    ]
    found.sort(key=lambda one: (folded(one[1].name), one[0].id))
    roles = [*PartnerRole, *dict.fromkeys(p.role for p, _ in found if not p.role.known)]
    return {role: those for role in roles if (those := [one for one in found if one[0].role == role])}


def partner_count(replica: Replica, programme_id: str) -> int:
    """Structures that take part, but for the lead service and who only pays."""
    found = replica.where(ProgrammePartner, programme_id=programme_id)
    return len({p.organisation_id for p in found if p.role not in _OURS})


def places_of(replica: Replica, programme_id: str) -> list[tuple[ProgrammePlace, Place]]:
    """By name."""
    links = replica.where(ProgrammePlace, programme_id=programme_id)
    found = [(link, place) for link in links if (place := replica.get(Place, link.place_id)) is not None]
    return sorted(found, key=lambda one: (folded(one[1].name), one[0].id))


def communes_of(replica: Replica, programme_id: str) -> list[Coverage]:
    """The first ones, then those the programme was extended to, by name."""
    found = replica.where(Coverage, programme_id=programme_id)
    return sorted(found, key=lambda c: (c.extension, folded(c.name), c.id))


# Acting: `undoing.take_back` undoes each. Ids are those that templates give: two tablets name one thing alike.


@held
def set_partner(
    replica: Replica, programme_id: str, organisation_id: str | None, role: PartnerRole, worker: Worker, does: str = ""
) -> Done[ProgrammePartner]:
    """Added, or given another role; a structure has one in a programme.

    Raises `InputError`: (`organisation_id`, `required`), (`does`, `nir` or `too_long`), (`record`, `counsellor_only`).
    """
    check_may(worker)
    if not organisation_id:
        raise InputError("organisation_id", "required")
    same = (p for p in replica.where(ProgrammePartner, programme_id=programme_id, organisation_id=organisation_id))
    known = next(same, None)
    partner = known or ProgrammePartner(
        id=derived_id("programme_partner", programme_id, organisation_id), programme_id=programme_id,
        organisation_id=organisation_id,
    )  # fmt: skip
    said = partner.but(role=role, does=check_note(does, "does", DOES_LENGTH))
    return do(replica, said, worker=worker)


@held
def add_place(replica: Replica, programme_id: str, place_id: str | None, name: str, worker: Worker) -> Done[Place]:
    """One of the places there are, or the one of this name, made when there is none.

    Raises `InputError` (`place`, `required`, `nir` or `too_long`).
    """
    check_may(worker)
    place = replica.get(Place, place_id) if place_id else None
    if place is None:
        place = _place_named(replica, check_note(tidy(name), "place", NAME_LENGTH))
    id = derived_id("programme_place", programme_id, place.id)
    link = ProgrammePlace(id=id, programme_id=programme_id, place_id=place.id)
    return do(replica, place, link, worker=worker)


def _place_named(replica: Replica, name: str | None) -> Place:
    if not name:
        raise InputError("place", "required")
    key = folded(name)
    known = next((p for p in replica.all(Place) if folded(p.name) == key), None)
    return known or Place(id=derived_id("place", key, "", ""), name=name, type=PlaceType.OTHER)


@held
def set_commune(
    replica: Replica,
    programme_id: str,
    name: str,
    worker: Worker,
    *,
    insee: str = "",
    extension: bool = False,
    since: date | None = None,
    itself: Coverage | None = None,
) -> Done[Coverage]:
    """Added, or changed when it is `itself`. `extension`: not among the first.

    Raises `InputError`: (`commune`, `required`, `nir`, `too_long` or `taken`), (`commune_insee`, `lost_zero` or
    `invalid`), like `check_here`.
    """
    check_may(worker)
    said = check_note(tidy(name), "commune", NAME_LENGTH)
    if not said:
        raise InputError("commune", "required")
    others = (c for c in communes_of(replica, programme_id) if itself is None or c.id != itself.id)
    if any(folded(c.name) == folded(said) for c in others):
        raise InputError("commune", "taken")
    if itself is not None:
        check_here(replica, itself)
    id = derived_id("coverage", programme_id, folded(said))
    commune = current(replica, itself) if itself else Coverage(id=id, programme_id=programme_id, name=said)
    code = parse_insee(insee)
    return do(
        replica, commune.but(name=said, commune_insee=code, extension=extension, since=since), worker=worker
    )  # fmt: skip


def remove(
    replica: Replica, shown: ProgrammePartner | ProgrammePlace | Coverage, worker: Worker
) -> Done[ProgrammePartner | ProgrammePlace | Coverage]:
    """The structure, place or commune itself stays. Raises `InputError` like `check_here`."""
    check_may(worker)
    return undoing.remove(replica, shown, worker=worker)
