"""The cases that a tidy demonstration would hide: duplicates, a refusal, a file whose time is up."""

from __future__ import annotations

from datetime import date, time, timedelta

from espace_mobile.domain.ages import age_at
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import AgeBand, NoticeGiven, PersonStatus, Sex
from espace_mobile.sample.cast import COUNSELLORS, NORTH, SUPERVISOR
from espace_mobile.sample.draw import Draw, local

DUPLICATES = 3
_ADULT = 18
_PURGE_AFTER = timedelta(days=780)  # over 25 months


def with_duplicates(draw: Draw, people: list[Person]) -> tuple[list[Person], list[tuple[str, str]]]:
    """Some files are second files of somebody already known, typed without accents or with a letter less.

    Returns the people, and the pairs of ids (first file, second file).
    """
    people = list(people)
    pairs: list[tuple[str, str]] = []
    for at, person in enumerate(people):
        if len(pairs) == DUPLICATES:
            break
        later = [n for n in range(at + 1, len(people)) if _may_be(person, people[n])]
        if later and draw.happens(0.2):
            second = draw.one(later)
            people[second] = _typed_again(people[second], person, len(pairs))
            pairs.append((person.id, people[second].id))
    return people, pairs


def _may_be(person: Person, other: Person) -> bool:
    alike = person.team == other.team and person.sex == other.sex and person.age_band == other.age_band
    return alike and bool(person.first_name and person.last_name and person.phone)


def _typed_again(file: Person, person: Person, variant: int) -> Person:
    first_name, last_name = person.first_name or "", person.last_name or ""
    names = (
        (folded(first_name).title(), folded(last_name).upper()),
        (first_name, last_name[:-2] + last_name[-1:]),
        (first_name, None),
    )[variant % 3]
    same = {name: getattr(person, name) for name in ("phone", "birth_on", "birth_year", "address", "commune_insee")}
    return file.but(first_name=names[0], last_name=names[1], nickname=None, **same)


def with_refusal(people: list[Person], spared: set[str]) -> tuple[list[Person], str]:
    """Somebody refused the notice: the file keeps a nickname and that refusal, nothing more."""
    middle = len(people) // 2
    at = next(n for n in range(middle, len(people)) if people[n].id not in spared)
    kept = {"id", "team", "sex", "age_band", "opened_on", "opened_at_outing_id", "notice_on", "notice_version"}
    refused = {name: value for name, value in dict(people[at]).items() if name in kept}
    nobody = Person(**refused, nickname="Bob", notice_given=NoticeGiven.REFUSED, status=PersonStatus.CLOSED)
    return [*people[:at], nobody, *people[at + 1 :]], nobody.id


def purge_due(draw: Draw, today: date) -> Person:
    """Last met before the programme began: more than 24 months ago."""
    on = today - _PURGE_AFTER
    return Person(
        id=draw.id(local(on, time(10))),
        team=NORTH.id,
        first_name="Odette",
        last_name="Souvenirel",
        sex=Sex.FEMALE,
        age_band=AgeBand.FROM_45_TO_54,
        notice_given=NoticeGiven.ORAL,
        notice_on=on,
        opened_on=on,
        referent_id=COUNSELLORS[0].id,
    )


def with_authorisations(draw: Draw, people: list[Person], today: date) -> list[Person]:
    """Two minors in three came with a parent's authorisation; the others are an alert."""

    def is_minor(person: Person) -> bool:
        if person.notice_given == NoticeGiven.REFUSED:
            return False
        if person.birth_on is not None:
            return age_at(person.birth_on, today) < _ADULT
        if person.birth_year is not None:
            return today.year - person.birth_year < _ADULT
        return person.age_band == AgeBand.FROM_16_TO_17

    given = {"guardian": Consent.GIVEN}
    return [
        p.but(**given, guardian_on=p.opened_on) if is_minor(p) and draw.happens(2 / 3) else p for p in people
    ]  # fmt: skip


def merged_pair(draw: Draw, duplicates: list[tuple[str, str]], today: date) -> Merge:
    """The last of the duplicates was seen, and its second file taken into the first."""
    first, second = duplicates[-1]
    at = local(today - timedelta(days=6), time(15, 20))
    return Merge(id=draw.id(at), person_id=second, into_id=first, at=at, worker_id=SUPERVISOR.id)
