"""The sync server: authenticates devices, merges fields, numbers changes, keeps history."""
