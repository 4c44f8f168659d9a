"""The figures of the whole association: what is asked of them is in the address, what they count is one tap away."""
