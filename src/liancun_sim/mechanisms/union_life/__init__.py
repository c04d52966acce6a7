"""A union at work: what it earns, shares, promises, and how it ends."""
