"""How a new device joins an org: ask, show six words, wait, receive the org's keys."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import httpx

from espace_mobile.errors import NotOurServer, Refused
from espace_mobile.protocol.enrolment import KeyPair, clean_code, code_proof, six_words, unwrap_keys
from espace_mobile.protocol.sealing import new_org_key
from espace_mobile.sync.http import call

APPROVED, REFUSED = "approved", "refused"


@dataclass(frozen=True)
class Membership:
    """What a device knows once it belongs. Kept in its encrypted store only. `keys`: {key id: 64 bytes}."""

    address: str
    org: str
    org_name: str
    device: str
    token: str
    role: str
    teams: list[str] | str
    keys: dict[int, bytes]
    private_key: bytes

    @property
    def teams_list(self) -> list[str]:
        return [] if isinstance(self.teams, str) else list(self.teams)


def split_invitation(typed: str) -> tuple[str, str]:
    """(org, code) of what a supervisor reads out: `<org> <code>`. Raises `Refused` when there is no code in it."""
    org, _, code = typed.strip().partition(" ")
    if not org or len(clean_code(code)) < 8:
        raise Refused(reason="invitation_unreadable")
    return org.strip().lower(), code


def whole_invitation(address: str, org: str, code: str) -> str:
    """Everything a new device needs, in one text. Not an address: a camera would open it instead of showing it."""
    return f"{org} {code} {address}"


def split_whole(address: str, invitation: str) -> tuple[str, str]:
    """(address, invitation), wherever the whole text was pasted; as they are when it was not."""
    words = f"{invitation} {address}".split()
    addresses = [word for word in words if "://" in word]
    others = [word for word in words if "://" not in word]
    if "://" not in invitation and len(address.split()) < 2:
        return address, invitation
    return (addresses or [address])[0], " ".join(others[:2])


class Joining:
    """A request to join, under way. `words`: what to compare with the supervisor's screen; none for an org's first
    device, which makes the org's key itself."""

    def __init__(self, http: httpx.Client, address: str, org: str, code: str, label: str) -> None:
        """Raises `SyncError`; `Refused(reason='invitation_unknown')` for a code that opens nothing."""
        self._http, self._address, self._org = http, address, org
        self._pair = KeyPair()
        body = {
            "proof": code_proof(org, code),
            "public_key": base64.b64encode(self._pair.public).decode(),
            "label": label,
        }
        self._asked = call(http, "POST", f"/v1/orgs/{org}/enrolments", json=body)
        issuer = self._asked.get("issuer_public_key")
        self._issuer = base64.b64decode(issuer) if issuer else None
        self.words = six_words(org, code, self._pair.public, self._issuer) if self._issuer else []

    @property
    def first(self) -> bool:
        return self._issuer is None

    def poll(self) -> Membership | None:
        """None while a supervisor has not decided. Raises `Refused(reason='enrolment_refused')`, `SealBroken`."""
        if self._issuer is None:
            return self._member(self._asked, {1: new_org_key()})
        secret = {"authorization": f"Bearer {self._asked['poll_secret']}"}
        path = f"/v1/orgs/{self._org}/enrolments/{self._asked['id']}"
        answer = call(self._http, "GET", path, headers=secret)
        if answer.get("state") == REFUSED:
            raise Refused(reason="enrolment_refused")
        if answer.get("state") != APPROVED:
            return None
        wrapped = answer.get("wrapped_keys")
        if not wrapped:
            raise NotOurServer()
        keys = unwrap_keys(self._org, base64.b64decode(wrapped), self._issuer, self._pair)
        return self._member(answer, keys)

    def _member(self, answer: dict[str, object], keys: dict[int, bytes]) -> Membership:
        device, token, role, teams = (answer.get(k) for k in ("device", "token", "role", "teams"))
        if not (isinstance(device, str) and isinstance(token, str) and isinstance(role, str)):
            raise NotOurServer()
        scope = [str(t) for t in teams] if isinstance(teams, list) else "*"
        name = str(self._asked.get("name", ""))
        return Membership(self._address, self._org, name, device, token, role, scope, keys, self._pair.private)
