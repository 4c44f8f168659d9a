"""A device came in with the recovery sheet: every supervisor hears of it, and says whether that was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from espace_mobile.app.actions.watch import Rule
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.retention import LOCAL
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica


def _recovered(id: str, document: Document) -> Iterator[str]:
    if document.get("recovered_at"):
        yield id


def _came_in(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    for key in facts:
        if isinstance(key, DeviceKey) and key.recovered_at:
            yield Alert(
                AlertRule.DEVICE_RECOVERED, key.id, (key.public_key,), on=key.recovered_at.astimezone(LOCAL).date()
            )


RECOVERY_RULES = (Rule("recovery", {DeviceKey.kind: _recovered}, _came_in),)
