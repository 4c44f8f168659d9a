"""`python -m tests.browser.guide_pictures [FOLDER]`: the pictures of the supervisor's guide, each made by a test.

Scenes of `shots`, with the demonstration's people, and what the story of `test_office` shows on its way; in
`docs/pictures` when no folder is given. `--only NAME,…`: some of them; `--scenes`: without the story, which takes
minutes. A palette makes them a third as heavy; texts stay sharp.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.driver import Driver, chromium, new_page, station
from tests.browser.guide import FOLDER, SCENES, STORY
from tests.browser.shots import OFFICE, account_of, unlock

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
# What a scene finds done by another that goes before it.
_BEFORE = {"request": ("request-new",)}
_COLOURS = 64


def light(png: bytes) -> bytes:
    """The same picture with few colours."""
    shown = Image.open(io.BytesIO(png)).convert("RGB")
    few = shown.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    made = io.BytesIO()
    few.save(made, "PNG", optimize=True)
    return made.getvalue()


def of_story(raw: Path) -> None:
    asked = [sys.executable, "-m", "pytest", "-q", "tests/browser/test_office.py"]
    subprocess.run(asked, check=True, env={**os.environ, FOLDER: str(raw)})


def of_scenes(raw: Path, names: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, station(Path(folder), "--office") as url, chromium() as launched:
        look = {"theme": "day", "language": "fr", "text_scale": 1.0, "account": account_of("--office").worker_id}
        Path(folder, "preferences.json").write_text(json.dumps(look), "utf-8")
        app = Driver(new_page(launched, 1280, 800), url).open()
        app.marked("unlock.go").wait_for()
        unlock(app, "fr", "--office")
        for name, scene in names.items():
            for played in (*_BEFORE.get(scene, ()), scene):
                OFFICE[played](app)
            app.shot(raw / f"{name}.png")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path, nargs="?", default=PICTURES)
    asked.add_argument("--only", default="")
    asked.add_argument("--scenes", action="store_true")
    chosen = asked.parse_args()
    wanted = set(filter(None, chosen.only.split(","))) or {*SCENES, *STORY}
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder)
        if wanted & set(STORY) and not chosen.scenes:
            of_story(raw)
        of_scenes(raw, {name: scene for name, scene in SCENES.items() if name in wanted})
        for name in sorted(wanted):
            made = raw / f"{name}.png"
            if made.exists():
                (chosen.out / made.name).write_bytes(light(made.read_bytes()))


if __name__ == "__main__":
    main()
