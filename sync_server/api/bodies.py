"""Bodies, in and out: bounded while they stream in, compressed and decompressed; compressed going out when it pays."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import msgpack
from fastapi import Request, Response
from pydantic import BaseModel, ValidationError
from starlette.datastructures import Headers
from starlette.types import Message, Receive

from espace_mobile.errors import Malformed, ServerBusy, TooLarge
from espace_mobile.protocol.compression import ENCODINGS, compress, decompress
from espace_mobile.protocol.messages import MAX_BATCH, MAX_BODY, Push, spoken

MEDIA_TYPE = "application/msgpack"
BODY_SECONDS = 60
Shape = TypeVar("Shape", bound=BaseModel)
_WORTH_COMPRESSING = 256  # bytes; shorter answers grow
_BINARY = (0xC4, 0xC5, 0xC6)
# A body over the limit is read on a little, so that its sender gets to see why it was refused.
_PATIENCE = 4


async def read(receive: Receive, limit: int, name: str) -> bytes | None:
    """The whole body; None when the sender went away. Raises `TooLarge` (`limit` = `name`), `ServerBusy`."""
    parts: list[bytes] = []
    size, more = 0, True
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more and size <= limit * _PATIENCE:
                message: Message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                part, more = message.get("body", b""), message.get("more_body", False)
                size += len(part)
                if size <= limit:
                    parts.append(part)
    except TimeoutError:
        raise ServerBusy(after=1, reason="slow_body") from None
    if size > limit:
        raise TooLarge(limit=name, max=limit)
    return b"".join(parts)


def check_headers(headers: Headers) -> str:
    """The encoding of the body. Raises `Malformed`."""
    kind = headers.get("content-type", MEDIA_TYPE).partition(";")[0].strip().lower()
    if kind != MEDIA_TYPE:
        raise Malformed(field="content-type")
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", *ENCODINGS):
        raise Malformed(field="content-encoding")
    return encoding


def opened(body: bytes, encoding: str) -> Push:
    """Raises `Malformed`, `TooLarge`, `VersionUnsupported`."""
    clear = decompress(body, encoding, MAX_BODY)
    _check_shape(clear)
    return Push.decode(clear)


def _check_shape(clear: bytes) -> None:
    """A few bytes can stand for millions of empty lists: look before unpacking."""
    reader = msgpack.Unpacker(max_buffer_size=MAX_BODY)
    try:
        reader.feed(clear)
        reader.read_array_header()
        spoken(reader.unpack())
        count = reader.read_array_header()
        if count > MAX_BATCH:
            raise TooLarge(limit="batch", max=MAX_BATCH)
        for _ in range(count):
            if clear[reader.tell()] not in _BINARY:
                raise Malformed(field="push")
            reader.skip()
    except (msgpack.exceptions.UnpackException, ValueError, TypeError, IndexError):
        raise Malformed(field="push") from None


def shaped(body: bytes, shape: type[Shape]) -> Shape:
    """JSON. Raises `Malformed` with the first part that is wrong."""
    try:
        return shape.model_validate_json(body)
    except ValidationError as wrong:
        where = wrong.errors(include_input=False, include_context=False)[0]["loc"]
        raise Malformed(field=str(where[0]) if where else "body") from None


def answer(request: Request, body: bytes) -> Response:
    headers = {}
    encoding = accepted(request.headers.get("accept-encoding", "")) if len(body) >= _WORTH_COMPRESSING else None
    if encoding:
        body = compress(body, encoding)
        headers["Content-Encoding"] = encoding
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def accepted(header: str) -> str | None:
    offered = {name for name, _, weight in map(_weighed, header.lower().split(",")) if weight.strip("0.") or not weight}
    return next((encoding for encoding in ENCODINGS if encoding in offered), None)


def _weighed(item: str) -> tuple[str, str, str]:
    name, _, parameter = item.partition(";")
    return name.strip(), "", parameter.strip().removeprefix("q=")
