"""Nothing in the repository is about the machine it was written on, nor about where packages come from."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.pages import ROOT, tracked

# Put together here, so that this file doesn't name them either.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"))]
_FOLDERS = "|".join(("work", "root", "home/[a-z]+", "Users/[A-Za-z]+"))
_ABSOLUTE = re.compile(rf"(?<![\w./~}}-])/(?:{_FOLDERS})/(?!\.\.\.|…)[\w.-]+")


def words(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "ignore")


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = {str(path.relative_to(ROOT)): _ABSOLUTE.findall(words(path)) for path in tracked()}
    assert {name: said for name, said in found.items() if said} == {}


def test_no_file_holds_the_path_of_this_checkout() -> None:
    here = re.compile(rf"(?<![\w./-]){re.escape(str(ROOT))}(?![\w.-])")
    assert [str(path.relative_to(ROOT)) for path in tracked() if here.search(words(path))] == []


def test_no_file_names_the_host_of_a_registry() -> None:
    assert [str(p.relative_to(ROOT)) for p in tracked() if any(host in words(p).lower() for host in HOSTS)] == []
