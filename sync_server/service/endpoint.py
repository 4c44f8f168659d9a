"""A register as one enrolled device sees it: `SyncEndpoint`, without HTTP."""

from __future__ import annotations

from espace_mobile.errors import TooLarge
from espace_mobile.protocol.messages import MAX_BATCH, MAX_PAGE, Page, Push, Pushed
from sync_server.register import Register
from sync_server.service.admission import arrivals
from sync_server.service.clock import Now, wall_ms
from sync_server.service.pull import pull
from sync_server.service.push import push


class Endpoint:
    """`org`, `device`: already authenticated; whether it is still active is asked at each call.

    Raises `Unauthorised`, `ServerBusy`, `IdentityReused`, `ClockAhead`, `TooLarge`, `Malformed`.
    """

    def __init__(self, register: Register, org: str, device: str, now_ms: Now = wall_ms) -> None:
        self.register, self.org, self.device = register, org, device
        self._now_ms = now_ms

    def push(self, batch: Push) -> Pushed:
        return self._push(batch)

    def push_as(self, past: str, batch: Push) -> Pushed:
        """Changes made under an id that was given up. Raises `Refused` for an id that is somebody else's."""
        return self._push(batch, past)

    def _push(self, batch: Push, past: str = "") -> Pushed:
        if len(batch.changes) > MAX_BATCH:
            raise TooLarge(limit="batch", max=MAX_BATCH)
        # Read and checked before the transaction: others wait for that one.
        arrived = arrivals(past or self.device, batch.changes)
        taken = self.register.write(lambda c: push(c, self.org, self.device, arrived, self._now_ms(), past))
        if taken.erased:
            self.register.forget_traces()
        return taken.answer

    def pull(self, cursor: str, limit: int = MAX_PAGE) -> Page:
        with self.register.read() as connection:
            return pull(connection, self.org, self.device, cursor, limit, self._now_ms())
