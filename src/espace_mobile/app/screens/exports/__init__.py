"""What left the register as a file."""
