"""Which files are one person's, from the links between them (`Merge`).

Nothing that points at a file is ever rewritten: whoever reads takes together what points at any of them. So two
supervisors may merge the same files in opposite directions, or one file into two, and every tablet shows the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Link = tuple[str, str]  # (the file taken in, the file it was taken into)


def components(links: Iterable[Link]) -> list[frozenset[str]]:
    """The files linked to each other, directly or not. Work: proportional to the links."""
    of: dict[str, set[str]] = {}
    for one, other in links:
        joined = of.get(one, {one}) | of.get(other, {other})
        of |= dict.fromkeys(joined, joined)
    return list({frozenset(component): None for component in of.values()})


def head(component: Iterable[str], links: Iterable[Link], is_here: Callable[[str], bool]) -> str:
    """The file that stands for all: one that was taken into no other, if it is here; of several the oldest."""
    taken = {one for one, _ in links}
    return min(component, key=lambda id: (not is_here(id), id in taken, id))
