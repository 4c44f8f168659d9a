"""The recovery sheet: what there is, and making one."""
