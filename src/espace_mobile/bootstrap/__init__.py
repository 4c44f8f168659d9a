"""The one place where real parts are wired together: an installation on a disk, and a session over it.

    Installation   one folder: vault (who may open it), store (the encrypted replica), lockbox (the locked counter)
    Session        one worker signed in: the replica, the sync loop, the office's requests

Locking drops the session; the replica stays open in the process so that what waits is still sent.
"""

from __future__ import annotations

from espace_mobile.bootstrap.installation import Installation
from espace_mobile.bootstrap.opened import Opened
from espace_mobile.bootstrap.session import Newcomer, Session
from espace_mobile.store.vault import Account

__all__ = ["Account", "Installation", "Newcomer", "Opened", "Session"]
