"""HTTP/1.1 as bytes on a socket: whole messages, as they came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True)
class Message:
    """A request or an answer. `head`: up to the empty line and with it."""

    head: bytes
    body: bytes = b""

    @property
    def raw(self) -> bytes:
        return self.head + self.body

    @property
    def words(self) -> list[str]:
        """Of its first line: method and target, or version and status."""
        return self.head.partition(b"\r\n")[0].decode("latin-1").split(" ")

    @property
    def path(self) -> str:
        return self.words[1].partition("?")[0]

    def header(self, name: str) -> str:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            said, _, value = line.partition(":")
            if said.strip().lower() == name:
                return value.strip()
        return ""


def read(stream: BinaryIO) -> Message | None:
    """The next message; None when its sender went away before its end."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline(1 << 16)
        if not line.endswith(b"\n"):
            return None
        head += line
    message = Message(head)
    assert not message.header("transfer-encoding"), "neither end sends chunks"
    length = int(message.header("content-length") or 0)
    body = stream.read(length)
    return Message(head, body) if len(body) == length else None


def answer(status: str, kind: str, body: bytes, *headers: str) -> Message:
    lines = [f"HTTP/1.1 {status}", f"content-type: {kind}", f"content-length: {len(body)}", *headers, "", ""]
    return Message("\r\n".join(lines).encode(), body)
