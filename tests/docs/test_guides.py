from __future__ import annotations

import re
from pathlib import Path

import pytest

from espace_mobile.app.actions.schedule_import import apply, preview
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_line import COLUMNS, REQUIRED, column_of
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import po
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from tests.browser.guide import SCENES, STORY
from tests.docs import examples
from tests.docs.pages import DOCS, GUIDES, ROOT, prose, text

NAMES = sorted(path.name for path in GUIDES.glob("*.md"))
LABELS = [form for forms in po.read(po.LOCALES / "fr.po").values() for form in forms]
_BLANK = re.compile(r"\\\{\w+\\\}")


def plain(words: str) -> str:
    return " ".join(words.replace(po.THIN, " ").replace("\u00a0", " ").split())


def pattern(label: str) -> re.Pattern[str] | None:
    """What the screen may show for a label; None when it is nearly all blanks, and so would match anything."""
    letters = re.sub(r"\{\w+\}", "", label)
    if sum(map(str.isalpha, letters)) < 3:
        return None
    said = _BLANK.sub(".+", re.escape(plain(label)))
    return re.compile(said, re.IGNORECASE)


PATTERNS = [found for found in map(pattern, LABELS) if found]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_quoted_stands_on_a_screen(name: str) -> None:
    quoted = {plain(words) for words in re.findall(r"«([^»]+)»", prose(text(GUIDES / name)))}
    assert {words for words in quoted if words != "+ 1" and not any(p.fullmatch(words) for p in PATTERNS)} == set()


def test_a_label_that_no_screen_has_would_be_found() -> None:
    assert not any(p.fullmatch("Ouvrir un dossier") for p in PATTERNS)


@pytest.mark.parametrize("name", NAMES)
def test_guides_are_set_as_a_french_typesetter_would(name: str) -> None:
    page = prose(re.sub(r"\]\([^)]*\)", "]", text(GUIDES / name)))
    assert [line for line in page.splitlines() if line != po.french_typography(line)] == []


def test_the_sample_schedule_is_imported_without_a_word_and_twice_is_once() -> None:
    replica = Replica(
        MemoryStorage(), "00000000000000a1", Keychain("essais", {1: new_org_key()}), lambda: 1_800_000_000_000
    )
    worker = Worker(id=new_id(), display_name="Mireille")
    sample = (GUIDES / "calendrier-exemple.csv").read_bytes()
    shown = preview(replica, sample)
    assert shown.errors == []
    assert apply(replica, shown, worker) == len(replica.all(Outing)) == len(sample.splitlines()) - 1
    assert {team.name for team in replica.all(Team)} == {"Équipe Nord", "Équipe Sud"}
    assert preview(replica, sample).empty


def test_the_table_of_columns_is_that_of_the_import() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \| ([^|]*)\|$", text(GUIDES / "superviseur.md"), re.MULTILINE)
    assert {column for column, _, _ in rows} == set(COLUMNS)
    for column, names, needed in rows:
        assert {column_of(name) for name in (column, *names.split(","))} == {column}
        assert (needed.strip() == "obligatoire") == (column in REQUIRED)


def test_the_sample_shows_every_column() -> None:
    [heading] = Path(GUIDES / "calendrier-exemple.csv").read_text("utf-8-sig").splitlines()[:1]
    assert {column_of(name) for name in heading.split(";")} == set(COLUMNS)


def dates_of(replica: Replica) -> set[tuple[object, ...]]:
    return {(o.on, o.starts, o.ends, o.type, o.place_id, o.team_id, o.partner_ids) for o in replica.all(Outing)}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
def test_each_example_says_the_same_dates(ending: str) -> None:
    found = []
    for name in (f"{examples.NAME}.csv", f"{examples.NAME}.{ending}"):
        replica = examples.register()
        shown = preview(replica, (GUIDES / name).read_bytes(), examples.TODAY)
        assert (shown.errors, shown.doubtful) == ([], [])
        apply(replica, shown, Worker(id=new_id(), display_name="Mireille"))
        found.append(dates_of(replica))
        other = (GUIDES / f"{examples.NAME}.csv").read_bytes()
        assert preview(replica, other, examples.TODAY).read.changes == []
    assert found[0] == found[1]


def test_the_calendar_of_the_guide_is_what_the_app_writes() -> None:
    assert (GUIDES / f"{examples.NAME}.ics").read_bytes() == examples.calendar()


def test_each_picture_of_the_supervisors_guide_is_made_by_a_test_and_light() -> None:
    """`make guide` makes them again."""
    shown = re.findall(r"^!\[.{20,}\]\(\.\./pictures/([\w-]+)\.png\)$", text(GUIDES / "superviseur.md"), re.MULTILINE)
    assert sorted(shown) == sorted([*SCENES, *STORY])
    assert [name for name in shown if (DOCS / "pictures" / f"{name}.png").stat().st_size > 60_000] == []
    browser = ROOT / "tests" / "browser"
    scenes = "".join(path.read_text("utf-8") for path in [browser / "shots.py", *browser.glob("*_shots.py")])
    assert [scene for scene in SCENES.values() if f'"{scene}": ' not in scenes] == []
    story = (browser / "test_office.py").read_text("utf-8")
    assert [name for name in STORY if f'picture("{name}")' not in story] == []
