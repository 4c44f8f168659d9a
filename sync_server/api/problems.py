"""Errors as RFC 9457 problems. `code` is the stable one of `espace_mobile.errors`; nothing sent is ever repeated."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from espace_mobile.errors import (
    ClockAhead,
    EspaceError,
    IdentityChanged,
    IdentityReused,
    Malformed,
    Refused,
    ServerBusy,
    TooLarge,
    Unauthorised,
    VersionUnsupported,
)

log = structlog.get_logger("espace_sync")

MEDIA_TYPE = "application/problem+json"
_UNSUPPORTED = {"content-type", "content-encoding"}
_BUSY = {"rate": 429, "slow_body": 408}
_REFUSED = {
    "forbidden": 403,
    "not_found": 404,
    "invitation_unknown": 404,
    "method_not_allowed": 405,
    "enrolment_settled": 409,
    "invitation_exists": 409,
    "own_device": 409,
    "key_exists": 409,
    "key_outdated": 409,
    "devices_changed": 409,
    "enrolment_needed": 409,
    "not_revoked": 409,
    "revision_outdated": 409,
    "slug_taken": 409,
    "too_many_calendars": 409,
}


class Problem(BaseModel):
    """What went wrong. Members after `code` are there when they say something."""

    type: str
    title: str
    status: int
    code: str
    field: str | None = None
    reason: str | None = None
    limit: str | None = None
    max: int | None = None
    now: int | None = None
    n: int | None = None
    device: str | None = None
    notice: str | None = None
    after: int | None = None
    versions: list[int] | None = None
    revision: int | None = None


def _documented(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: _documented(status) for status in (400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 503)
}


def problem(error: EspaceError) -> Response:
    """The answer for anything raised on purpose; a code this table does not know is a 500."""
    members = dict(error.params)
    code = error.code
    if code == EspaceError.code:
        return unexpected()
    if isinstance(error, Refused):
        code = str(members.pop("reason", ""))
        members["reason"] = members.pop("about", None)
    return _answer(_status(error, code), code, members)


def _status(error: EspaceError, code: str) -> int:
    match error:
        case Unauthorised():
            return 401
        case IdentityReused() | IdentityChanged() | ClockAhead():
            return 409
        case TooLarge():
            return 413
        case VersionUnsupported():
            return 400
        case Malformed():
            return 415 if error.params.get("field") in _UNSUPPORTED else 422
        case ServerBusy():
            return _BUSY.get(str(error.params.get("reason")), 503)
        case Refused():
            return _REFUSED.get(code, 500)
    return 500


def unexpected() -> Response:
    return _answer(500, "unexpected", {})


def _answer(status: int, code: str, members: dict[str, object]) -> Response:
    body = {
        "type": f"urn:espace-mobile:error:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        **{name: value for name, value in members.items() if value is not None},
    }
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if "after" in body:
        headers["Retry-After"] = str(body["after"])
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    @app.exception_handler(EspaceError)
    async def _ours(_request: Request, error: EspaceError) -> Response:
        answer = problem(error)
        if answer.status_code == 500:
            log.error("failed", error=error.code, **error.params)
        return answer

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> Response:
        where = error.errors()[0]["loc"]
        # ("body", 17) is where JSON broke, ("body", "teams", 3) what is wrong in it.
        field = where[1] if len(where) > 1 and isinstance(where[1], str) else where[0]
        return problem(Malformed(field=str(field)))

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> Response:
        if error.status_code == 400:
            return problem(Malformed(field="body"))
        code = "method_not_allowed" if error.status_code == 405 else "not_found"
        answer = problem(Refused(reason=code))
        answer.headers.update(error.headers or {})
        return answer
