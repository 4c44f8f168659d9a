"""The secret of a recovery sheet: 28 characters on paper, from which come a key pair and a token, and nothing else.

Four lines of seven, each with a check character at its end, so that a slip is found on the line where it was made.
The check is ISO 7064's MOD M+1,M with M = 30, its number of the line being the first character: one wrong character is
always found, and so is a line in another's place.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import CODE_ALPHABET, KeyPair, clean_code

LINES, PER_LINE = 4, 7  # 28 characters of 30: 137 bits
LINE_LENGTH = PER_LINE + 1
_M = len(CODE_ALPHABET)


@dataclass(frozen=True)
class Secret:
    """`lines`: four of eight characters, as `8FKQ2XWD`. Not shown by `repr`, which logs and failures print."""

    org: str
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "Secret(…)"

    @property
    def pair(self) -> KeyPair:
        return KeyPair(self._derived(b"key pair"))

    @property
    def token(self) -> str:
        """What proves to the server that somebody has the sheet, in the shape of every token."""
        return f"{self.org}.{base64.urlsafe_b64encode(self._derived(b'token')).decode().rstrip('=')}"

    @property
    def token_hash(self) -> str:
        """64 hexadecimal digits: what the server is given beforehand."""
        return hashlib.sha256(self.token.encode()).hexdigest()

    def _derived(self, purpose: bytes) -> bytes:
        meant = "".join(line[:PER_LINE] for line in self.lines).encode()
        return HKDF(hashes.SHA256(), 32, self.org.encode(), b"espace-mobile recovery " + purpose).derive(meant)


def new_secret(org: str) -> Secret:
    drawn = ("".join(secrets.choice(CODE_ALPHABET) for _ in range(PER_LINE)) for _ in range(LINES))
    return Secret(org, tuple(line + check_character(n, line) for n, line in enumerate(drawn, 1)))


def read_lines(org: str, typed: Sequence[str]) -> Secret:
    """The secret of four lines as they were typed. Raises `InputError` (`line_1` to `line_4`): `required`,
    `incomplete`, `mistyped`."""
    return Secret(org, tuple(read_line(n, line) for n, line in enumerate(typed, 1)))


def read_org(typed: str) -> str:
    """The id of an org as a server makes them, of the same characters: forgiven alike. Empty: there is nothing."""
    return clean_code(typed).lower()


def read_line(n: int, typed: str) -> str:
    """Case, spaces, dashes and look-alikes forgiven. Raises `InputError` (`line_{n}`)."""
    line = clean_code(typed)
    if not line:
        raise InputError(f"line_{n}", "required")
    if len(line) != LINE_LENGTH:
        raise InputError(f"line_{n}", "incomplete", count=LINE_LENGTH)
    if line[-1] != check_character(n, line[:-1]):
        raise InputError(f"line_{n}", "mistyped")
    return line


def check_character(n: int, line: str) -> str:
    """Of line `n`, from 1, without its own check."""
    product = _M
    for value in (n, *map(CODE_ALPHABET.index, line)):
        product = 2 * ((product + value) % _M or _M) % (_M + 1)
    return CODE_ALPHABET[(1 - product) % _M]


def spaced(line: str) -> str:
    """As it is printed and read aloud: `8FKQ 2XWD`."""
    return f"{line[:4]} {line[4:]}"


def sheet_name(public_key: bytes) -> str:
    """Four characters that tell one sheet from another, on paper and in the list; they say nothing of the secret."""
    number = int.from_bytes(hashlib.blake2b(public_key, digest_size=8, person=b"espace-mobile").digest())
    return "".join(CODE_ALPHABET[number // _M**n % _M] for n in range(4))


def whole(address: str, secret: Secret) -> str:
    """All that is on the sheet, in one text. Not an address: a camera would open it, and send it, instead."""
    return " ".join([secret.org, *secret.lines, address])


def split(text: str) -> tuple[str, str, list[str]] | None:
    """(address, org, lines) of what `whole` made, wherever it was pasted; None when it is something else."""
    words = text.split()
    addresses = [word for word in words if "://" in word]
    others = [word for word in words if "://" not in word]
    if len(addresses) != 1 or len(others) < 2:
        return None
    code = clean_code("".join(others[1:]))
    if len(code) != LINES * LINE_LENGTH:
        return None
    return addresses[0], others[0], [code[n : n + LINE_LENGTH] for n in range(0, len(code), LINE_LENGTH)]
