"""Which devices are of the org, as those that hold its key say (`protocol.vouching`)."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant


class DeviceKey(Fact):
    """That `public_key` (64 hexadecimal digits) is of the org: `voucher` opens under the key named `key`, or this says
    nothing. Not sealed, though it holds a seal: see `protocol.vouching`.

    `recovered_at`: it came in with the recovery sheet then, as it says itself.
    """

    kind: ClassVar[str] = "device_key"

    public_key: str
    key: str
    voucher: str
    recovered_at: Instant | None = None
