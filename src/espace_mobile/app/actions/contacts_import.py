"""Contacts counted on paper, from a spreadsheet, onto the outings of their days. Taken back as people are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from espace_mobile.app.actions import people_import
from espace_mobile.app.actions.people_import import CHUNK, Saved, check_supervisor
from espace_mobile.app.actions.schedule_import import Stopped
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.people_import.contacts import Dates, ProposedContacts, propose_contacts
from espace_mobile.domain.people_import.fields import What, check_columns
from espace_mobile.domain.people_import.table import Table
from espace_mobile.domain.place import Place
from espace_mobile.domain.sheet import Tick, no_tick
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica


def preview(
    replica: Replica, table: Table, columns: Mapping[int, str], team: str | None, today: date, tick: Tick = no_tick
) -> ProposedContacts:
    """Reads only. Raises `InputError` like `check_columns`, and what `tick` does."""
    fields = check_columns(columns, What.CONTACTS, table.hidden)
    dates = Dates(replica.all(Outing), replica.all(Place), derived_id)
    counted: dict[str, bool] = {}

    def by_hand(outing: Outing) -> bool:
        if outing.id not in counted:
            those = replica.where(Contact, outing_id=outing.id)
            counted[outing.id] = any(contact.import_run is None for contact in those)
        return counted[outing.id]

    return propose_contacts(
        table, fields, people_import.terms(replica), team, dates, today, derived_id,
        lambda id: replica.get(Contact, id) is not None, by_hand, tick,
    )  # fmt: skip


def save(replica: Replica, proposed: ProposedContacts, worker: Worker, *, tick: Tick = no_tick) -> Saved:
    """Some hundreds in each commit, the dates they need first. Stopped and refused like `people_import.save`."""
    check_supervisor(worker)
    run, made, wanted = new_id(), 0, len(proposed.contacts)
    try:
        tick(made)
        with replica.lock:
            dates = [fact for fact in (*proposed.places, *proposed.outings) if replica.get(type(fact), fact.id) is None]
            replica.save(*dates, by=worker.id)
        for at in range(0, wanted, CHUNK):
            tick(made)
            some = proposed.contacts[at : at + CHUNK]
            replica.save(
                *(c.model_copy(update={"import_run": run, "worker_id": worker.id}) for c in some), by=worker.id
            )
            made += len(some)
    except Stopped:
        pass
    return Saved(run, made, wanted, contacts=made)
