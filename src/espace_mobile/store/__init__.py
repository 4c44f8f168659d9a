"""The replica: every device's own complete, encrypted copy of what it may see."""
