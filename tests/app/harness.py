"""The app without Flutter or browser: a real Flet session, its real serialisation, a simulated client.

    async with AppUnderTest(build(tablet), width=800) as app:
        await app.tap("today.count")
        assert app.sees("1 contact aujourd’hui")

Controls are found as the browser's driver finds them: by the `identifier` of their `ft.Semantics`.
"""

from __future__ import annotations

import asyncio
import inspect
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import MessageAction, configure_encode_object_for_msgpack
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from espace_mobile.app import feed
from espace_mobile.app.quick_walk import is_sparse

C = TypeVar("C", bound=BaseControl)
_encode = configure_encode_object_for_msgpack(BaseControl)
PATIENCE = 60  # seconds: only what fails waits so long
_TEXTS = ("value", "title", "subtitle", "label", "content", "error", "error_text", "text", "helper")
_NESTED = (BaseControl, list, tuple, dict)


@cache
def _holders(kind: type[BaseControl]) -> tuple[tuple[str, bool], ...]:
    """The fields of a control that may hold others, not its texts, colours and numbers; and of each, whether Flet keeps
    it only once it is set."""
    shown = [f for f in fields(kind) if not f.metadata.get("skip") and f.name != "_parent"]
    holding = (f.name for f in shown if _MAY_HOLD.search(str(f.type)) or f.name == "_b")
    return tuple((name, is_sparse(kind, name)) for name in reversed(list(holding)))


def _held(control: BaseControl) -> Iterator[Any]:
    """The last first."""
    kept = control._values
    for name, sparse in _holders(type(control)):
        if (not sparse or name in kept) and (value := getattr(control, name, None)):
            yield value


_MAY_HOLD = re.compile(r"Control|list|dict|Any|View|Dialog|Overlay|Bar|Action|Badge|Tooltip|Destination|Service")


class Client(Connection):
    """Receives what Flutter would, and answers what it would."""

    def __init__(self) -> None:
        super().__init__()
        self.loop, self.executor = asyncio.get_running_loop(), ThreadPoolExecutor(2)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)
        self.page_url, self.page_name = "http://test", ""
        self.bytes_sent = 0
        self.calls: list[tuple[str, Any]] = []
        self.crashes: list[str] = []
        self.answers: dict[str, Any] = {}  # {method: what the device answers}; nothing for the others
        self.session: Session

    def send_message(self, message: Any) -> None:
        self.bytes_sent += len(msgpack.packb([message.action, message.body], default=_encode))
        if message.action == MessageAction.SESSION_CRASHED:
            self.crashes.append(message.body.message)
        if message.action == MessageAction.INVOKE_METHOD:
            self.calls.append((message.body.name, message.body.args))
            self.loop.create_task(self._answer(message.body))

    async def _answer(self, call: Any) -> None:
        if call.name == "push_route":
            self.session.apply_page_patch({"route": call.args["route"]})
            await self.session.dispatch_event(1, "route_change", {"route": call.args["route"]})
        self.session.handle_invoke_method_results(call.control_id, call.call_id, self.answers.get(call.name), None)


