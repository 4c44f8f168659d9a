"""Stories told for the public: taken down with the consent of who tells, read again by a supervisor, withdrawn at once.

The words are the person's: they are never edited. Another text is another story, with a consent of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from espace_mobile.app.actions import people, undoing, workers
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.app.actions.publishing import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.publishing import STORY_LENGTH
from espace_mobile.domain.schedule_vocabulary import Moderation, TestimonialBy
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import is_public, publication_of
from espace_mobile.sync.taking_back import is_due

SIGNED = 60  # characters


class StoryState(StrEnum):
    """Where a story stands, in the order in which somebody has something to do about it."""

    TAKING_OFF = "taking_off"  # not agreed to or not approved any more, and still public
    WAITING = "waiting"
    READY = "ready"  # public at the next publication
    ONLINE = "online"
    REFUSED = "refused"
    NO_CONSENT = "no_consent"


_ORDER = list(StoryState)


@dataclass(frozen=True)
class Told:
    """As typed, unchecked. `consent`: what was answered once the sentence was read."""

    by: TestimonialBy | None = None
    text: str = ""
    signed: str = ""
    consent: Consent | None = None


def state(replica: Replica, story: Testimonial) -> StoryState:
    if is_due(replica, story):
        return StoryState.TAKING_OFF
    if story.consent != Consent.GIVEN:
        return StoryState.NO_CONSENT
    if story.moderation != Moderation.APPROVED:
        return StoryState.REFUSED if story.moderation == Moderation.REFUSED else StoryState.WAITING
    last = publication_of(replica)
    online = last is not None and story.id in last.testimonial_ids and is_public(replica, story)
    return StoryState.ONLINE if online else StoryState.READY


def may_see(replica: Replica, worker: Worker, story: Testimonial) -> bool:
    """A person's, whoever may see their file; an employer's or a partner's, whoever may see people."""
    if not workers.sees_identities(worker):
        return False
    if story.person_id is None:
        return True
    person = person_of(replica, story.person_id)
    return person is not None and people.may_see(replica, worker, person)


def testimonials(replica: Replica, worker: Worker) -> list[tuple[Testimonial, StoryState]]:
    """Those this worker may see: what waits for somebody first, the newest first."""
    seen = [(s, state(replica, s)) for s in replica.all(Testimonial) if may_see(replica, worker, s)]
    newest = sorted(seen, key=lambda pair: (pair[0].written_on, pair[0].id), reverse=True)
    return sorted(newest, key=lambda pair: _ORDER.index(pair[1]))


def testimonials_of(replica: Replica, person_id: str) -> list[Testimonial]:
    """Of one person, whatever was merged, the newest first."""
    return sorted(told_of(replica, Testimonial, person_id), key=lambda s: (s.written_on, s.id), reverse=True)


@held
def write(
    replica: Replica, told: Told, worker: Worker, *, today: date, person: Person | None = None,
    organisation_id: str | None = None, instead_of: Testimonial | None = None,
) -> Done[Testimonial]:  # fmt: skip
    """Of a person met, or of an organisation. `instead_of`: the story this one replaces, deleted in the same commit.

    `undoing.take_back` undoes it. Raises `InputError`: (`text`, `signed`, `by`, `consent` or `organisation_id`,
    `required`), (`text` or `signed`, `too_long` or `nir`), (`signed`, `last_name`), (`record`, `gone`).
    """
    _check(replica, worker, person)
    if told.by is None:
        raise InputError("by", "required")
    text = check_note(told.text, "text", STORY_LENGTH)
    if not text:
        raise InputError("text", "required")
    signed = _signed(told.signed, person)
    if person is None and not organisation_id:
        raise InputError("organisation_id", "required")
    if told.consent is None:
        raise InputError("consent", "required")
    story = Testimonial(
        id=new_id(), team=person.team if person else None, by=told.by, text=text, signed=signed,
        person_id=person.id if person else None, organisation_id=organisation_id if person is None else None,
        written_on=today, worker_id=worker.id, consent=told.consent, consent_on=today,
    )  # fmt: skip
    gone = [current(replica, instead_of)] if instead_of is not None else []
    return do(replica, story, worker=worker, deleting=gone)


@held
def say_consent(
    replica: Replica, story: Testimonial, said: Consent, worker: Worker, *, today: date
) -> Done[Testimonial]:
    """Withdrawn, it leaves the site at the next exchange, whoever's device it is. Raises `InputError` (`record`)."""
    _check_story(replica, worker, story)
    return do(replica, current(replica, story).but(consent=said, consent_on=today), worker=worker)


@held
def moderate(replica: Replica, story: Testimonial, decided: Moderation, worker: Worker) -> Done[Testimonial]:
    """Raises `InputError` (`record`, `supervisor_only`), like `check_here`."""
    check_may(worker)
    check_here(replica, story)
    return do(replica, current(replica, story).but(moderation=decided, moderated_by=worker.id), worker=worker)


def remove(replica: Replica, story: Testimonial, worker: Worker) -> Done[Testimonial]:
    """It leaves the site at the next exchange. `undoing.take_back` undoes it. Raises `InputError` (`record`)."""
    _check_story(replica, worker, story)
    return undoing.remove(replica, story, worker=worker)


def _check_story(replica: Replica, worker: Worker, story: Testimonial) -> None:
    check_here(replica, story)
    if not may_see(replica, worker, story):
        raise InputError("record", "gone")


def _check(replica: Replica, worker: Worker, person: Person | None) -> None:
    if person is None and not workers.sees_identities(worker):
        raise InputError("record", "gone")
    if person is not None:
        check_here(replica, person)
        if not people.may_see(replica, worker, person):
            raise InputError("record", "gone")


def _signed(typed: str, person: Person | None) -> str:
    """A first name or a pseudonym: whoever has a file here is not named in public."""
    signed = check_note(tidy(typed), "signed", SIGNED)
    if not signed:
        raise InputError("signed", "required")
    last = folded(person.last_name) if person and person.last_name else ""
    if last and f" {last} " in f" {folded(signed)} ":
        raise InputError("signed", "last_name")
    return signed
