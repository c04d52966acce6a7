"""Worlds of one replication as kernels take them: a tuple of groups, one of each world.

A kernel is compiled for one world and for a full house; seats beyond the worlds there are repeat the first and are
left out. What all worlds have alike is read from the first.
"""

AT_ONCE = 8
"""Worlds of one replication that run side by side at most."""


def seated[Group](worlds: list[Group]) -> tuple[Group, ...]:
    """One world by itself, or as many seats as there are at most."""
    return tuple(worlds) if len(worlds) == 1 else (*worlds, *worlds[:1] * (AT_ONCE - len(worlds)))
