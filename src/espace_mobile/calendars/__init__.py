"""Calendar files (RFC 5545), written and read; nothing here knows what an event is about."""
