"""Devices, once enrolled: who is speaking, who may no longer, who starts again under another id, who sees what."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, ServerBusy, Unauthorised
from sync_server.register import Register, devices, handovers, orgs
from sync_server.register.devices import ACTIVE, LEFT, PLANNER, RECOVERY, RETIRED, REVOKED, SUPERVISOR, Device, Teams
from sync_server.register.orgs import Org
from sync_server.service.handing_over import NewKey, hand_over
from sync_server.service.scope import check_home, check_supervisor
from sync_server.service.status import NOTHING_SAID, Status, is_news
from sync_server.service.tokens import hashed, new_device_id, org_of

SEEN_EVERY_MS = 60_000  # « last contact » is known to the minute: a write a minute, not one a request


def authenticate(register: Register, token: str) -> Device:
    """Whoever has this token, in whatever state: the caller asks what it may.

    Raises `Unauthorised`; `ServerBusy` when the org has moved.
    """
    org = org_of(token)
    if org is None:
        raise Unauthorised(reason="unknown")
    with register.read() as connection:
        check_home(connection, org)
        device = devices.by_token(connection, org, hashed(token))
    if device is None or device.role == RECOVERY:  # a sheet of paper says nothing here
        raise Unauthorised(reason="unknown")
    return device


def is_noted(device: Device, version: str, now: int, status: Status = NOTHING_SAID) -> bool:
    """Whether the device was heard just now, and its app and its state are as it says, if it says."""
    recent = device.last_seen_at is not None and 0 <= now - device.last_seen_at < SEEN_EVERY_MS
    return recent and version in ("", device.version) and not is_news(device, status)


def touch(register: Register, device: Device, version: str, now: int, status: Status = NOTHING_SAID) -> None:
    """Note that the device was heard, and the app's version and the device's state when it says them."""
    if not is_noted(device, version, now, status):
        said = {name: value for name, value in status._asdict().items() if value is not None}
        version = version or device.version
        register.write(lambda c: devices.change(c, device.org, device.id, last_seen_at=now, version=version, **said))


def home(register: Register, device: Device) -> Org:
    with register.read() as connection:
        org = orgs.get(connection, device.org)
    if org is None:
        raise Unauthorised(reason="unknown")
    return org


def everyone(register: Register, supervisor: Device) -> list[Device]:
    check_supervisor(supervisor, supervisor.org)
    with register.read() as connection:
        return devices.everyone(connection, supervisor.org)


def revoke(
    register: Register, supervisor: Device, id: str, now: int, notice: bytes | None = None, new: NewKey | None = None
) -> str:
    """The device's state. `notice`: what makes it believe that it must go. Harmless to repeat.

    Raises `Refused`: `forbidden`, `own_device`, `not_found`, `key_exists`, `devices_changed`.
    """
    check_supervisor(supervisor, supervisor.org)

    def work(connection: Connection) -> str:
        found = _other(connection, supervisor, id)
        if new is not None:
            hand_over(connection, supervisor, found, new, now)
        state = REVOKED if found.state == ACTIVE else found.state
        if found.role == RECOVERY:  # it has nothing to hand in, and nobody shall open with it what it was given
            state = LEFT
            handovers.forget(connection, found.org, found.public_key)
        devices.change(connection, found.org, id, state=state, notice=notice or found.notice)
        return state

    return register.write(work)


def move(register: Register, supervisor: Device, id: str, teams: Teams, role: str | None = None) -> Device:
    """A device receives other teams, or has another role. Nobody's own: that is for another supervisor to say. Harmless
    to repeat.

    What a planner's device holds names nobody, and what any other holds does: neither becomes the other.
    Raises `Refused`: `forbidden`, `own_device`, `not_found`, `devices_changed`, `enrolment_needed`.
    """
    check_supervisor(supervisor, supervisor.org)

    def work(connection: Connection) -> Device:
        found = _other(connection, supervisor, id)
        if found.state != ACTIVE or found.role == RECOVERY:
            raise Refused(reason="devices_changed")
        new = role or found.role
        if new != found.role and PLANNER in (new, found.role):
            raise Refused(reason="enrolment_needed")
        devices.change(connection, supervisor.org, id, teams=teams, role=new)
        return replace(found, teams=teams, role=new)

    return register.write(work)


def _other(connection: Connection, supervisor: Device, id: str) -> Device:
    """Somebody else's device, its row held."""
    if id == supervisor.id:
        raise Refused(reason="own_device")
    check_home(connection, supervisor.org)
    found = devices.lock(connection, supervisor.org, id)
    if found is None:
        raise Refused(reason="not_found")
    if found.state == RETIRED:  # it goes on under another id, which the supervisor has not seen yet
        raise Refused(reason="devices_changed")
    return found


def farewell(register: Register, caller: Device, have: int, more: bool, *, leaving: bool = False) -> Device:
    """A revoked device says that its last change was `have`; `more`: it still has some to send.

    It has left when all of that is held, and is waited for (again) when it is not. Harmless to repeat.
    `leaving`: one that nobody revoked may say so too, a supervisor's excepted: it stays as it was when not all is held.
    Raises `Refused`: `not_revoked`.
    """

    def work(connection: Connection) -> Device:
        check_home(connection, caller.org)
        found = devices.lock(connection, caller.org, caller.id)
        by_itself = leaving and found is not None and found.state == ACTIVE and found.role != SUPERVISOR
        if found is None or not (by_itself or found.state in (REVOKED, LEFT)):
            raise Refused(reason="not_revoked")
        waited_for = ACTIVE if by_itself else REVOKED
        state = LEFT if found.high_n >= have and not more else waited_for
        devices.change(connection, found.org, found.id, state=state)
        return replace(found, state=state)

    return register.write(work)


def new_identity(register: Register, caller: Device, given_up: str, now: int) -> str:
    """The id that the caller's token has from now on. Harmless to repeat."""
    if caller.id != given_up:
        return caller.id
    new = replace(caller, id=new_device_id(), high_n=0, last_seen_at=now, created_at=now)

    def work(connection: Connection) -> str:
        check_home(connection, caller.org)
        old = devices.lock(connection, caller.org, caller.id)
        if old is None or old.state != caller.state:
            raise ServerBusy(after=1)  # somebody was faster; asking again tells
        devices.hand_over(connection, old, new)
        return new.id

    return register.write(work)
