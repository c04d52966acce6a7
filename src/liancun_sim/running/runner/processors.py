"""How many processors this process may use, which on a shared machine are fewer than it has."""

import os
from math import ceil
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def usable_processors(cgroup: Path = CGROUP) -> int:
    """Processors by affinity and by the quota of the control group (containers, batch systems), at least one.

    cgroup : where control groups are mounted; elsewhere than on Linux there are none.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, _quota(cgroup) or allowed))


def _quota(cgroup: Path) -> int | None:
    """The control group's quota in whole processors, the tightest of its own and those above; None for none.

    Read from ``cpu.max`` (version 2: quota and period, or ``max``) or from ``cpu.cfs_quota_us`` (version 1).
    """
    found: list[int] = []
    for line in _text(Path("/proc/self/cgroup")).splitlines():
        _, controllers, path = line.split(":", 2)
        root = cgroup if not controllers else cgroup / "cpu" if "cpu" in controllers.split(",") else None
        if root is None:
            continue
        here = root / path.lstrip("/")
        for folder in (here, *here.parents):
            if not folder.is_relative_to(root):
                break
            quota, _, period = _text(folder / "cpu.max").partition(" ")
            if not quota:
                quota, period = _text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us")
            if quota.strip().isdecimal() and period.strip().isdecimal():
                found.append(ceil(int(quota) / int(period)))
    return min(found, default=None)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
