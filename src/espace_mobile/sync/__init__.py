"""Between the replica and the register: push, pull, and the truth about both."""
