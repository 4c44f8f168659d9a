"""What a supervisor's device asks of the server about others: invite, compare six words, approve, withdraw, move."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from espace_mobile.errors import Refused
from espace_mobile.protocol.enrolment import KeyPair, code_proof, new_code, six_words, wrap_keys
from espace_mobile.protocol.recovery import Secret
from espace_mobile.protocol.sealing import Keychain
from espace_mobile.store.replica import Replica
from espace_mobile.sync import recovering
from espace_mobile.sync.http import call
from espace_mobile.sync.keys import Keys
from espace_mobile.sync.withdrawing import ACTIVE, withdraw

RECOVERY = "recovery"  # the role of a recovery sheet among the devices
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
    """`last_seen_ms`: ms since 1970 of its last request; `high_n`: how many changes the server holds of it.

    `waiting`, `free_mb`, `battery` (percent): what it said at its last pull; None: it never did.
    `created_ms`: since when it is known under this id; `recovered_ms`: it came in with the recovery sheet then.
    `state`: `active`; `revoked`: what it has not sent yet is waited for; `left`; `retired`: under another id now.
    """

    id: str
    label: str
    role: str
    state: str
    version: str
    high_n: int
    last_seen_ms: int | None
    own: bool
    public_key: bytes = b""
    teams: list[str] | str = "*"
    waiting: int | None = None
    free_mb: int | None = None
    battery: int | None = None
    created_ms: int | None = None
    recovered_ms: int | None = None

    @property
    def is_sheet(self) -> bool:
        """Whether it is no device, but the keys on a sheet of paper."""
        return self.role == RECOVERY


class Office:
    """Blocking; every call raises `SyncError` when the server can't be asked.

    `exchange`: one whole exchange of this device with the register, now; raises `SyncError`.
    """

    def __init__(
        self,
        http: httpx.Client,
        replica: Replica,
        keychain: Keychain,
        pair: KeyPair,
        exchange: Callable[[], object] = lambda: None,
        keys: Keys | None = None,
    ) -> None:
        self.http, self.replica, self.keychain, self.pair = http, replica, keychain, pair
        self.exchange = exchange
        self.keys = keys or Keys(http, replica, keychain, pair, lambda _: None)

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
        try:
            self._approve(candidate)
        except Refused as error:
            if error.params.get("reason") != "key_outdated":
                raise
            self.exchange()  # another supervisor made a new key
            self._approve(candidate)
        self.keys.vouch([candidate.public_key])

    def _approve(self, candidate: Candidate) -> None:
        keys = self.keychain.keys()
        wrapped = wrap_keys(self.keychain.org, keys, self.pair, candidate.public_key)
        body = {"wrapped_keys": base64.b64encode(wrapped).decode(), "key": max(keys)}
        call(self.http, "POST", self._path(f"enrolments/{candidate.id}/approve"), json=body)

    def refuse(self, candidate: Candidate) -> None:
        call(self.http, "POST", self._path(f"enrolments/{candidate.id}/refuse"))

    def devices(self) -> list[Device]:
        return [self._device(d) for d in call(self.http, "GET", "/v1/devices").get("devices", [])]

    def revoke(self, device: Device) -> list[Device]:
        """Withdraw a device: it hands in what it has, then erases itself; the others get a new key.

        Returns those that stay but could not be given it (`withdraw`).
        """
        return withdraw(self, device)

    def good_sheets(self, devices: list[Device]) -> list[Device]:
        """The recovery sheets that open the register, the newest first: unused, and vouched for by the org under its
        newest key, for a server could list one of its own. Asks the register on this device only."""
        active = [d for d in devices if d.is_sheet and d.state == ACTIVE and not d.recovered_ms]
        good = (d for d in active if self.keys.is_vouched(d.public_key))
        return sorted(good, key=lambda d: d.created_ms or 0, reverse=True)

    def keep_sheet(self, secret: Secret) -> list[Device]:
        """From now on this recovery sheet is the org's, and no other (`recovering.keep`)."""
        return recovering.keep(self, secret)

    def move(self, device: Device, teams: list[str] | str, role: str = "") -> None:
        """Say which teams' records the device receives (`*`: everything) and, when it changes, which role it has: the
        device hears of that when it is opened next."""
        told = {"role": role} if role and role != device.role else {}
        call(self.http, "POST", f"/v1/devices/{device.id}/scope", json={"teams": teams, **told})

    def _candidate(self, waiting: dict[str, Any], code: str) -> Candidate:
        public = base64.b64decode(waiting["public_key"])
        words = six_words(self.keychain.org, code, self.pair.public, public)
        return Candidate(waiting["id"], waiting["label"], words, public)

    def _device(self, d: dict[str, Any]) -> Device:
        own = d["id"] == self.replica.device
        shown = (d["id"], d["label"], d["role"], d["state"], d["version"])
        public, teams = base64.b64decode(d["public_key"]), d["teams"]
        # Nothing, by an older server.
        told = (d.get(name) for name in ("waiting", "free_mb", "battery", "created_at", "recovered_at"))
        return Device(*shown, d["high_n"], d["last_seen_at"], own, public, teams, *told)

    def _path(self, rest: str) -> str:
        return f"/v1/orgs/{self.keychain.org}/{rest}"
