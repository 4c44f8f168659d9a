"""Several processes of one server: one of them dies, and nobody notices more than a broken connection."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from espace_mobile.protocol.messages import Page, Push, Pushed
from espace_mobile.protocol.values import new_id
from sync_server.register import Register
from sync_server.register.schema import history, records
from tests import published

CLIENTS, BATCHES, SIZE = 8, 6, 10


@dataclass
class Workshop:
    """A server with several workers, and its private folder for what they share."""

    process: subprocess.Popen[str]
    url: str
    folder: Path

    @property
    def workers(self) -> set[int]:
        pid = self.process.pid
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    @property
    def shared(self) -> list[Path]:
        return list(self.folder.glob("espace-sync-*/*"))

    def client(self, token: str = "") -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False, verify=False)

    def count(self, name: str, **labels: str) -> float:
        with self.client() as client:
            told = client.get("/v1/metrics").raise_for_status().text
        found = [line for line in told.splitlines() if re.match(rf"{name}(_total)?\b", line)]
        fitting = [line for line in found if all(f'{key}="{value}"' in line for key, value in labels.items())]
        return sum(float(line.rpartition(" ")[2]) for line in fitting)


@contextmanager
def _workshop(database: str, tmp_path: Path, workers: int = 2) -> Iterator[Workshop]:
    command = [sys.executable, "-W", "error", "-m", "sync_server", "serve", "--database", database, "--port", "0"]
    folder = tmp_path / "private"
    folder.mkdir()
    with (
        (tmp_path / "log").open("ab") as errors,
        subprocess.Popen(
            [*command, "--workers", str(workers)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=os.environ | {"TMPDIR": str(folder)},
        ) as process,
    ):
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.startswith("Listening on "), (tmp_path / "log").read_text()
            yield Workshop(process, said.split()[-1], folder)
        finally:
            process.kill()


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def _is_gone(pid: int) -> bool:
    """Or a zombie nobody has buried: its parent is not ours."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _insisting(ask: Callable[[], httpx.Response]) -> bytes:
    """As a tablet does: a broken connection and a busy server mean once more."""
    while True:
        try:
            answer = ask()
            if answer.status_code < 500:
                return answer.raise_for_status().content
        except httpx.TransportError:
            pass
        time.sleep(0.01)


def _push(client: httpx.Client, *changes: Any) -> httpx.Response:
    body = Push([c.pack() for c in changes]).encode()
    return client.post("/v1/push", content=body, headers={"Content-Type": "application/msgpack"})


def test_a_worker_killed_under_load_costs_nobody_a_record(
    database: str, register: Register, fleets: Callable[[Register], Any], tmp_path: Path
) -> None:
    fleet = fleets(register)
    written: set[str] = set()
    working, finished = threading.Event(), threading.Event()

    def write(shop: Workshop) -> None:
        tablet = fleet.tablet()
        with shop.client(tablet.token) as client:
            for _ in range(BATCHES):
                changes = [tablet.change(new_id(), x=1) for _ in range(SIZE)]
                answer = Pushed.decode(_insisting(lambda changes=changes: _push(client, *changes)))
                assert answer.have == tablet.n
                written.update(c.record for c in changes)
                if len(written) > CLIENTS * BATCHES * SIZE // 4:
                    working.set()

    def poll(shop: Workshop) -> Counter[str]:
        reader, seen, cursor = fleet.tablet(), Counter[str](), ""
        with shop.client(reader.token) as client:
            while True:
                last = finished.is_set()
                params = {"cursor": cursor, "limit": "50"}
                page = Page.decode(_insisting(lambda params=params: client.get("/v1/pull", params=params)))
                seen.update(id for id, _ in page.records)
                cursor = page.cursor
                if last and not page.more:
                    return seen

    with _workshop(database, tmp_path) as shop, ThreadPoolExecutor(CLIENTS + 1) as pool:
        polled = pool.submit(poll, shop)
        writers = [pool.submit(write, shop) for _ in range(CLIENTS)]
        assert working.wait(60)
        before = shop.workers
        killed = min(before)
        os.kill(killed, signal.SIGKILL)
        for writer in writers:
            writer.result(60)
        finished.set()
        seen = polled.result(60)
        _until(lambda: len(shop.workers - before) == 1)
        assert killed not in shop.workers
        left = shop.workers
        shop.process.send_signal(signal.SIGTERM)
        assert shop.process.wait(30) == 0
        assert all(map(_is_gone, left))
        assert shop.shared == []
    assert len(written) == CLIENTS * BATCHES * SIZE
    assert seen == Counter(written)
    with register.read() as connection:
        for table in (records, history):
            query = select(func.count()).select_from(table).where(table.c.org == fleet.org)
            assert connection.execute(query).scalar() == len(written)
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_workers_count_and_bound_together_and_leave_with_their_supervisor(
    sqlite_url: str, fleets: Callable[[Register], Any], tmp_path: Path
) -> None:
    register = Register(sqlite_url)
    fleet = fleets(register)
    tablets = [fleet.tablet() for _ in range(CLIENTS)]
    with _workshop(sqlite_url, tmp_path) as shop, ThreadPoolExecutor(CLIENTS) as pool:

        def push(tablet: Any) -> None:
            with shop.client(tablet.token) as client:
                assert _push(client, *[tablet.change(new_id(), x=1) for _ in range(SIZE)]).status_code == 200

        def knock(_: int) -> list[int]:
            where = f"/v1/orgs/{fleet.org}/enrolments"
            with shop.client() as client:
                return [client.post(where, json={}).status_code for _ in range(10)]

        _until(lambda: len(shop.workers) == 2)
        list(pool.map(push, tablets * 2))
        assert shop.count("espace_sync_changes", verdict="stored") == len(tablets) * 2 * SIZE
        assert shop.count("espace_sync_requests", route="/v1/push", status="200") == len(tablets) * 2
        knocks = Counter(code for codes in pool.map(knock, range(40)) for code in codes)
        # 240 at once and two a second, for both workers together.
        assert set(knocks) == {422, 429}
        assert 240 <= knocks[422] < 300
        assert {int(path.stem.partition("_")[2]) for path in shop.shared if "histogram" in path.name} == shop.workers
        left = shop.workers
        shop.process.kill()
        _until(lambda: all(map(_is_gone, left)))
        assert shop.shared == []
    register.close()


def test_a_story_withdrawn_at_one_worker_is_gone_from_all(
    database: str, register: Register, fleets: Callable[[Register], Any], tmp_path: Path
) -> None:
    fleet = fleets(register)
    slug = f"pages-{fleet.org}"
    published.publish(register, fleet.org, published.pages(slug=slug))
    tablet = fleet.tablet()
    paths = (f"/{slug}/", f"/{slug}/temoignages")

    def read(shop: Workshop, path: str, etag: str = "") -> httpx.Response:
        with shop.client() as client:  # a new connection: whichever worker is free
            return client.get(path, headers={"If-None-Match": etag} if etag else {})

    with _workshop(database, tmp_path, workers=3) as shop, ThreadPoolExecutor(CLIENTS) as pool:
        _until(lambda: len(shop.workers) == 3)
        before = list(pool.map(lambda path: read(shop, path), paths * 15))
        assert all("Samira" in answer.text for answer in before)
        with shop.client(tablet.token) as client:
            asked = {"stories": [published.STORIES[0].id]}
            assert client.post("/v1/publication/withdraw", json=asked).status_code == 200
        after = list(pool.map(lambda a: read(shop, a.request.url.path, a.headers["etag"]), before))
        assert {answer.status_code for answer in after} == {200}
        assert not any("Samira" in answer.text for answer in after)
