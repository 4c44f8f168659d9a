"""The recovery sheet: a supervisor's device makes one; a new device comes in with it, and uses it up.

What is first wrapped for a sheet is wrapped by its own key pair for itself: whoever has not the paper can't have made
it. A later key is believed when it comes with all those before it, which only a device of the org has.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import NotOurServer, Refused, SealBroken, ServerTooOld, Unauthorised
from espace_mobile.protocol.enrolment import KeyPair, unwrap_keys, wrap_keys
from espace_mobile.protocol.recovery import Secret, sheet_name
from espace_mobile.protocol.stamp import DEVICE_DIGITS
from espace_mobile.sync.http import call
from espace_mobile.sync.joining import Membership
from espace_mobile.sync.keys import handed
from espace_mobile.sync.withdrawing import ACTIVE, TRIES, withdraw

if TYPE_CHECKING:
    from espace_mobile.sync.office import Device, Office

_ORG = re.compile(r"[0-9a-z]{1,40}")
LABEL = "Feuille de récupération"  # for an app that knows no sheets: it lists a device


def keep(office: Office, secret: Secret) -> list[Device]:
    """The server holds this sheet when it returns, and every older one is withdrawn, with a new key of the org.

    Harmless to repeat with the same secret, as after a lost answer. Returns the devices that stay but could not be
    given the new key. Raises `SyncError`; `Refused(reason='sheet_replaced')` when another supervisor made a later one.
    """
    for left in reversed(range(TRIES)):
        try:
            _send(office, secret)
            break
        except Refused as error:
            if error.params.get("reason") == "enrolment_settled":
                raise Refused(reason="sheet_replaced") from error
            if not left or error.params.get("reason") != "key_outdated":
                raise
    without = [device for sheet in _others(office, secret.pair.public) for device in withdraw(office, sheet)]
    return [d for n, d in enumerate(without) if d not in without[:n]]


def _others(office: Office, public: bytes) -> list[Device]:
    """The sheets that this one replaces. Raises `Refused` when one of the org replaces this one: two supervisors who
    make one at once must not withdraw each other's."""
    sheets = {d.public_key: d for d in office.devices() if d.is_sheet and d.state == ACTIVE}
    own = sheets.pop(public, None)
    if own is None:
        raise Refused(reason="sheet_replaced")
    later = [d for d in sheets.values() if (d.created_ms or 0) > (own.created_ms or 0)]
    if later:
        office.exchange()  # its voucher was pushed before it was listed; one of the server's own has none
        if any(office.keys.is_vouched(d.public_key) for d in later):
            raise Refused(reason="sheet_replaced")
    return list(sheets.values())


def _send(office: Office, secret: Secret) -> None:
    pair, keychain = secret.pair, office.keychain
    for _ in range(TRIES):  # whoever makes a new key from now on finds the sheet vouched for before it is listed
        office.exchange()
        if office.keys.is_vouched(pair.public):
            break
        office.keys.vouch([pair.public])
    keys = keychain.keys()
    body = {
        "public_key": _text(pair.public),
        "token_hash": secret.token_hash,
        "label": f"{LABEL} {sheet_name(pair.public)}",
        "key": max(keys),
        "wrapped": _text(wrap_keys(keychain.org, keys, pair, pair.public)),
    }
    try:
        call(office.http, "PUT", _path(keychain.org), json=body)
    except NotOurServer as error:
        if error.params.get("status") in (404, 405):
            raise ServerTooOld() from error
        raise


class Recovering:
    """A device that comes in with a sheet. `label` names it, never a person."""

    def __init__(self, http: httpx.Client, address: str, secret: Secret, label: str) -> None:
        self._http, self._address, self._secret, self._label = http, address, secret, label
        self._pair = KeyPair()
        self.sheet = secret.pair.public

    def enter(self) -> Membership:
        """Harmless to repeat. Raises `SyncError` (`Refused(reason='sheet_unknown')`); `SealBroken` when what the server
        answers is not what was given to this sheet."""
        if not _ORG.fullmatch(self._secret.org):  # a name, say: nothing to put into an address
            raise Refused(reason="sheet_unknown")
        path, headers = _path(self._secret.org), {"authorization": f"Bearer {self._secret.token}"}
        try:
            keys = opened(self._secret, call(self._http, "GET", path, headers=headers))
            body = {"public_key": _text(self._pair.public), "label": self._label}
            answer = call(self._http, "POST", path, headers=headers, json=body)
        except Unauthorised as error:
            raise Refused(reason="sheet_unknown") from error
        told = [answer.get(name) for name in ("name", "device", "token", "role")]
        if not all(isinstance(text, str) and text for text in told):
            raise NotOurServer()
        name, device, token, role = map(str, told)
        if role != Role.SUPERVISOR or len(device) != DEVICE_DIGITS:
            raise NotOurServer()
        return Membership(self._address, self._secret.org, name, device, token, role, "*", keys, self._pair.private)


def opened(secret: Secret, answer: dict[str, Any]) -> dict[int, bytes]:
    """The org's keys. Raises `SealBroken`, `NotOurServer`."""
    pair, keys = secret.pair, dict[int, bytes]()
    for _, wrapped, sender in handed(answer):
        if not keys and sender != pair.public:
            continue
        try:
            more = unwrap_keys(secret.org, wrapped, sender, pair)
        except SealBroken:
            continue
        if keys.items() <= more.items():
            keys = more
    if not keys:
        raise SealBroken()
    return keys


def use_up(office: Office, sheet: bytes) -> None:
    """Tell the others that this device came in with it, and withdraw it. Harmless to repeat. Raises `SyncError`."""
    _tell(office)
    there = next((d for d in office.devices() if d.public_key == sheet and d.state == ACTIVE), None)
    if there is None:
        return
    try:
        withdraw(office, there)
    except Refused as error:
        if error.params.get("reason") != "key_exists":
            raise
        # This device lacks the newest key, which the sheet was not given: it can't make a newer one.
        call(office.http, "POST", f"/v1/devices/{there.id}/revoke", json={})


def _tell(office: Office) -> None:
    own = office.pair.public.hex()
    said = [key for key in office.replica.all(DeviceKey) if key.public_key == own]
    if said and not any(key.recovered_at for key in said):
        at = datetime.fromtimestamp(office.replica.clock.now_ms() / 1000, UTC)
        office.replica.save(said[-1].but(recovered_at=at), by="")


def _path(org: str) -> str:
    return f"/v1/orgs/{org}/recovery"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
