from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, blocks, text

PAGE = text(DOCS / "developing.md")


def test_the_example_runs_as_it_stands_prints_what_the_page_says_and_leaves_nothing(tmp_path: Path) -> None:
    [example], [said] = blocks(PAGE, "python"), blocks(PAGE, "text")
    (tmp_path / "example.py").write_text(example, "utf-8")
    ran = subprocess.Popen(
        [sys.executable, "-W", "error", "example.py"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    out, err = ran.communicate(timeout=240)
    assert (ran.returncode, out, err) == (0, said, "")
    assert [path.name for path in tmp_path.iterdir()] == ["example.py"]
    with pytest.raises(ProcessLookupError):
        os.killpg(ran.pid, 0)


def test_the_example_is_short() -> None:
    [example] = blocks(PAGE, "python")
    lines = [line for line in example.splitlines() if line.strip() and not line.startswith(("import ", "from "))]
    assert len(lines) <= 35
