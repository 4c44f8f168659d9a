"""The office of those who supervise: what waits for a decision, and every room where the rest is kept."""
