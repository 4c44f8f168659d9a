from __future__ import annotations

import ast
import gettext
import io
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import espace_mobile
from espace_mobile import errors
from espace_mobile.domain.indicators import Heading, Of
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.vocabulary import LISTS
from espace_mobile.i18n import LANGUAGES, po

SOURCES = Path(espace_mobile.__file__).parent
CATALOGUES = {language: po.read(po.LOCALES / f"{language}.po") for language in LANGUAGES}
# Keys made at run time from a code or an error; each family is checked below.
MADE = re.compile(r"^(vocab|error|input|refusal|kind|indicator)\.")
KEY = re.compile(r"^[a-z_]+(\.[A-Za-z0-9_-]+)+$")


def trees() -> Iterator[ast.Module]:
    for path in SOURCES.rglob("*.py"):
        yield ast.parse(path.read_text("utf-8"))


def literals() -> set[str]:
    """Every string in the code that looks like a key."""
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value)
    }


def asked() -> Iterator[str]:
    """The literal keys given to `t` and `tn`."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("t", "tn"):
                first = node.args[0] if node.args else None
                for part in ast.walk(first) if first is not None else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and KEY.match(part.value):
                        yield part.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mo_is_made_from_the_po(language: str) -> None:
    assert (po.LOCALES / f"{language}.mo").read_bytes() == po.binary(language, CATALOGUES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_po_is_sorted_and_written_as_the_compiler_writes_it(language: str, tmp_path: Path) -> None:
    again = tmp_path / f"{language}.po"
    po.write(again, CATALOGUES[language])
    assert again.read_text("utf-8") == (po.LOCALES / f"{language}.po").read_text("utf-8")


def test_both_languages_say_the_same_things() -> None:
    assert CATALOGUES["fr"].keys() == CATALOGUES["en"].keys()


def test_no_text_is_empty_and_both_have_the_same_forms_and_blanks() -> None:
    assert [key for key in CATALOGUES["fr"] if shape(CATALOGUES["fr"][key]) != shape(CATALOGUES["en"][key])] == []
    assert [
        key for texts in CATALOGUES.values() for key, forms in texts.items() if not all(map(str.strip, forms))
    ] == []


def shape(forms: tuple[str, ...]) -> tuple[int, set[str]]:
    return len(forms), {name for text in forms for name in blanks(text)}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_key_asked_for_is_there() -> None:
    assert sorted(set(asked()) - CATALOGUES["fr"].keys()) == []


def test_no_key_is_left_unused() -> None:
    used = literals()
    assert sorted(key for key in CATALOGUES["fr"] if key not in used and not MADE.match(key)) == []


def test_every_kind_of_record_has_a_name() -> None:
    unsaid = {"device_key", "merged_values"}  # made by the app, never shown
    assert sorted(kind for kind in KINDS.keys() - unsaid if f"kind.{kind}" not in CATALOGUES["fr"]) == []


def test_every_code_of_every_list_has_a_label() -> None:
    needed = {f"vocab.{code.key}" for codes in LISTS.values() for code in codes}
    assert needed == {key for key in CATALOGUES["fr"] if key.startswith("vocab.")}


def test_every_figure_has_a_label_and_says_what_it_counts() -> None:
    needed = {f"indicator.{code}{means}" for code in Of for means in ("", ".means")}
    needed |= {f"indicator.group.{heading}" for heading in Heading}
    assert needed == {key for key in CATALOGUES["fr"] if key.startswith("indicator.")}


def test_every_error_has_a_message() -> None:
    codes = {e.code for e in vars(errors).values() if isinstance(e, type) and issubclass(e, errors.EspaceError)}
    assert sorted(f"error.{code}" for code in codes if f"error.{code}" not in CATALOGUES["fr"]) == []


def test_every_refusal_of_an_input_has_a_message() -> None:
    missing = [f"{field}.{reason}" for field, reason in refusals() if not answered(field, reason)]
    assert sorted(missing) == []


def answered(field: str, reason: str) -> bool:
    return any(f"input.{f}.{reason}" in CATALOGUES["fr"] for f in (field, "any"))


def refusals() -> Iterator[tuple[str, str]]:
    """(field, reason) of each `InputError(…)` in the code; « any » for a field that is a variable."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "InputError":
                field, reason = node.args[:2]
                named = [n.value for n in ast.walk(field) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                for name in named or ["any"]:
                    if isinstance(reason, ast.Constant):  # else an error passed on under another name
                        yield name, str(reason.value)


WRONG_IN_FRENCH = {
    "’ for '": r"'",
    "… for ...": r"\.\.\.",
    "a narrow no-break space before ; ? »": r"[^\u202f][;?»]",
    "a narrow no-break space before :": r"[^\u202f]:(?=\s|$)",
    "a narrow no-break space after «": r"«[^\u202f]",
    "no exclamation": r"!",
}


@pytest.mark.parametrize("rule", WRONG_IN_FRENCH)
def test_french_is_set_as_a_french_typesetter_would(rule: str) -> None:
    wrong = re.compile(WRONG_IN_FRENCH[rule])
    assert [key for key, texts in CATALOGUES["fr"].items() for text in texts if wrong.search(text)] == []


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("l'eau ; ça va ? oui : « non »", "l’eau\u202f; ça va\u202f? oui\u202f: «\u202fnon\u202f»"),
        ("«non»", "«\u202fnon\u202f»"),
        ("50 %...", "50\u202f%…"),
        ("https://a.fr", "https://a.fr"),
    ],
)
def test_the_compiler_mends_french_typography_once_and_for_all(typed: str, set_: str) -> None:
    assert po.french_typography(typed) == set_
    assert po.french_typography(set_) == set_


def test_gettext_reads_what_the_compiler_writes() -> None:
    texts = gettext.GNUTranslations(io.BytesIO(po.binary("fr", {"a.b": ("un",), "a.c": ("{n} jour", "{n} jours")})))
    assert texts.gettext("a.b") == "un"
    assert [texts.ngettext("a.c", "a.c", n) for n in (0, 1, 2)] == ["{n} jour", "{n} jour", "{n} jours"]


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_text('msgid "a.b"\nmsgstr "un"\n\nmsgid "a.b"\nmsgstr "deux"\n', "utf-8")
    with pytest.raises(ValueError, match="twice"):
        po.read(path)


@pytest.mark.parametrize("text", ["« a »", 'dit "b"', "deux\nlignes", "une \\ barre", "é"])
def test_a_text_survives_the_file(tmp_path: Path, text: str) -> None:
    po.write(tmp_path / "en.po", {"a.b": (text,)})
    assert po.read(tmp_path / "en.po") == {"a.b": (text,)}
