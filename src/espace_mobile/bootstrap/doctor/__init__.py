"""What whoever helps with a device would look at first, looked at. Nothing is written, and no word is personal.

folder    permissions, room, who may open it, the store's files: also of an installation that doesn't open
holdings  the queue, the clock and the keys, once somebody has opened it
outside   the server: whether it answers, its certificate, its time, what it speaks
"""

from __future__ import annotations

from espace_mobile.bootstrap.doctor.finding import Finding, State

__all__ = ["Finding", "State"]
