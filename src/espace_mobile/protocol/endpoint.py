"""The one thing a device says to a register, whoever answers: a server over HTTPS, one in this process, a neighbour."""

from __future__ import annotations

from typing import Protocol

from espace_mobile.protocol.messages import MAX_PAGE, Page, Push, Pushed


class SyncEndpoint(Protocol):
    """A register as one enrolled device sees it. Blocking; raises `SyncError` or `ProtocolError`."""

    def push(self, batch: Push) -> Pushed:
        """Store the changes. Harmless to repeat. Raises `IdentityReused`, `ClockAhead`, `TooLarge`."""
        ...

    def pull(self, cursor: str, limit: int = MAX_PAGE) -> Page:
        """The records changed since `cursor` (empty: from the start), at most `limit`. Raises `Malformed`."""
        ...
