"""What a device says of itself at its last pull: changes still to be sent, room left, battery.

Revision: 0006
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for name in ("waiting", "free_mb", "battery"):
        op.add_column("devices", sa.Column(name, sa.BigInteger))
