"""python -m sync_server"""

from __future__ import annotations

from sync_server.cli import main

main()
