"""What is changed is the fact as it is at that moment: no page of a sync comes in between."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from espace_mobile.app.actions import change as actions
from espace_mobile.domain.person import Person
from espace_mobile.protocol.messages import Pushed
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.store import incoming
from espace_mobile.store.replica import Replica


def test_a_page_that_comes_while_an_action_reads_and_saves_is_not_undone(
    replica: Replica, worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person.of("a" * 32, {"first_name": "Samir", "address": "quai"})
    replica.save(person, by=worker.id)
    incoming.accept(replica, Pushed(replica.outbox.last, 0, "epoch"))
    stamp = Stamp(replica.clock.tick().at + at_ms(1), "f" * 16)
    newer = Record(person.id, Person.kind, {"address": "rue"}, {"address": stamp})
    syncing = threading.Thread(target=lambda: incoming.apply_page(replica, [newer], "cursor"))

    def read_slowly(replica: Replica, shown: Person) -> Person:
        found = replica.get(Person, shown.id) or shown
        syncing.start()
        syncing.join(0.2)  # time enough to come in between, if it could
        return found

    monkeypatch.setattr(actions, "current", read_slowly)
    actions.change(replica, person, worker, phone="+33639980001")
    syncing.join()
    now = replica.get(Person, person.id)
    assert now is not None
    assert (now.address, now.phone) == ("rue", "+33639980001")
