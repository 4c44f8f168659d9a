"""When a device came in with the recovery sheet; of a sheet, when somebody came in with it.

Revision: 0007
Date: 2026-11-21
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("devices", sa.Column("recovered_at", sa.BigInteger))
