"""What a supervisor's device asks of the server about other devices: invite, compare six words, approve, revoke."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import httpx

from espace_mobile.protocol.enrolment import KeyPair, code_proof, new_code, six_words, wrap_keys
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.store.replica import Replica
from espace_mobile.sync.http import call

INVITATIONS = "invitations"  # local meta: {proof: code}, so that the words can be computed when the device asks


@dataclass(frozen=True)
class Candidate:
    """A device that waits for approval. `words`: to compare aloud with its screen, never to be typed."""

    id: str
    label: str
    words: list[str]
    public_key: bytes


@dataclass(frozen=True)
class Device:
    """`last_seen_ms`: ms since 1970 of its last request; `high_n`: how many changes the server holds of it."""

    id: str
    label: str
    role: str
    state: str
    version: str
    high_n: int
    last_seen_ms: int | None
    own: bool


class Office:
    """Blocking; every call raises `SyncError` when the server can't be asked."""

    def __init__(self, http: httpx.Client, replica: Replica, keychain: Keychain, pair: KeyPair) -> None:
        self.http, self.replica, self.keychain, self.pair = http, replica, keychain, pair

    def invite(self, role: str, teams: list[str] | str = "*") -> str:
        """A code to type on the new device; valid 24 hours, for one device."""
        code = new_code()
        proof = code_proof(self.keychain.org, code)
        call(self.http, "POST", self._path("invitations"), json={"proof": proof, "role": role, "teams": teams})
        self.replica.set_meta(INVITATIONS, {**self.replica.meta(INVITATIONS, {}), proof: code})
        return code

    def candidates(self) -> list[Candidate]:
        """Those that answered an invitation made on this device, oldest first."""
        codes = self.replica.meta(INVITATIONS, {})
        waiting = call(self.http, "GET", self._path("enrolments")).get("enrolments", [])
        return [self._candidate(c, codes[c["proof"]]) for c in waiting if c.get("proof") in codes]

    def approve(self, candidate: Candidate) -> None:
        """Hand the org's keys to the device whose words were compared."""
        wrapped = wrap_keys(self.keychain.org, self.keychain.keys(), self.pair, candidate.public_key)
        body = {"wrapped_keys": base64.b64encode(wrapped).decode()}
        call(self.http, "POST", self._path(f"enrolments/{candidate.id}/approve"), json=body)

    def refuse(self, candidate: Candidate) -> None:
        call(self.http, "POST", self._path(f"enrolments/{candidate.id}/refuse"))

    def devices(self) -> list[Device]:
        return [self._device(d) for d in call(self.http, "GET", "/v1/devices").get("devices", [])]

    def revoke(self, device: Device) -> None:
        call(self.http, "POST", f"/v1/devices/{device.id}/revoke")

    def _candidate(self, waiting: dict[str, Any], code: str) -> Candidate:
        public = base64.b64decode(waiting["public_key"])
        words = six_words(self.keychain.org, code, self.pair.public, public)
        return Candidate(waiting["id"], waiting["label"], words, public)

    def _device(self, d: dict[str, Any]) -> Device:
        own = d["id"] == self.replica.device
        shown = (d["id"], d["label"], d["role"], d["state"], d["version"])
        return Device(*shown, high_n=d["high_n"], last_seen_ms=d["last_seen_at"], own=own)

    def _path(self, rest: str) -> str:
        return f"/v1/orgs/{self.keychain.org}/{rest}"
