"""The facts of outreach work and the pure rules about them. No clock, no disk: time is a parameter."""
