"""The org's keys on this device: vouching for who is of the org, and taking the newer keys that were handed over."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

import httpx

from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.errors import KeyUntrusted, NotOurServer, SealBroken
from espace_mobile.protocol.enrolment import KeyPair, unwrap_keys
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.protocol.vouching import voucher, voucher_id, vouches
from espace_mobile.store import resealed
from espace_mobile.store.replica import Replica
from espace_mobile.sync.http import call

Keep = Callable[[dict[int, bytes]], None]


class Keys:
    """`keep`: makes the keys durable, all of them, before one is used. Raises what its parts raise."""

    def __init__(self, http: httpx.Client, replica: Replica, keychain: Keychain, pair: KeyPair, keep: Keep) -> None:
        self.http, self.replica, self.keychain, self.pair = http, replica, keychain, pair
        self._keep = keep
        self._one = Lock()

    # Who is of the org

    def is_vouched(self, public_key: bytes) -> bool:
        """Whether a holder of the current key says that it is of the org."""
        found = self.replica.get(DeviceKey, voucher_id(self.keychain, public_key))
        return found is not None and vouches(self.keychain, public_key, found.voucher)

    def vouch(self, public_keys: Iterable[bytes], keychain: Keychain | None = None) -> None:
        """Say that they are of the org, in one commit. `keychain`: whose newest key says it, if not this device's."""
        keychain = keychain or self.keychain
        self.replica.save(*(_device_key(keychain, public_key) for public_key in public_keys), by="")

    def vouch_for_self(self) -> bool:
        """Whether it was still to be done: by an org's first device, or after whoever let this one in was cut off."""
        missing = not self.is_vouched(self.pair.public)
        if missing:
            self.vouch([self.pair.public])
        return missing

    # Newer keys

    def catch_up(self, told: int) -> None:
        """Take the keys handed over to this device, when the register tells of one above those it has.

        Raises `KeyUntrusted` when that one can't be said to come from the org: it is left alone, and asked for again.
        """
        with self._one:
            if told > self.keychain.current:
                for one in handed(call(self.http, "GET", "/v1/device/keys")):
                    self._take(*one)
            if resealed.is_due(self.replica):
                resealed.open_newly(self.replica)
        if told > self.keychain.current:
            raise KeyUntrusted(key=told)

    def _take(self, key: int, wrapped: bytes, sender: bytes) -> None:
        if key <= self.keychain.current or not self.is_vouched(sender):
            return
        try:
            keys = unwrap_keys(self.keychain.org, wrapped, sender, self.pair)
        except SealBroken:
            return
        # What is known already stays as it is, whoever says otherwise.
        self._keep(keys | self.keychain.keys())
        self.keychain.add(keys)


def _device_key(keychain: Keychain, public_key: bytes) -> DeviceKey:
    return DeviceKey(
        id=voucher_id(keychain, public_key),
        public_key=public_key.hex(),
        key=keychain.name(),
        voucher=voucher(keychain, public_key),
    )


def handed(answer: dict[str, Any]) -> list[tuple[int, bytes, bytes]]:
    """(key id, wrapped, sender's public key), the oldest key first. Raises `NotOurServer`."""
    try:
        rows = [(r["key"], *(base64.b64decode(r[n]) for n in ("wrapped", "sender_public_key"))) for r in answer["keys"]]
        return sorted((int(key), wrapped, sender) for key, wrapped, sender in rows)
    except (KeyError, TypeError, ValueError) as e:
        raise NotOurServer() from e
