"""Where a reader stands in the register. Opaque to the reader: keep it, send it back."""

from __future__ import annotations

import base64
import hashlib
from typing import NamedTuple

from espace_mobile.errors import Malformed
from espace_mobile.protocol.values import is_id, pack, unpack

START = ""


class Cursor(NamedTuple):
    """`epoch` names one life of the register (a restored backup starts another); `seq` counts commits; `after` is
    the last record read within that commit, empty when it was read whole; `scope` names what it was read for."""

    epoch: str
    seq: int
    after: str = ""
    scope: str = ""

    def encode(self) -> str:
        packed = pack(list(self) if self.scope else [self.epoch, self.seq, self.after])
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str) -> Cursor:
        """Raises `Malformed`."""
        try:
            epoch, seq, after, *scope = unpack(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (ValueError, TypeError) as e:
            raise Malformed(field="cursor") from e
        if (
            not all(type(part) is str for part in (epoch, *scope))
            or len(scope) > 1
            or type(seq) is not int
            or not 0 <= seq < 1 << 62
            or not (after == "" or is_id(after))
        ):
            raise Malformed(field="cursor")
        return cls(epoch, seq, after, *scope)


def scope_name(teams: list[str] | str, mark: str = "") -> str:
    """Eight digits naming a set of teams; nothing for all of them (`*`). `mark`: what else the reading depends on."""
    if isinstance(teams, str):
        return mark
    return hashlib.blake2b(pack(sorted(teams)), digest_size=4).hexdigest() + mark
