"""Each household kernel against its plain NumPy twin, on the arguments of one month of the default county.

python benchmarks/against_numpy.py
"""

import numpy as np
import numpy_twins
from ready import best, ready, table
from side_by_side import KERNELS, overheard

from liancun_sim.mechanisms.kernels import attitude, diffusion, income, outreach, trust

MODULES = {"earn": income, "listen": attitude, "persuade": outreach, "hear_and_adopt": diffusion, "grow": diffusion,
           "relax_trust": trust}  # fmt: skip


def main() -> None:
    start = ready()
    calls: dict[str, dict[str, object]] = {}
    state = start.state.copy()
    with overheard(calls):
        start.schedule.step(state, start.month, start.draws)
    rows = []
    for name, module in MODULES.items():
        given = {key: copied(value) for key, value in calls[name].items()}
        kernel = getattr(module, name)
        fast = best(kernel, *given.values()) / start.households * 1e9
        plain = best(lambda name=name, given=given: twin(name, given, state), repeats=3) / start.households * 1e9
        rows.append((f"{KERNELS[name]}: {name}", plain, fast, plain / fast))
    print(f"{start.households:,} households, one thread, fastest of 20 and of 3 calls\n")
    print(table(rows, "kernel", "NumPy twin, ns", "kernel, ns", "ratio"))


def twin(name, given, state):
    if name == "listen":
        return numpy_twins.listen(state.ties.indices, state.households.influence, **given)
    return getattr(numpy_twins, name)(**given)


def copied(value):
    return value.copy() if isinstance(value, np.ndarray) else value


if __name__ == "__main__":
    main()
