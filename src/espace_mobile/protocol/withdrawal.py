"""What makes a device believe that it must go: a notice that only a holder of its own newest key can have made.

Neither a server by itself, nor a wrong one, nor a device that was withdrawn before and holds older keys only, can make
a tablet erase what it has.
"""

from __future__ import annotations

from espace_mobile.errors import Malformed, SealBroken
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import Sealed, pack, unpack

_FIELD = "revoked"


def notice(keychain: Keychain, public_key: bytes) -> bytes:
    """For the device that holds `public_key`, which outlives its identity. One seal a key: it may lack the newest."""
    return pack([keychain.seal(public_key.hex(), _FIELD, True, key) for key in sorted(keychain.keys())])


def believed(keychain: Keychain, public_key: bytes, told: bytes) -> bool:
    """Whether a notice is about this device, from a holder of the newest key it has."""
    try:
        seals = unpack(told)
        return any(_opens(keychain, public_key, s) for s in seals if type(s) is Sealed and s.key == keychain.current)
    except (Malformed, TypeError):
        return False


def _opens(keychain: Keychain, public_key: bytes, sealed: Sealed) -> bool:
    try:
        return keychain.open(public_key.hex(), _FIELD, sealed) is True
    except SealBroken:
        return False
