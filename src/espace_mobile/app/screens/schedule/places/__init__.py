"""The places dates are planned at: their list, one of them, choosing one, a new one."""
