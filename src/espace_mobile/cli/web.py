"""The app in web mode: one process, one device, everything it shows served from this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import flet_web.fastapi as flet_fastapi
import uvicorn
from fastapi import FastAPI

from espace_mobile.app.main import build
from espace_mobile.app.theme import assets_folder
from espace_mobile.bootstrap import Installation


def serve_web(installation: Installation, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM, then close the device's store."""
    config = uvicorn.Config(_application(installation), host, port, log_level="error", timeout_graceful_shutdown=1)
    try:
        uvicorn.Server(config).run()
    finally:
        installation.close()


def _application(installation: Installation) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await flet_fastapi.app_manager.start()
        yield
        await flet_fastapi.app_manager.shutdown()

    application = FastAPI(lifespan=lifespan, openapi_url=None)
    page = flet_fastapi.app(build(installation), no_cdn=True, app_name="Espace Mobile", assets_dir=str(assets_folder()))
    application.mount("/", page)
    return application
