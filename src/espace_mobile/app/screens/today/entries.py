"""What was done at an outing, newest first: contacts one by one, flyers and the like by runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from espace_mobile.app.ui import Ui
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.names import shown_name
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Entry:
    """A contact, or a run of tallies of one sort (newest first)."""

    at: datetime
    contact: Contact | None = None
    tallies: tuple[Tally, ...] = ()

    @property
    def id(self) -> str:
        return self.contact.id if self.contact else self.tallies[0].id


def entries(replica: Replica, outing: Outing) -> list[Entry]:
    """Work: proportional to what the outing holds, not to the register."""
    facts: list[Contact | Tally] = [
        *replica.where(Contact, outing_id=outing.id),
        *replica.where(Tally, outing_id=outing.id),
    ]
    facts.sort(key=lambda f: (f.at, f.id), reverse=True)
    found: list[Entry] = []
    for _, run in groupby(facts, key=lambda f: f.id if isinstance(f, Contact) else f.what):
        together = list(run)
        first = together[0]
        if isinstance(first, Contact):
            found.append(Entry(first.at, contact=first))
        else:
            found.append(Entry(first.at, tallies=tuple(t for t in together if isinstance(t, Tally))))
    return found


def what(ui: Ui, entry: Entry) -> str:
    """« Femme, 26–44 », « Fiche « Samir » », « Flyers : 12 »."""
    if entry.contact is None:
        number = sum(t.delta for t in entry.tallies)
        return ui.t("today.tallied", what=ui.words.label(entry.tallies[0].what), n=ui.words.number(number))
    contact = entry.contact
    person = ui.replica.get(Person, contact.person_id) if contact.person_id else None
    if person is not None:
        return ui.t("today.file_of", name=shown_name(person.first_name, person.last_name, person.nickname))
    known = [ui.words.label(code) for code in (contact.sex, contact.age_band) if code not in _UNSTATED]
    return ", ".join(known) or ui.t("today.contact")


def detail(ui: Ui, entry: Entry) -> str:
    if entry.contact is None:
        return ""
    needs = [ui.words.label(need) for need in entry.contact.needs]
    heard = ui.words.label(entry.contact.heard_via)
    return ", ".join([*needs, *([ui.t("today.heard", channel=heard)] if heard else [])]) or ui.t("today.no_detail")


_UNSTATED = (Sex.UNSTATED, AgeBand.UNSTATED)
