"""How many worlds a kernel takes side by side."""

AT_ONCE = 8
"""Worlds of one replication that run side by side at most: lanes of a kernel's inner loop."""
