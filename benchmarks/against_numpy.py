"""Each household kernel against its plain NumPy twin, on the arguments of one month of the default county.

python benchmarks/against_numpy.py
"""

from importlib import import_module

import numpy as np
import numpy_twins
from ready import best, ready, table
from side_by_side import KERNELS, overheard

TWINS = ("earn", "listen", "persuade", "hear_and_decide", "grow", "relax_trust")


def main() -> None:
    start = ready()
    calls: dict[str, dict[str, object]] = {}
    state = start.state.copy()
    with overheard(calls):
        start.schedule.step(state, start.month, start.draws)
    rows = []
    for name in TWINS:
        given = {key: copied(value) for key, value in calls[name].items()}
        kernel = getattr(import_module(f"liancun_sim.mechanisms.{KERNELS[name]}.{KERNELS[name]}"), name)
        fast = best(kernel, **given) / start.households * 1e9
        plain = best(lambda name=name, given=given: twin(name, given, state), repeats=3) / start.households * 1e9
        rows.append((f"{KERNELS[name]}: {name}", plain, fast, plain / fast))
    print(f"{start.households:,} households, one thread, fastest of 20 and of 3 calls\n")
    print(table(rows, "kernel", "NumPy twin, ns", "kernel, ns", "ratio"))


def twin(name, given, state):
    given = numpy_twins.taken_apart(given)
    if name == "listen":
        return numpy_twins.listen(state.ties.indices, state.households.influence, **given)
    return getattr(numpy_twins, name)(**given)


def copied(value):
    if hasattr(value, "_asdict"):
        return value._make(copied(part) for part in value)
    if isinstance(value, tuple):
        return tuple(copied(part) for part in value)
    return value.copy() if isinstance(value, np.ndarray) else value


if __name__ == "__main__":
    main()
