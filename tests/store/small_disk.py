"""A disk that fills up for real: a small tmpfs for root, a limit on the size of files for anybody else."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest


class SmallDisk(Protocol):
    folder: Path

    def fill(self, left: int = 0) -> None:
        """Leave room for about `left` bytes more in the largest file."""

    def fill_for_new_files(self, left: int = 0) -> None:
        """Leave room for a new file of about `left` bytes."""

    def free(self) -> None: ...


class SmallMount:
    """A tmpfs of four megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, left: int = 0) -> None:
        fd = os.open(self._filler, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        room = os.statvfs(self.folder)
        os.write(fd, bytes(max(0, room.f_bavail * room.f_frsize - left)))
        os.close(fd)

    fill_for_new_files = fill

    def free(self) -> None:
        self._filler.unlink()


class SmallFiles:
    """Files may not grow past the largest there is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._soft, self._hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, left: int = 0) -> None:
        largest = max((path.stat().st_size for path in self.folder.rglob("*") if path.is_file()), default=0)
        self.fill_for_new_files(largest + left)

    def fill_for_new_files(self, left: int = 0) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, self._hard))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._soft, self._hard))


@contextmanager
def small_disk(kind: str, folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir()
    if kind == "file size":
        files = SmallFiles(folder)
        try:
            yield files
        finally:
            files.free()
    else:
        with mounted(folder, "size=4m"):
            yield SmallMount(folder)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A tmpfs of its own at `folder`, or a loud skip."""
    run = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if run.returncode:
        pytest.skip("NO MOUNT IS ALLOWED HERE: the full disk is tested by the size of files only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
