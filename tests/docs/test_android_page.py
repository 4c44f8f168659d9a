from __future__ import annotations

import re
import tomllib

from tests.docs.pages import DOCS, ROOT, text


def test_every_library_of_the_tablet_is_in_the_table() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    names = {re.split(r"[<>=\[]", needed)[0] for needed in project["dependencies"]}
    cells = re.findall(r"^\| ([^|]+) \|", text(DOCS / "android.md"), re.MULTILINE)
    assert names <= {name.strip() for cell in cells for name in cell.split(",")}
