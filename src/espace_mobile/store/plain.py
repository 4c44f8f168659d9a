"""The state as stock TinyDB knows it: one dict of everything, ids as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from espace_mobile.store.operations import Document, Op

View = Callable[[str], Mapping[Any, Document] | None]


_CONTAINERS = frozenset({list, dict})


def detached(value: Any) -> Any:
    """A copy of lists and dicts all the way down; whatever else a document holds can't be changed."""
    if type(value) is list:
        flat = _CONTAINERS.isdisjoint(map(type, value))
        return value.copy() if flat else [detached(v) for v in value]
    if type(value) is dict:
        flat = _CONTAINERS.isdisjoint(map(type, value.values()))
        return value.copy() if flat else {k: detached(v) for k, v in value.items()}
    return value


def copy_of(names: Iterable[str], view: View) -> dict[str, dict[str, Any]]:
    return {name: {str(id): detached(doc) for id, doc in (view(name) or {}).items()} for name in names}


def differences(names: Iterable[str], view: View, data: Mapping[str, Mapping[Any, Any]]) -> list[Op]:
    """The operations that turn the tables into `data`."""
    ops: list[Op] = [(name, None, None) for name in names if name not in data]
    for name, rows in data.items():
        live = view(name)
        if live is None:
            ops.append((name, None, {}))
        ops += _row_differences(name, live or {}, rows)
    return ops


def _row_differences(name: str, live: Mapping[Any, Document], rows: Mapping[Any, Any]) -> list[Op]:
    ids = {str(id): id for id in live}
    wanted = {ids.get(str(id), _typed(id)): dict(doc) for id, doc in rows.items()}
    ops: list[Op] = [(name, id, None) for id in live if id not in wanted]
    ops += [(name, id, doc) for id, doc in wanted.items() if live.get(id) != doc]
    return ops


def _typed(id: Any) -> int | str:
    """Stock TinyDB writes its integer ids as text; they are integers again here."""
    text = str(id)
    return int(text) if text.isdecimal() and text.isascii() and str(int(text)) == text else text
