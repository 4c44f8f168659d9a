"""Everything that can go wrong, in one tree.

    EspaceError
    ├── StoreError              the tablet's own disk and keys
    │   ├── StoreFull           no room left; the save did not happen
    │   ├── StoreReadOnly       the folder can't be written
    │   ├── StoreDamaged        bytes that don't open, and no part to recover
    │   ├── StoreInUse          another process holds the folder
    │   ├── FormatTooNew        written by a newer version of the app
    │   ├── WrongPassphrase     no key comes out of this pass phrase
    │   ├── AccessEnded         whose account it is has left the association
    │   └── TooManyAttempts     wait before the next try
    ├── InputError              what a person typed; carries the field
    ├── ProtocolError           bytes that are not the protocol
    │   ├── Malformed           a body that can't be read; carries the field
    │   ├── TooLarge            over a stated limit
    │   ├── IdentityReused      same (device, n), other content: a cloned or restored tablet
    │   ├── IdentityChanged     the register knows this token under another device id
    │   ├── ClockAhead          stamps from the future; restamp and send again
    │   ├── VersionUnsupported  no version of the protocol that both ends speak
    │   └── SealBroken          a sealed value that does not open
    └── SyncError               an exchange that did not happen; nothing is ever deleted for it
        ├── Unreachable         no network, refused, cut or timed out
        ├── NotOurServer        an answer, but not from a sync server
        ├── ServerTooOld        a sync server that does not know yet what it is asked
        ├── CertificateRefused  TLS could not be trusted
        ├── Unauthorised        401: token unknown or revoked
        ├── Withdrawn           revoked, heard out, and everything erased here
        ├── KeyUntrusted        a new key of the org came from nobody we know of
        ├── ServerBusy          408, 429 or 5xx: later
        └── Refused             a stable code from the server, with its reason

A `code` is stable: it is the key of the translated message (`error.<code>`) and the code on the wire.
`params` fill the message and never hold personal data.
"""

from __future__ import annotations

from typing import ClassVar


class EspaceError(Exception):
    """Base of everything raised on purpose. Shape: `code` (stable), `params` (clear, not personal)."""

    code: ClassVar[str] = "unexpected"

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.code, params) if params else super().__init__(self.code)


class StoreError(EspaceError):
    code = "store"


class StoreFull(StoreError):
    code = "store_full"


class StoreReadOnly(StoreError):
    code = "store_read_only"


class StoreDamaged(StoreError):
    code = "store_damaged"


class StoreInUse(StoreError):
    code = "store_in_use"


class FormatTooNew(StoreError):
    code = "format_too_new"


class WrongPassphrase(StoreError):
    code = "wrong_passphrase"


class AccessEnded(StoreError):
    """This worker has left the association: their account opens nothing any more."""

    code = "access_ended"


class TooManyAttempts(StoreError):
    """params: `seconds`, how long to wait."""

    code = "too_many_attempts"


class InputError(EspaceError):
    """What a person typed can't be kept as it is. `field` names the input, `code` says what to do."""

    code = "input"

    def __init__(self, field: str, reason: str, **params: object) -> None:
        self.field, self.reason = field, reason
        super().__init__(field=field, reason=reason, **params)


class ProtocolError(EspaceError):
    code = "protocol"


class Malformed(ProtocolError):
    """params: `field`, the part of the body that can't be read."""

    code = "malformed"


class TooLarge(ProtocolError):
    """params: `limit` (its name), `max`."""

    code = "too_large"


class IdentityReused(ProtocolError):
    """params: `n`, the number that was used for something else."""

    code = "identity_reused"


class IdentityChanged(ProtocolError):
    """params: `device`, the id to go on as."""

    code = "identity_changed"


class ClockAhead(ProtocolError):
    """params: `now`, the server's time in ms since 1970."""

    code = "clock_ahead"


class VersionUnsupported(ProtocolError):
    """params: `versions`, those the other end speaks."""

    code = "version_unsupported"


class SealBroken(ProtocolError):
    code = "seal_broken"


class SyncError(EspaceError):
    code = "sync"


class Unreachable(SyncError):
    code = "unreachable"


class NotOurServer(SyncError):
    code = "not_our_server"


class ServerTooOld(SyncError):
    code = "server_too_old"


class CertificateRefused(SyncError):
    code = "certificate_refused"


class Unauthorised(SyncError):
    """params: `reason`: `unknown`, `revoked` or `left`; `notice`, base64, with the last two: why, for its eyes."""

    code = "unauthorised"


class Withdrawn(SyncError):
    """This device was withdrawn; it has handed in what it had, and holds nothing any more."""

    code = "withdrawn"


class KeyUntrusted(SyncError):
    """A key that can't be said to come from a device of the org was left alone; params: `key`, its id."""

    code = "key_untrusted"


class ServerBusy(SyncError):
    """params: `after`, seconds to wait when the server said so; `reason`: `rate`, `slow_body`, `moved`, if it said."""

    code = "server_busy"


class Refused(SyncError):
    """params: `reason`, the server's stable code; `field` when one is at fault; `revision`, the current one, with
    `revision_outdated`."""

    code = "refused"
