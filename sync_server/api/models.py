"""The JSON of enrolment and devices. Times are milliseconds since 1970."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from espace_mobile.protocol.access_log import MAX_ENTRIES
from espace_mobile.protocol.enrolment import KeyPair
from espace_mobile.protocol.publication import MAX_DATES, Id, PublicPages


def _bytes(value: object) -> object:
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise ValueError("base64")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("base64") from None


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _usable(key: bytes) -> bytes:
    """Some 32 bytes are no key: whoever wraps for them would share a secret with everybody. ValueError says so."""
    KeyPair().shared(key)
    return key


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("printable")
    return text


def _wrapped(keys: bytes) -> bytes:
    if not MIN_WRAPPED <= len(keys) <= MAX_WRAPPED:
        raise ValueError("length")
    return keys


def _short(notice: bytes) -> bytes:
    if not 0 < len(notice) <= MAX_WRAPPED:
        raise ValueError("length")
    return notice


def _described(**schema: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "contentEncoding": "base64", **schema})


MIN_WRAPPED, MAX_WRAPPED = 60, 16 << 10  # an ephemeral key, a nonce and a tag; some hundred keys
Base64 = Annotated[bytes, BeforeValidator(_bytes), PlainSerializer(_text, str), _described()]
PublicKey = Annotated[Base64, AfterValidator(_usable), _described(minLength=44, maxLength=44)]
Wrapped = Annotated[Base64, AfterValidator(_wrapped), _described(minLength=80)]
Notice = Annotated[Base64, AfterValidator(_short), _described(minLength=4)]
KeyId = Annotated[int, Field(ge=1, lt=1 << 16)]
Hex32 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
OrgId = Annotated[str, StringConstraints(pattern="^[0-9a-z]{1,40}$")]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
DeviceId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")]
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), AfterValidator(_printable)
]
Team = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_printable)]
Teams = Literal["*"] | Annotated[list[Team], Field(max_length=100)]
Role = Literal["field", "counsellor", "supervisor", "planner"]
Ms = Annotated[int, Field(ge=0, lt=1 << 53)]


class InvitationIn(BaseModel):
    proof: Hex32
    role: Role
    teams: Teams
    expires_at: Ms | None = None


class InvitationOut(BaseModel):
    proof: str
    expires_at: int


class EnrolmentIn(BaseModel):
    proof: Hex32
    public_key: PublicKey
    label: Label


class EnrolmentOut(BaseModel):
    """`device` and what follows for the first device of an org only."""

    id: str
    poll_secret: str
    state: str
    org: str
    name: str
    issuer_public_key: Base64 | None
    device: str | None = None
    token: str | None = None
    role: str | None = None
    teams: list[str] | str | None = None


class PendingOut(BaseModel):
    id: str
    proof: str
    public_key: Base64
    label: str
    role: str
    teams: list[str] | str
    issuer: str | None
    created_at: int


class PendingsOut(BaseModel):
    enrolments: list[PendingOut]


class ApprovalIn(BaseModel):
    """`key`: the newest of those wrapped."""

    wrapped_keys: Wrapped
    key: KeyId = 1
    role: Role | None = None
    teams: Teams | None = None


class SettledOut(BaseModel):
    """`device` once approved."""

    id: str
    state: str
    device: str | None = None


class StateOut(BaseModel):
    """`device` and what follows once approved."""

    id: str
    state: str
    now: int
    device: str | None = None
    token: str | None = None
    role: str | None = None
    teams: list[str] | str | None = None
    wrapped_keys: Base64 | None = None
    approver_public_key: Base64 | None = None


class DeviceOut(BaseModel):
    id: str
    label: str
    role: str
    teams: list[str] | str
    state: str
    high_n: int
    last_seen_at: int | None
    created_at: int
    version: str
    public_key: Base64
    waiting: int | None = None
    free_mb: int | None = None
    battery: int | None = None
    recovered_at: int | None = None


class DevicesOut(BaseModel):
    devices: list[DeviceOut]


class MyselfOut(BaseModel):
    org: str
    name: str
    device: str
    label: str
    role: str
    teams: list[str] | str
    have: int
    epoch: str
    now: int


class RevocationIn(BaseModel):
    """`wrapped`: the key `key` by device id; `without`: the other active devices."""

    notice: Notice | None = None
    key: KeyId | None = None
    wrapped: dict[DeviceId, Wrapped] = {}
    without: list[DeviceId] = []


class ScopeIn(BaseModel):
    """`role`: absent, it stays as it is."""

    teams: Teams
    role: Role | None = None


class ScopeOut(BaseModel):
    id: str
    teams: list[str] | str
    role: str


class FarewellIn(BaseModel):
    """`have`: the number of its last change; `more`: some of its changes were not sent yet.

    `leaving`: nobody revoked it, but nobody opens it any more.
    """

    have: Ms
    more: bool = False
    leaving: bool = False


class FarewellOut(BaseModel):
    """`have`: the highest n held."""

    device: str
    state: str
    have: int


class HandoverOut(BaseModel):
    key: int
    wrapped: Base64
    sender_public_key: Base64


class HandoversOut(BaseModel):
    keys: list[HandoverOut]


class SheetIn(BaseModel):
    """`key`: the newest of those wrapped; `token_hash`: SHA-256 of the token."""

    public_key: PublicKey
    token_hash: Digest
    label: Label
    key: KeyId
    wrapped: Wrapped


class SheetOut(BaseModel):
    """What a sheet opens. `key`: id of the org's newest."""

    name: str
    key: int
    keys: list[HandoverOut]


