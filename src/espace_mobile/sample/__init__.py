"""The demonstration: obviously fictitious data, the same at every run."""
