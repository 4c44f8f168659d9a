"""What waits for a decision, one after the other: the list beside the chosen one, and keys for those who have some."""