class RecoveryIn(BaseModel):
    public_key: PublicKey
    label: Label


class RecoveredOut(BaseModel):
    name: str
    device: str
    token: str
    role: str
    teams: list[str] | str


class IdentityIn(BaseModel):
    device: DeviceId


class IdentityOut(BaseModel):
    device: str


class PublicationIn(BaseModel):
    """`base`: the revision these pages follow, 0 for none. What is not foreseen is not published: it is refused."""

    model_config = ConfigDict(extra="forbid")

    base: Ms
    pages: PublicPages


class WithdrawalIn(BaseModel):
    """`stories`: of testimonials; `cancelled`: of dates; `hidden`: of dates the public is told no longer."""

    stories: Annotated[list[Id], Field(max_length=MAX_DATES)] = []
    cancelled: Annotated[list[Id], Field(max_length=MAX_DATES)] = []
    hidden: Annotated[list[Id], Field(max_length=MAX_DATES)] = []


class RevisionOut(BaseModel):
    """0: nothing is public."""

    revision: int


class PublicationOut(BaseModel):
    """Ids, and no word of what is published. `dates`: those told as going ahead."""

    revision: int
    slug: str | None
    published_at: int | None
    dates: list[str]
    stories: list[str]


class CalendarOut(BaseModel):
    digest: str
    state: Literal["shared", "removed"]


What = Annotated[str, StringConstraints(pattern="^[a-z0-9][a-z0-9_-]{0,19}$")]
LinkedIn = tuple[Annotated[int, Field(ge=1, lt=1 << 53)], Ms, Id, Id, What, Digest]


class AccessLogIn(BaseModel):
    """`log`: the name of the device's log; an entry: number, time, worker, person, what was done, link.

    `gap`: what came before the first entry is nowhere any more.
    """

    log: Hex32
    entries: Annotated[list[LinkedIn], Field(max_length=MAX_ENTRIES)] = []
    gap: bool = False


class AccessLogOut(BaseModel):
    """Where the log ends here: the number of its last entry, and its link."""

    have: int
    head: str
    now: int


class QuestionIn(BaseModel):
    """About any of `people` (none: everybody), by one worker or all. `cursor`: as received."""

    people: Annotated[list[Id], Field(max_length=50)] = []
    worker: Annotated[str, StringConstraints(pattern="^([0-9a-f]{32})?$")] = ""
    since: Ms | None = None
    until: Ms | None = None
    cursor: Annotated[str, StringConstraints(pattern=r"^([0-9]{1,15}\.[0-9]{1,15})?$")] = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 500


class AccessOut(BaseModel):
    """`fault`: why it did not follow the one before in its device's log; empty when it did."""

    n: int
    at: int
    worker: str
    person: str
    what: str
    device: str
    received_at: int
    fault: str


class AccessesOut(BaseModel):
    """`cursor`: where the next page begins; empty after the last."""

    entries: list[AccessOut]
    cursor: str


class HelloOut(BaseModel):
    service: str
    versions: list[int]
    encodings: list[str]
    now: int
    limits: dict[str, int]


class HealthOut(BaseModel):
    status: str
    epochs: int
