"""Whose public keys are an org's: said by those who hold its key, so that a server can't add one of its own.

A voucher is the seal, under a key of the org, of a public key. It stands in a record as plain text, never as a sealed
value: a replica opens those, and could no longer tell what came sealed from what a server wrote in clear.
"""

from __future__ import annotations

from espace_mobile.errors import SealBroken
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.values import Sealed, derived_id

KIND = "device_key"


def voucher_id(keychain: Keychain, public_key: bytes) -> str:
    """The record that vouches for `public_key` under the current key: one a (device, key), the same for everybody."""
    return derived_id(KIND, public_key.hex(), keychain.name())


def voucher(keychain: Keychain, public_key: bytes) -> str:
    """Hexadecimal. Deterministic: whoever vouches writes the same."""
    return keychain.seal(voucher_id(keychain, public_key), KIND, public_key.hex()).data.hex()


def vouches(keychain: Keychain, public_key: bytes, text: str) -> bool:
    """Whether `text` was made for `public_key` by a holder of the current key."""
    try:
        sealed = Sealed(keychain.current, bytes.fromhex(text))
        opened: object = keychain.open(voucher_id(keychain, public_key), KIND, sealed)
    except (SealBroken, ValueError):
        return False
    return opened == public_key.hex()
