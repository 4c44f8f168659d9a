"""Whether this device was told that it must go: remembered, for out of reach of the server nobody says it again."""

from __future__ import annotations

import logging

from espace_mobile.errors import StoreError, Unauthorised, Withdrawn
from espace_mobile.store.replica import Replica
from espace_mobile.sync.farewell import TOLD
from espace_mobile.sync.loop import State, Status

log = logging.getLogger("espace_mobile.app")
_KEY = "access_withdrawn"


def is_withdrawn(replica: Replica) -> bool:
    """Told so, and still here: what it has not sent is handed in first."""
    return bool(replica.meta(_KEY))


def remember(replica: Replica, status: Status) -> None:
    """Keep what the last exchange said of it, if it said something. On any thread; raises nothing."""
    if isinstance(status.error, Withdrawn):  # nothing is left to keep it in
        return
    told = True if was_told(status.error) else None if status.state is State.DONE else replica.meta(_KEY)
    if told == replica.meta(_KEY):
        return
    try:
        replica.set_meta(_KEY, told)
    except StoreError as e:
        log.warning("access not noted: %s", e.code)


def was_told(error: BaseException | None) -> bool:
    """With a notice: a 401 without one is no reason to go. Also when the farewell that followed did not get through."""
    while error is not None:
        if isinstance(error, Unauthorised) and error.params.get("reason") in TOLD and error.params.get("notice"):
            return True
        error = error.__context__
    return False
