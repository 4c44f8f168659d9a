"""The wire: changes, records, stamps, sealed values, cursors, and the pure merge. Shared by both ends."""
