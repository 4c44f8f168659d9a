"""Ordered migrations of the register. Each is dated, says why, and runs on SQLite and on PostgreSQL."""
