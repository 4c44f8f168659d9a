"""What a few bytes can make of themselves: a real server process stays within a bound of memory, and goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from espace_mobile.protocol.compression import ENCODINGS, compress
from espace_mobile.protocol.messages import MAX_BATCH, MAX_BODY, Push, Pushed
from espace_mobile.protocol.values import new_id, pack
from sync_server.register import Register
from tests.served import Served, served

MIB = 1 << 20
AT_ONCE = 8
# Each of eight requests may hold its body compressed and opened, twice while one becomes the other.
BOUND = AT_ONCE * 3 * MAX_BODY
MANY = 100 * MIB  # bytes that a bomb would become


def _peak(server: Served) -> int:
    """Bytes: the most memory the process has held so far."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def _million() -> bytes:
    return b"\x92\x02\xdd" + (1_000_000).to_bytes(4, "big") + b"\xc4\x00" * 1_000_000


def _nested(encoding: str, bomb: bytes) -> bytes:
    """A push whose only change is a bomb: nobody opens what is in a change."""
    return compress(Push([pack([1, new_id(), "contact", 1, "", {"x": bomb[:60_000]}, {}])]).encode(), encoding)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_bombs_and_a_million_changes_stay_within_a_bound_of_memory(tmp_path: Path, fleets: Any) -> None:
    zeros = bytes(MANY)
    bombs = {encoding: compress(zeros, encoding) for encoding in ENCODINGS}
    del zeros
    hostile: list[tuple[str, bytes, int]] = [
        *((encoding, bomb, 413) for encoding, bomb in bombs.items()),
        *((encoding, compress(bomb, encoding), 422) for encoding, bomb in bombs.items()),
        *((encoding, compress(_million(), encoding), 413) for encoding in ENCODINGS),
        *((encoding, _nested(encoding, bomb), 200) for encoding, bomb in bombs.items()),
        ("", _million(), 413),
        ("", b"x" * (MAX_BODY + 1), 413),
        ("", Push([b""] * MAX_BATCH).encode(), 200),
    ]
    with served(tmp_path) as server:
        register = Register(server.database)
        fleet = fleets(register)
        tablets = [fleet.tablet() for _ in range(len(hostile))]
        usual = fleet.tablet()
        with httpx.Client(base_url=server.address, timeout=60, trust_env=False, verify=False) as http:

            def send(tablet: Any, encoding: str, body: bytes) -> httpx.Response:
                headers = {"Authorization": f"Bearer {tablet.token}", "Content-Type": "application/msgpack"}
                return http.post("/v1/push", content=body, headers={**headers, "Content-Encoding": encoding})

            first = usual.change(new_id(), x=1)
            assert send(usual, "", Push([first.pack()]).encode()).status_code == 200
            before = _peak(server)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                answers = list(pool.map(lambda job: send(job[0], *job[1][:2]), zip(tablets, hostile, strict=True)))
            grown = _peak(server) - before
            assert [a.status_code for a in answers] == [status for *_, status in hostile]
            assert grown < BOUND, f"{grown // MIB} MiB"
            second = usual.change(new_id(), x=2)
            answer = send(usual, "", Push([first.pack(), second.pack()]).encode())
            assert Pushed.decode(answer.content).have == 2
        register.close()
