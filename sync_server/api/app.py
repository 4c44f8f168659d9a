"""The application, put together."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from espace_mobile import __version__
from sync_server.api import access_log, calendars, devices, enrolment, public, publication, recovery, sync
from sync_server.api.guard import Guard
from sync_server.api.pages import router as pages
from sync_server.api.problems import Problem, add_handlers
from sync_server.api.site import Site

DESCRIPTION = "Merges what tablets did offline. The bodies of push and pull are described in docs/sync-protocol.md."


class _Documented(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """Problems are described once, and bodies that a route reads itself; FastAPI only knows those it makes."""
        described = super().openapi()
        for shape in (Problem, *publication.SENT):
            schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
            described["components"]["schemas"] |= schema.pop("$defs", {}) | {shape.__name__: schema}
        return described


def create_app(site: Site) -> FastAPI:
    """`site` stays its maker's to close."""
    # No page of documentation: it would fetch its scripts from elsewhere.
    app = _Documented(title="espace-sync", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None)
    app.state.site = site
    add_handlers(app)
    app.add_middleware(Guard)
    for part in (public, sync, devices, enrolment, recovery, publication, calendars, access_log):
        app.include_router(part.router)
    app.include_router(pages.router)  # last: what is the server's own comes first
    return app
