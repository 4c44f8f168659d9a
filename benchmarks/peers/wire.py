"""What crosses the wire: a proxy on loopback that counts bytes each way, and requests."""

from __future__ import annotations

import re
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

_REQUEST = re.compile(rb"(?:GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS) [^ \r\n]+ HTTP/1\.1\r\n")


@dataclass
class Count:
    up: int = 0
    down: int = 0
    requests: int = 0

    def since(self, before: Count) -> Count:
        return Count(self.up - before.up, self.down - before.down, self.requests - before.requests)

    def now(self) -> Count:
        return Count(self.up, self.down, self.requests)


@contextmanager
def counted(port: int) -> Iterator[tuple[int, Count]]:
    """(the port to use instead of `port`, what passed so far)."""
    count = Count()
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        threading.Thread(target=_accept, args=(listener, port, count), daemon=True).start()
        yield listener.getsockname()[1], count


def _accept(listener: socket.socket, port: int, count: Count) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_carry, args=(client, port, count), daemon=True).start()


def _carry(client: socket.socket, port: int, count: Count) -> None:
    with suppress(OSError), client, socket.create_connection(("127.0.0.1", port)) as server:
        while True:
            for end in select.select([client, server], [], [])[0]:
                data = end.recv(1 << 16)
                if not data:
                    return
                if end is client:
                    count.up += len(data)
                    count.requests += len(_REQUEST.findall(data))
                    server.sendall(data)
                else:
                    count.down += len(data)
                    client.sendall(data)
