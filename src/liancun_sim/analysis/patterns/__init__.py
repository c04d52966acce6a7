"""Whether what was measured lies where a pattern asks."""