class AppUnderTest:
    """`main`: what `app.main.build` returns. `page`: initial properties (width, height, route…)."""

    def __init__(self, main: Callable[[ft.Page], Any], *, route: str = "/", **page: Any) -> None:
        self._main = main
        self._initial = {"route": route, "web": False, "width": 360, "height": 780, **page}

    async def __aenter__(self) -> AppUnderTest:
        feed.LATE = 0  # what follows a moment after, follows at once
        self.client = Client()
        self.session = self.client.session = Session(self.client)
        self.page = self.session.page
        _context_page.set(self.page)
        self.session.apply_page_patch(self._initial)
        msgpack.packb(self.session.get_page_patch(), default=_encode)
        started = self._main(self.page)
        if inspect.isawaitable(started):
            await started
        await self.session.after_event(self.page)
        await self.settle()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.session.close()
        await asyncio.sleep(0)
        self.client.executor.shutdown(wait=False)

    async def settle(self, turns: int = 30) -> None:
        """Let redraws and effects run. Fails when the page crashed or its redraws stopped."""
        for _ in range(turns):
            await asyncio.sleep(0)
        assert not self.client.crashes, self.client.crashes[0]
        redraws = self.session._Session__updates_task  # type: ignore[attr-defined]
        assert redraws is None or not redraws.done(), redraws.exception()

    async def until(self, condition: Callable[[], Any], otherwise: str = "never came") -> None:
        """Wait for what another thread brings (an unlock, a sync)."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            await self.settle(5)
            if condition():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(otherwise)

    # Looking

    def tree(self, node: Any = None) -> Iterator[BaseControl]:
        """Every mounted, visible control, components unfolded, in the order of the screen."""
        waiting: list[Any] = [self.page if node is None else node]
        while waiting:
            at = waiting.pop()
            if isinstance(at, BaseControl):
                if getattr(at, "visible", True) is False or getattr(at, "open", True) is False:
                    continue
                yield at
                waiting.extend(_held(at))
            elif isinstance(at, list | tuple):
                waiting.extend(v for v in reversed(at) if isinstance(v, _NESTED))
            elif isinstance(at, dict):
                waiting.extend(v for v in reversed(at.values()) if isinstance(v, _NESTED))

    def all(self, kind: type[C] = ft.Control, **having: Any) -> list[C]:  # type: ignore[assignment]
        return [
            c for c in self.tree() if isinstance(c, kind) and all(getattr(c, k, None) == v for k, v in having.items())
        ]

    def one(self, kind: type[C] = ft.Control, **having: Any) -> C:  # type: ignore[assignment]
        found = self.all(kind, **having)
        assert len(found) == 1, f"{len(found)} {kind.__name__} with {having}"
        return found[0]

    def marked(self, identifier: str) -> ft.Semantics:
        """The `ft.Semantics` with this identifier."""
        return self.one(ft.Semantics, identifier=identifier)

    def has(self, identifier: str) -> bool:
        return bool(self.all(ft.Semantics, identifier=identifier))

    def name(self, identifier: str) -> str:
        """What a screen reader says: name, then value."""
        found = self.marked(identifier)
        return ", ".join(filter(None, (found.label, found.value)))

    def texts(self, under: Any = None) -> list[str]:
        return [v for c in self.tree(under) for k in _TEXTS if isinstance(v := getattr(c, k, None), str)]

    def sees(self, text: str) -> bool:
        """Whether some text on the screen contains `text`."""
        return any(text in shown for shown in self.texts())

    def sees_error(self, label: str) -> bool:
        return bool(self.all(ft.TextField, label=label) and self.field(label).error)

    def field(self, label: str) -> ft.TextField:
        return self.one(ft.TextField, label=label)

    # Doing

    async def event(self, control: BaseControl, name: str, data: Any = None, **properties: Any) -> None:
        if properties:
            self.session.apply_patch(control._i, properties)
        await self.session.dispatch_event(control._i, name, data)
        await self.settle()

    async def tap(self, what: str | BaseControl) -> None:
        """By identifier, once it is there and does something; or a control with `on_click`."""
        if isinstance(what, str) and not self.acts(what):
            await self.until(lambda: self.acts(what), f"{what} is not there, does nothing or is disabled")
        target = self._acting(what)[0] if isinstance(what, str) else what
        assert isinstance(target, ft.Control)
        assert not target.disabled, "disabled"
        await self.event(target, "click")

    def acts(self, identifier: str) -> bool:
        """Whether a tap on it would do something."""
        return self.has(identifier) and bool(self._acting(identifier))

    def _acting(self, identifier: str) -> list[ft.Container]:
        inside = self.tree(self.marked(identifier))
        return [c for c in inside if isinstance(c, ft.Container) and c.on_click and not c.disabled]

    async def type(self, label: str, value: str) -> None:
        await self.event(self.field(label), "change", value, value=value)

    async def submit(self, label: str) -> None:
        await self.event(self.field(label), "submit", self.field(label).value)

    async def choose(self, identifier: str, code: str) -> None:
        """One of a dropdown."""
        menu = next(c for c in self.tree(self.marked(identifier)) if isinstance(c, ft.Dropdown))
        await self.event(menu, "select", code, value=code)

    async def go(self, route: str) -> None:
        self.page.navigate(route)
        await self.settle()

    async def resize(self, width: float, height: float) -> None:
        self.session.apply_page_patch({"width": width, "height": height})
        await self.session.dispatch_event(1, "resize", {"width": width, "height": height})
        await self.settle()
